// What a call costs beside the bare tmux, and beside other libraries. Needs `--expose-gc`.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { openTmux, steps } from "../dist/index.js";
import { openThrowAwayTmux } from "../dist/testing.js";
import { create, listing, memory, oneCommand } from "./beside-bare.mjs";
import { besidePeers } from "./beside-peers.mjs";
import { controlRate } from "./control.mjs";
import { idle } from "./work.mjs";

const run = promisify(execFile);

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
async function fill(names) {
  const outcomes = await tmux.batch(names.map((name) => steps.create({ name, command: idle })));
  const bad = outcomes.find((outcome) => outcome.status !== "done");
  if (bad) throw bad.error;
}
async function empty(names) {
  await tmux.batch(names.map((name) => steps.kill(name)));
}

const context = { tmux, bare, fill, empty, env, epoch, socket, version };
await oneCommand(context);
await create(context);
await besidePeers(context);
await controlRate(context);
await memory(context);
await listing(context);

await fixture.close();
