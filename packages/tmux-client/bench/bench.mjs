// npm run bench: what a call costs beside the bare tmux, and beside other libraries. Exit 1 when a threshold is missed.
import { execFile } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openTmux, steps } from "../dist/index.js";
import { openThrowAwayTmux } from "../dist/testing.js";
import { results } from "./measure.mjs";
import { create, listing, memory, oneCommand } from "./beside-bare.mjs";
import { besidePeers } from "./beside-peers.mjs";
import { controlRate } from "./control.mjs";
import { idle } from "./work.mjs";

const run = promisify(execFile);
const quick = process.argv.includes("--quick");
const root = join(import.meta.dirname, "..", "..", "..");

const fixture = await openThrowAwayTmux();
process.once("exit", () => void fixture.close());
// node-tmux knows only the default server of its environment; so the same one is everybody's here.
const env = { ...fixture.env };
const epoch = await fixture.tmux.server.start();
const socket = fixture.tmux.socketPath;
const tmux = openTmux({ socket: "throw-away" }, { env, deadlineMs: 120_000 });
const { version } = await tmux.capabilities();
const bare = (...argv) =>
  run("tmux", ["-u", "-N", "-S", socket, ...argv], { env, maxBuffer: 1 << 28 });
console.log(
  `tmux ${version}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${loadavg()[0].toFixed(1)}`,
);

async function fill(names) {
  const outcomes = await tmux.batch(names.map((name) => steps.create({ name, command: idle })));
  const bad = outcomes.find((outcome) => outcome.status !== "done");
  if (bad) throw bad.error;
}
async function empty(names) {
  await tmux.batch(names.map((name) => steps.kill(name)));
}

const context = { tmux, bare, fill, empty, env, epoch, socket, root, quick, version };
await oneCommand(context);
await create(context);
await besidePeers(context);
await controlRate(context);
await memory(context);
await listing(context);

await fixture.close();
const { rows, failed } = results();
console.log(`\n| what | measured | threshold | |\n| --- | --- | --- | --- |`);
for (const { what, value, threshold, verdict } of rows)
  console.log(`| ${what} | ${value} | ${threshold} | ${verdict} |`);
if (failed > 0) {
  console.error(`${failed} thresholds missed`);
  process.exitCode = 1;
}
