// Makes a fleet of 100 agents where it is started, and a terminal of tmux's with the board. Its caller cleans up.
// - Idle: processor time of the board and of what it runs, as a share of a core, while each agent shows an age in seconds and when
//   it shows minutes. Limit: a hundredth.
// - Soon: an agent tells its activity by the hook; from the file that the hook wrote (its time) to the terminal's screen. Beside it,
//   on the same rounds, what one would wait who asks by `status` instead, for a busy machine slows both down. Limit: half of that.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { timeOf } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";

const AGENTS = sized(100, 10);
const ROUNDS = rounds(25, 4);
const IDLE_S = sized(60, 5);
const LIMIT = { percentOfCore: 1, ofAsking: 0.5 };

const { HOME, XDG_RUNTIME_DIR, PATH } = process.env;
const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const tmux = (...argv) => execFileSync("tmux", ["-u", ...argv], { encoding: "utf8" });
const names = Array.from({ length: AGENTS }, (_, at) => `agent-${at}`);
const activityOf = (name) =>
  join(XDG_RUNTIME_DIR, "mosaic-fleet/channels/mosaic-fleet", name, "activity");

makeFleet();
tmux(
  "-L",
  "board",
  "-f",
  "/dev/null",
  "new-session",
  "-d",
  "-x",
  "80",
  "-y",
  "24",
  `exec '${process.execPath}' '${program}' top`,
);
const [first] = names;
await until(() => board().includes(`${AGENTS} agents`), "the board");
await idle("ages in seconds");
// Each age is more than a minute by then, except in a quick run.
await idle("ages in minutes");
await soon();

function makeFleet() {
  const bin = join(HOME, "bin");
  const roster = join(HOME, ".config/mosaic/fleet/roster.yaml");
  for (const folder of [bin, join(roster, "..")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Stands in for `claude`: tells what it does by its hook, a turn for each line.
  const standIn = `#!/bin/sh
hook() { "$MOSAIC_TOOLS/agent-hook.sh" "$1"; }
printf '\\342\\235\\257\\302\\240'
echo '{"source":"startup"}' | hook SessionStart
while read -r line; do
  case $line in
    go) echo '{"prompt":"go"}' | hook UserPromptSubmit ;;
    *) echo '{}' | hook Stop ;;
  esac
done
`;
  writeFileSync(join(bin, "claude"), standIn, { mode: 0o755 });
  process.env.PATH = `${bin}:${PATH}`;
  const agents = names.map((name) => `  - { name: ${name}, runtime: claude }\n`);
  writeFileSync(
    roster,
    `version: 1\nname: bench\nsocket_name: mosaic-fleet\nagents:\n${agents.join("")}`,
  );
  const argv = [program, "--supervisor", "tmux", "--quiet", "up"];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`no fleet: ${status}\n${stderr}`);
}

function board() {
  return tmux("-L", "board", "capture-pane", "-p");
}

/** Milliseconds of the board and of what it waited for. */
function timeOfBoard() {
  const pid = tmux("-L", "board", "display-message", "-p", "#{pane_pid}").trim();
  return timeOf(pid, { children: true });
}

async function idle(what) {
  const [before, began] = [timeOfBoard(), performance.now()];
  await sleep(IDLE_S * 1000);
  const share = (timeOfBoard() - before) / (performance.now() - began);
  const name = `the board of ${AGENTS} agents at rest, ${what}`;
  tellFigure({ name, unit: "% of a core", figure: 100 * share, limit: LIMIT.percentOfCore });
}

async function soon() {
  const seen = { board: [], asking: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const [line, state] = round % 2 === 0 ? ["go", "working"] : ["end", "done"];
    tmux("-L", "mosaic-fleet", "send-keys", "-t", `=${first}:`, line, "Enter");
    const told = () => readFileSync(activityOf(first), "utf8").startsWith(`state=${state}\n`);
    await until(() => new RegExp(`\\b${first} +${state}`).test(board()), `${state} on the board`);
    const now = Date.now();
    if (!told()) throw new Error("the board showed what was not told");
    seen.board.push(now - statSync(activityOf(first)).mtimeMs);
    const began = performance.now();
    execFileSync(process.execPath, [program, "status"], { stdio: "ignore" });
    seen.asking.push(performance.now() - began);
  }
  tell({
    name: "from an agent's hook to the board",
    figures: seen.board,
    beside: { name: "a `status` instead", figures: seen.asking },
    limit: LIMIT.ofAsking,
  });
}

async function until(condition, what) {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited for ${what} in vain\n${board()}`);
    await sleep(5);
  }
}
