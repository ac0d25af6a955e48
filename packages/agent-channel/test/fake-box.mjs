// fake-box.mjs: a stand-in for an agent's input box, for tests of delivery. Run it as the program of a tmux pane.
//
// What it is told, by environment:
//   BOX_LOG        file that it reports to, a JSON object per line (required)
//   BOX_MODE       what Enter (CR) does, as three kinds of real boxes take it. Default `plain`
//                    plain  it submits, always
//                    chunk  it submits only when it is alone in its read; together with text it is a newline
//                    burst  within BOX_BURST_MS after typed text it is a newline (a guess at an unmarked paste)
//   BOX_BURST_MS   default 120
//   BOX_DELAY_MS   time before raw mode, bracketed paste and the first paint: an agent that still starts. Default 0
//   BOX_BLOCK_MS   time that each read blocks the program: a slow render loop. Default 0
//   BOX_PASTE=0    bracketed paste is not turned on
//   BOX_DRAFT      text that stands in the box from the start, as a person's half-typed one
//   BOX_DEAF       number of Enters that are swallowed before each submission is let through. Default 0
//   BOX_TURN_MS    how long a turn takes, from submission to idle; `never`: it does not end. Default 0
//   BOX_INTERRUPT  what Escape does during a turn: `end` ends it, `back` puts its prompt back into the box as well. Default:
//                  nothing
//   BOX_HOOK=1     writes into MOSAIC_CHANNEL as a runtime's hooks do: `activity` idle at ready, at a submission `receipt`
//                  `{"prompt":…}` and `activity` working, `activity` done at the end of the turn (source=hook)
//   BOX_HOOK_MS    time between a submission and that receipt. Default 0
//   BOX_HOOKS      agent-hook.sh, which it runs at those moments instead, as Claude Code does; the answer of turn n to a text is
//                  `re: TEXT #n`. A text `big` is answered by 1.5 MB, `fail` fails, `die` ends the program in the midst of the turn
//   BOX_RECORD     file to which it adds a line for each submission, as a runtime keeps a record of its conversation; BOX_RECORD_LINE
//                  is that line, in which TEXT stands for the text; BOX_RECORD_MS later than the submission. Default 0
//   BOX_GATE       file; a turn whose text begins with `hold` lasts until it is there
//   BOX_OSC=1      prints Program Status Protocol records (OSC 7501) at the same moments instead, ended by ST
//   BOX_DRAIN      program that is started at the end of each turn, with MOSAIC_CHANNEL as its one argument, and not waited for
//
// What it reports; `at` is milliseconds since the epoch:
//   {"event":"boot","pid":1,"at":0}                 before BOX_DELAY_MS
//   {"event":"ready","at":0}                        raw mode is on, the box is painted
//   {"event":"submit","n":1,"bytes":5,"sha256":"…","text":"…","at":0}   `text`: its first 4096 characters
//   {"event":"idle","n":1,"at":0}                   the turn of submission n is over
//   {"event":"interrupt","at":0}                    Escape ended a turn
//   {"event":"reset","at":0}                        after SIGUSR2, which empties the box
// An Enter on an empty box submits nothing. Ctrl-U empties the box, Ctrl-C ends the program by SIGINT.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as sleep } from "node:timers/promises";

const { env, stdin, stdout } = process;
const mode = env.BOX_MODE || "plain";
const number = (key, otherwise = 0) => Number(env[key] || otherwise);
const [BEGIN, END] = ["\u001b[200~", "\u001b[201~"];

let box = env.BOX_DRAFT ?? "";
let rest = ""; // not yet understood: the beginning of a sequence
let pasting = false;
let typedAt = -Infinity;
let deaf = number("BOX_DEAF");
let turns = 0;
let working; // text of the turn that is not over
const decoder = new StringDecoder("utf8");

report({ event: "boot", pid: process.pid });
if (number("BOX_DELAY_MS")) await sleep(number("BOX_DELAY_MS"));
stdin.setRawMode(true);
if (env.BOX_PASTE !== "0") stdout.write("\u001b[?2004h");
stdin.on("data", take);
process.on("SIGUSR2", () => {
  [box, rest, pasting] = ["", "", false];
  draw();
  report({ event: "reset" });
});
draw();
hook("SessionStart", { source: "startup" });
tell("idle");
report({ event: "ready" });

function take(chunk) {
  rest += decoder.write(chunk);
  while (rest !== "" && step(chunk.length === 1));
  const until = performance.now() + number("BOX_BLOCK_MS");
  while (performance.now() < until);
  draw();
}

/** Takes one key, sequence or run of pasted text off `rest`; false when more has to be read first. */
function step(alone) {
  if (pasting) {
    const at = rest.indexOf(END);
    const cut = at < 0 ? openEnd(rest, END) : at;
    box += rest.slice(0, cut).replaceAll(/\r\n?/g, "\n");
    rest = rest.slice(at < 0 ? cut : at + END.length);
    pasting = at < 0;
    return at >= 0;
  }
  if (rest.startsWith(BEGIN)) {
    pasting = true;
    rest = rest.slice(BEGIN.length);
    return true;
  }
  if (rest.length > 1 && BEGIN.startsWith(rest)) return false;
  const key = rest[0];
  rest = rest.slice(1);
  if (key === "\r") enter(alone);
  else if (key === "\n") box += "\n";
  else if (key === "\u001b") interrupt();
  else if (key === "\u0003") process.kill(process.pid, "SIGINT");
  else if (key === "\u0015") box = "";
  else if (key >= " " || key === "\t") {
    box += key;
    typedAt = performance.now();
  }
  return true;
}

/** Where a beginning of `marker` stands at the very end of the text, or its length. */
function openEnd(text, marker) {
  for (let size = marker.length - 1; size > 0; size--)
    if (text.endsWith(marker.slice(0, size))) return text.length - size;
  return text.length;
}

function enter(alone) {
  const isText =
    (mode === "chunk" && !alone) ||
    (mode === "burst" && performance.now() - typedAt < number("BOX_BURST_MS", 120));
  if (isText) box += "\n";
  else if (deaf > 0) deaf--;
  else if (box !== "") void submit();
}

function interrupt() {
  if (!env.BOX_INTERRUPT || working === undefined) return;
  if (env.BOX_INTERRUPT === "back") box = working;
  working = undefined;
  report({ event: "interrupt" });
  draw();
  tell("idle");
}

async function submit() {
  const text = box;
  working = text;
  const n = ++turns;
  box = "";
  deaf = number("BOX_DEAF");
  report({
    event: "submit",
    n,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    text: text.slice(0, 4096),
  });
  if (env.BOX_RECORD) setTimeout(keep, number("BOX_RECORD_MS"), text);
  if (number("BOX_HOOK_MS")) await sleep(number("BOX_HOOK_MS"));
  const takes = env.BOX_TURN_MS === "never" || number("BOX_TURN_MS") > 0;
  const receive = () => {
    if (env.BOX_HOOK === "1") put("receipt", JSON.stringify({ prompt: text }));
  };
  if (takes) receive();
  hook("UserPromptSubmit", { prompt_id: `turn-${n}`, prompt: text });
  tell("working");
  if (env.BOX_TURN_MS === "never") return;
  if (text === "die") process.kill(process.pid, "SIGKILL");
  while (text.startsWith("hold") && !existsSync(env.BOX_GATE)) await sleep(20);
  if (takes) await sleep(number("BOX_TURN_MS"));
  draw();
  working = undefined;
  const answer = text === "big" ? "é".repeat(750_000) : `re: ${text} #${n}`;
  const end = { prompt_id: `turn-${n}`, last_assistant_message: answer };
  if (text === "fail") hook("StopFailure", { ...end, error: "overloaded" });
  else hook("Stop", end);
  tell("done");
  if (!takes) receive(); // who sends behind it finds no turn that is over in a moment
  report({ event: "idle", n });
  if (env.BOX_DRAIN)
    spawn(env.BOX_DRAIN, [env.MOSAIC_CHANNEL], { stdio: "ignore", detached: true }).unref();
}

function keep(text) {
  const line = env.BOX_RECORD_LINE.replace("TEXT", () => JSON.stringify(text).slice(1, -1));
  appendFileSync(env.BOX_RECORD, `${line}\n`);
}

/** The whole screen in one synchronised update, as real ones paint. */
function draw() {
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  const tail = box.replaceAll(/[\u0000-\u001f]/g, " ").slice(-60);
  stdout.write(
    `\u001b[?2026h\u001b[H\u001b[2J[box ${mode}] turns=${turns} length=${box.length}\r\n> ${tail}\u001b[?2026l`,
  );
}

function tell(state) {
  if (env.BOX_HOOK === "1") put("activity", `state=${state}\nsource=hook\n`);
  if (env.BOX_OSC === "1") stdout.write(`\u001b]7501;state=${state}\u001b\\`);
}

function hook(event, payload) {
  if (!env.BOX_HOOKS) return;
  const input = JSON.stringify({ session_id: "session", hook_event_name: event, ...payload });
  const ran = spawnSync(env.BOX_HOOKS, [event], { input, encoding: "utf8" });
  const said = ran.stdout + ran.stderr;
  if (ran.status !== 0 || said !== "") report({ event: "hook", status: ran.status, said });
}

/** Replaces a file of the channel whole. */
function put(name, text) {
  const beside = join(env.MOSAIC_CHANNEL, `.${name}.${process.pid}`);
  writeFileSync(beside, text);
  renameSync(beside, join(env.MOSAIC_CHANNEL, name));
}

function report(event) {
  appendFileSync(env.BOX_LOG, `${JSON.stringify({ ...event, at: Date.now() })}\n`);
}
