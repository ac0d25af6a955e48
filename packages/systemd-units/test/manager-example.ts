import { mkdir, writeFile } from "node:fs/promises";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { openUserManager } from "@mosaicstack/systemd-units";

const sandbox = await openSandbox(); // a manager to try it on; leave out both options for your own
const units = `${sandbox.home}/.config/systemd/user`;
await mkdir(units, { recursive: true });
await writeFile(`${units}/nap@.service`, "[Service]\nExecStart=sleep 1000\n");

const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
await manager.reload();
await manager.start(["nap@a.service", "nap@b.service"]); // one call; a SystemdError names those that failed
for await (const { unit, now } of manager.watch(["nap@*"])) {
  console.log(unit, now?.active);
  if (unit === "nap@b.service") break;
}
const results = await manager.run([
  { verb: "stop", unit: "nap@a.service" },
  { verb: "start", unit: "absent.service" },
]);
for (const { verb, unit, outcome } of results) console.log(verb, unit, outcome);
await sandbox.close();
