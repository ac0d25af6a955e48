// What short commands cost with 100 agents, beside an empty program of Node's: under the tmux supervisor in a scratch home, and
// under systemd in a sandbox. Exits 1 when one is beyond its limit (see beside-node.mjs). Build before.
// `--beside FILE`: also the program of another build, without limits. `--only tmux`, `--only systemd`: one of the two.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { inScratchHome } from "./in-scratch-home.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const inside = fileURLToPath(new URL("beside-node.mjs", import.meta.url));
const option = (name) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const only = option("--only");
const beside = option("--beside");
const argv = (supervisor) => [inside, supervisor, ...(beside === undefined ? [] : [beside])];

if (only !== "systemd") await inScratchHome(argv("tmux"));
if (only !== "tmux") await underSystemd();

/** The sandbox ends with this process, however that ends. Rows are written by who measures. */
async function underSystemd() {
  const { BENCH_ROWS, BENCH_QUICK = "", BENCH_ROUNDS } = process.env;
  const sandbox = await openSandbox({
    keep: [
      root,
      ...(BENCH_ROWS === undefined ? [] : [BENCH_ROWS]),
      ...(beside === undefined ? [] : [join(beside, "../../../..")]),
    ],
  });
  try {
    const env = {
      BENCH_QUICK,
      ...(BENCH_ROWS && { BENCH_ROWS }),
      ...(BENCH_ROUNDS && { BENCH_ROUNDS }),
    };
    const command = [process.execPath, argv("systemd"), { env, deadlineMs: 600_000 }];
    const { exitCode, stdout, stderr } = await sandbox.exec(...command);
    console.log([stdout, stderr].filter(Boolean).join("\n"));
    if (exitCode !== 0) process.exitCode = 1;
  } finally {
    await sandbox.close();
  }
}
