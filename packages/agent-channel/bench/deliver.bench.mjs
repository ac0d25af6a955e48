// Messages to the stand-in input box (test/fake-box.mjs), whose own log is the truth: none lost, none doubled, each byte for byte.
// First alone, for the time that one takes; then under two busy processes; then to many agents at once; then what it costs to
// read what a hundred agents do.
//
//   BENCH_BEFORE=FILE  a bundle of an earlier build's src/index.ts: it sends in turn with this one, and is measured beside it
//   BENCH_DRAIN=1      the same with drain-queue.sh doing it all, as ADR 0018 compares
//   BENCH_LONG=1       ten thousand messages under load instead of one thousand
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deliver } from "@mosaicstack/agent-channel";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { enqueue } from "../dist/channel/queue.js";
import { readDeliveries } from "../dist/channel/deliveries.js";
import { takeLock } from "../dist/delivery/lock.js";
import { normalise } from "../dist/delivery/message.js";
import { runDrain } from "../dist/delivery/run-drain.js";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { ownTime, timeOf } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { quantile } from "../../../tools/bench/measure/statistics.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { openBox, submissions } from "./boxes.mjs";
import { readAll } from "./read-all.mjs";

const LIMIT = { p50: 180, p95: 250, together: 1200, activity: 30 };
const COUNT = Number(
  process.env.BENCH_COUNT ?? (process.env.BENCH_LONG ? 10_000 : sized(1000, 30)),
);
const QUIET = Number(process.env.BENCH_QUIET ?? sized(100, 15));
const AGENTS = Number(process.env.BENCH_AGENTS ?? sized(100, 20));
const engines = { "this build": deliver };
if (process.env.BENCH_BEFORE)
  engines["the build before"] = (await import(process.env.BENCH_BEFORE)).deliver;
if (process.env.BENCH_DRAIN) engines["drain-queue.sh alone"] = byDrain;

const server = await openThrowAwayTmux();
try {
  const modes = await Promise.all(
    ["plain", "chunk", "burst"].map(async (mode) => await openBox(server, mode)),
  );
  const names = Object.keys(engines);
  const quiet = await trial(modes, QUIET, names);
  const burners = [1, 2].map(() => spawn(process.execPath, ["-e", "for(;;);"]));
  const [loaded] = await trial(modes, COUNT, names.slice(0, 1), true).finally(() =>
    burners.forEach((each) => each.kill()),
  );
  const together = names.map(() => []);
  for (let round = 0; round < rounds(names.length > 1 ? 3 : 1, 1); round++)
    for (const at of names.keys()) together[at].push(await all(names[at], round));
  for (const [at, name] of names.entries()) tellEngine(name, at, quiet, together);
  tellTimes(`two busy processes beside, ${COUNT} messages`, loaded, {});
  const { activity } = await interleave({ activity: { run: () => readAll(AGENTS) } }, rounds(5));
  tell({ name: `what ${AGENTS} agents do, read`, figures: activity, limit: LIMIT.activity });
} finally {
  await server.close();
}

/** As `send` would do it without an engine of its own. */
async function byDrain(target, message) {
  const began = Date.now();
  const sent = normalise(message);
  const id = `bench-${began}-${Math.random().toString(36).slice(2)}`;
  const lock = await takeLock(target.channel, 60_000);
  enqueue(target.channel, id, sent.text);
  await runDrain("held", target, { lock });
  lock();
  const end = readDeliveries(target.channel).find((each) => each.id === id);
  return { ...sent, outcome: end?.outcome ?? "queued", ms: Date.now() - began };
}

/** One line and several in turn, to each kind of box, by each engine in turn; one box after the other, or all at the same time. */
async function trial(boxes, count, names, together = false) {
  const times = names.map(() => []);
  const before = boxes.map(({ log }) => submissions(log).length);
  const sent = boxes.map(() => []);
  const send = async (box, at) => {
    const text = at % 2 === 0 ? `message ${at}: run the tests; then report -- done;` : several(at);
    for (let turn = 0; turn < names.length; turn++) {
      const by = (at + turn) % names.length;
      const { outcome, sha256, ms, reason } = await engines[names[by]](boxes[box].target, text);
      if (outcome === "delivered") times[by].push(ms);
      else console.log(`  message ${at}: ${outcome}: ${reason}`);
      // Of a refused one nothing was typed: it is told, and nothing is missing.
      if (outcome !== "refused") sent[box].push({ sha256, by });
    }
  };
  const series = async (box) => {
    for (let at = box; at < count; at += boxes.length) await send(box, at);
  };
  if (together) await Promise.all(boxes.map(async (_, box) => await series(box)));
  else for (let at = 0; at < count; at++) await send(at % boxes.length, at);
  const wrong = boxes.reduce((sum, { log }, box) => {
    const got = submissions(log)
      .slice(before[box])
      .map(({ sha256 }) => sha256);
    const equal = got.filter((sha256, at) => sha256 === sent[box][at]?.sha256).length;
    return sum + Math.max(got.length, sent[box].length) - equal;
  }, 0);
  return times.map((each) => {
    return {
      wrong,
      told: count - each.length,
      times: each,
    };
  });
}

function several(at) {
  return `- item ${at}\n\n\tsecond ünïcode 漢字 ✓ line;\n# 'quoted' $HOME \\n ${"x".repeat(200)}\nlast ${at}`;
}

/** Limits bind this build alone. */
function tellEngine(name, at, quiet, together) {
  const limits = at === 0 ? LIMIT : {};
  tellTimes(`${name}, ${QUIET} messages`, quiet[at], limits);
  const beside = at > 0 && {
    beside: { name: Object.keys(engines)[0], figures: together[0].map(({ ms }) => ms) },
  };
  const figures = together[at].map(({ ms }) => ms);
  const what = `${name}, ${AGENTS} agents at once`;
  tell({ name: what, figures, limit: limits.together, ...beside });
  const used = together[at].map((each) => each.used);
  tell({ name: `${what}, processor time`, figures: used });
  const wrong = together[at].map((each) => each.wrong);
  tell({
    name: `${what}, wrong`,
    unit: "messages",
    figures: wrong,
    limit: at === 0 ? 0 : undefined,
  });
}

function tellTimes(what, { wrong, told, times }, limits) {
  tell({ name: `${what}, p50`, figures: times, limit: limits.p50 });
  tellFigure({ name: `${what}, p95`, figure: quantile(times, 0.95), limit: limits.p95 });
  const lost = { name: `${what}, lost, doubled or altered`, unit: "messages", figure: wrong };
  tellFigure({ ...lost, limit: 0, note: `${told} not called delivered` });
}

/** As many sessions as agents; a Node process for each box would measure the machine, so a line of sh answers. */
async function all(by, round) {
  const boxes = [];
  const prefix = `many${Object.keys(engines).indexOf(by)}${round}`;
  const isDrain = by.startsWith("drain");
  for (let at = 0; at < AGENTS; at++) {
    const folder = join(server.directory, `${prefix}-${at}`);
    const channel = { folder, state: join(folder, "state") };
    mkdirSync(channel.state, { recursive: true });
    // The drain knows no receipt but a file.
    const told = isDrain
      ? 'echo {} >"$MOSAIC_CHANNEL/r"; mv "$MOSAIC_CHANNEL/r" "$MOSAIC_CHANNEL/receipt"; '
      : "";
    if (isDrain) writeFileSync(join(folder, "activity"), "state=idle\nsource=hook\n");
    const script =
      'stty -echo; while IFS= read -r line; do printf "%s\\n" "$line" >> "$MOSAIC_CHANNEL/heard"; ' +
      told +
      'echo "ok: $line"; done';
    await server.tmux.sessions.ensure({
      name: `${prefix}-${at}`,
      command: ["/bin/sh", "-c", script],
      environment: { MOSAIC_CHANNEL: folder },
    });
    boxes.push({ channel, name: `${prefix}-${at}` });
  }
  const rows = await server.tmux.list(["session_name", "pane_id", "pid", "start_time"]);
  const targets = boxes.map(({ channel, name }) => {
    const row = rows.find((each) => each.session_name === name);
    const pane = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
    return { tmux: server.tmux, pane, channel, runtime: undefined };
  });
  await sleep(1000);
  const began = performance.now();
  const { pid } = targets[0].pane.server;
  const cpu = ownTime() + timeOf(pid);
  const ends = await Promise.all(
    targets.map(async (target, at) => await engines[by](target, `hello ${at}`, { paintMs: 300 })),
  );
  const ms = performance.now() - began;
  const used = ownTime() + timeOf(pid) - cpu;
  await sleep(500);
  const wrong = targets.filter(({ channel }, at) => {
    const heard = readFileSync(join(channel.folder, "heard"), { encoding: "utf8", flag: "a+" });
    return ends[at].outcome !== "delivered" || heard !== `hello ${at}\n`;
  }).length;
  return { ms, wrong, used };
}
