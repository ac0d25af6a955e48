// Three prices, each paired with what it is measured against, in turn in one run:
// - parse and serialize every unit file of this machine, against one `systemd-analyze verify` of one of them (limit: less)
// - the states of 300 units, against one raw `systemctl --user list-units -o json` (limit: 1.3)
// - the start of 100 units in one job, against `systemctl --user start` of the same list (limit: 1.15)
// Exits 1 when a limit is exceeded. Run `npm run build` first.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { openUserManager, parseUnit } from "@mosaicstack/systemd-units";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
let failed = false;

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Runs both in turn, each first in every other round; `after` undoes them. The ratio is the median of the pairs. */
async function pair(what, limit, ours, theirs, { rounds = ROUNDS, after } = {}) {
  const times = { ours: [], theirs: [] };
  for (let round = -1; round < rounds; round++)
    for (const kind of round % 2 === 0 ? ["ours", "theirs"] : ["theirs", "ours"]) {
      const time = await timed(kind === "ours" ? ours : theirs);
      if (after) await after();
      if (round >= 0) times[kind].push(time); // the first pays for the file cache
    }
  const ratio = median(times.ours.map((time, at) => time / times.theirs[at]));
  failed ||= ratio > limit;
  console.log(
    `${what}: ratio ${ratio.toFixed(2)} (limit ${limit}${ratio > limit ? ", EXCEEDED" : ""}), medians ${median(times.ours).toFixed(1)} and ${median(times.theirs).toFixed(1)} ms over ${rounds} pairs`,
  );
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
  `parse and serialize ${units.length} unit files, against one \`systemd-analyze verify\``,
  1,
  () =>
    units.forEach(({ text }) => {
      if (parseUnit(text).toString() !== text) throw new Error("not the same");
    }),
  () => {
    try {
      execFileSync("systemd-analyze", ["verify", "--man=no", one.path], quiet);
    } catch {
      /* its verdict is not asked */
    }
  },
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
    "start of 100 units, against `systemctl start`",
    1.15,
    () => manager.start(hundred),
    () => raw("start", "--", ...hundred),
    { rounds: Math.min(ROUNDS, 9), after: () => manager.stop(hundred) },
  );

  await manager.start(names(300));
  await pair(
    "states of 300 units, against `systemctl list-units -o json`",
    1.3,
    async () => {
      if ((await manager.states(["nap@*"])).length !== 300) throw new Error("not 300");
    },
    () => raw("list-units", "--all", "--full", "-o", "json", "nap@*"),
  );
} finally {
  await sandbox.close();
}
process.exitCode = failed ? 1 : 0;
