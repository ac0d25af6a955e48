// Messages that are lost, doubled or altered by who types blindly, as `send-keys TEXT Enter` does: libraries for tmux at the same input boxes as
// ours, one library after the other, whose own log is the truth. One line each, sent to a box at rest.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { deliver } from "@mosaicstack/agent-channel";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { outsideTool } from "../../../tools/bench/measure/outside-tools.mjs";
import { sized } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { openBox, submissions } from "./boxes.mjs";

const COUNT = sized(20, 3);
const SEND = `
import sys, libtmux
server = libtmux.Server(socket_path=sys.argv[1])
[session] = [each for each in server.sessions if each.name == sys.argv[2]]
session.attached_pane.send_keys(sys.argv[3], enter=True)
`;
const run = promisify(execFile);

const server = await openThrowAwayTmux();
try {
  const boxes = {};
  for (const mode of ["plain", "chunk", "burst"]) boxes[mode] = await openBox(server, mode);
  const modes = Object.keys(boxes);
  for (const [name, send] of Object.entries(await senders(boxes))) {
    // Each box is alone with its messages; most of the time is waiting.
    const figures = await Promise.all(
      modes.map(async (mode) => await wrong(send, mode, boxes[mode])),
    );
    for (const [at, mode] of modes.entries()) {
      const row = { name: `of ${COUNT} messages to a ${mode} box, by ${name}: wrong` };
      const limit = name === "ours" ? 0 : undefined;
      tellFigure({ ...row, unit: "messages", figure: figures[at], limit });
    }
  }
} finally {
  await server.close();
}

async function senders(boxes) {
  const socket = server.tmux.socketPath;
  const found = { ours: async (mode, text) => void (await deliver(boxes[mode].target, text)) };
  const python = outsideTool("libtmux");
  if (python.why !== undefined) cannot(python.title, python.why);
  else {
    const env = { ...server.env, PYTHONPATH: join(python.folder, "usr/lib/python3/dist-packages") };
    found[python.title] = async (mode, text) =>
      void (await run("python3", ["-c", SEND, socket, mode, text], { env }));
  }
  const node = outsideTool("node-tmux");
  if (node.why !== undefined) cannot(node.title, node.why);
  else {
    const { tmux: open } = createRequire(join(node.folder, "x.js"))("node-tmux");
    // It follows $TMUX, as any tmux that is given no socket.
    process.env.TMUX = `${socket},${boxes.plain.target.pane.server.pid},0`;
    const tmux = await open();
    found[node.title] = async (mode, text) => await tmux.writeInput(mode, text, true);
  }
  return found;
}

/** How many did not come as the one line that was sent. */
async function wrong(send, mode, { log }) {
  let missing = 0;
  for (let at = 0; at < COUNT; at++) {
    const text = `message ${at}: run the tests, then report what failed and why`;
    const before = submissions(log).length;
    await send(mode, text);
    const got = (await quiet(log)).slice(before);
    const sha256 = createHash("sha256").update(text).digest("hex");
    if (got.length !== 1 || got[0].sha256 !== sha256) missing += 1;
  }
  return missing;
}

/** What was submitted, once two seconds have passed in which nothing more was. */
async function quiet(log) {
  let seen = submissions(log);
  for (;;) {
    await sleep(2000);
    const now = submissions(log);
    if (now.length === seen.length) return now;
    seen = now;
  }
}
