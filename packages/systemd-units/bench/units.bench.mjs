// Three prices, each paired with what it is measured against, in turn in one run:
// - parse and serialize every unit file of this machine, against one `systemd-analyze verify` of one of them (limit: less)
// - the states of 300 units, against one raw `systemctl --user list-units -o json` (limit: 1.3)
// - the start of 100 units in one job, against `systemctl --user start` of the same list (limit: 1.15)
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { openUserManager, parseUnit } from "@mosaicstack/systemd-units";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

/** Both in turn; `after` undoes each. */
async function pair(name, limit, ours, [theirName, theirs], { count = rounds(15, 5), after } = {}) {
  const ways = { ours: { run: ours, after }, theirs: { run: theirs, after } };
  const figures = await interleave(ways, count);
  tell({
    name,
    figures: figures.ours,
    beside: { name: theirName, figures: figures.theirs },
    limit,
  });
}

const roots = [
  "/usr/lib/systemd/system",
  "/usr/lib/systemd/user",
  "/etc/systemd/system",
  "/etc/systemd/user",
];
const units = roots
  .flatMap((root) =>
    statSync(root, { throwIfNoEntry: false })
      ? readdirSync(root, { recursive: true }).map((name) => join(root, name))
      : [],
  )
  .filter(
    (path) =>
      /\.(service|socket|target|timer|path|slice|mount|automount|conf)$/.test(path) &&
      statSync(path, { throwIfNoEntry: false })?.isFile(),
  )
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const one = units.find(({ path }) => path.endsWith(".service"));
const quiet = { stdio: "ignore" };
await pair(
  `parse and serialize ${units.length} unit files`,
  1,
  () =>
    units.forEach(({ text }) => {
      if (parseUnit(text).toString() !== text) throw new Error("not the same");
    }),
  [
    "one `systemd-analyze verify`",
    () => {
      try {
        execFileSync("systemd-analyze", ["verify", "--man=no", one.path], quiet);
      } catch {
        /* its verdict is not asked */
      }
    },
  ],
);

const sandbox = await openSandbox();
try {
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "nap@.service"), "[Service]\nExecStart=/bin/sleep 10000\n");
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const [file, ...prefix] = sandbox.enter;
  // Through the same door, with nothing of ours in between but the process itself
  const raw = (...args) =>
    execa(file, [...prefix, "systemctl", "--user", ...args], {
      env: sandbox.env,
      extendEnv: false,
      stdin: "ignore",
    });
  await manager.reload();
  const names = (count) => Array.from({ length: count }, (_, at) => `nap@x${at}.service`);

  const hundred = names(100);
  await pair(
    "start of 100 units in one job",
    1.15,
    () => manager.start(hundred),
    ["`systemctl start`", async () => void (await raw("start", "--", ...hundred))],
    { count: rounds(9), after: () => manager.stop(hundred) },
  );

  await manager.start(names(300));
  await pair(
    "states of 300 units",
    1.3,
    async () => {
      if ((await manager.states(["nap@*"])).length !== 300) throw new Error("not 300");
    },
    [
      "`systemctl list-units -o json`",
      async () => void (await raw("list-units", "--all", "--full", "-o", "json", "nap@*")),
    ],
  );
} finally {
  await sandbox.close();
}
