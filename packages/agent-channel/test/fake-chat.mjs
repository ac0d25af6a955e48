// fake-chat.mjs MODE: a stand-in for an agent of which nothing is known but its screen. Conversation, input box, footer; raw mode.
//   chat      a message goes from the box into the conversation
//   deaf      Enter does nothing; the clock in the footer goes on
//   fold      a paste of several lines is shown as `[Pasted text #1 +2 lines]`, in the box and in the conversation
//   short     the conversation shows the first 30 characters of a message
//   silent    a message leaves the box and is shown nowhere; an answer is
//   whole     the alternate screen is used, and only the newest message is shown
//   newline   Enter is a new line in the box
//   late      the message is taken after a while
import { setTimeout as sleep } from "node:timers/promises";

const [mode = "chat"] = process.argv.slice(2);
const { stdin, stdout } = process;
const isWhole = mode === "whole" || mode === "deaf";
let said = ["Welcome."];
let box = "";
let clock = 0;

stdin.setRawMode(true);
stdout.write(`${isWhole ? "\u001b[?1049h" : ""}\u001b[?2004h\u001b[?25l`);
stdin.on("data", (chunk) => void take(chunk.toString()));
setInterval(() => {
  clock++;
  draw();
}, 1000);
draw();

async function take(text) {
  if (text === "\r") return await enter();
  box += text.replaceAll(/\u001b\[20[01]~/g, "").replaceAll("\r", "\n");
  draw();
}

async function enter() {
  if (mode === "deaf" || box === "") return;
  if (mode === "newline") {
    box += "\n";
    return draw();
  }
  if (mode === "late") await sleep(1200);
  const text = box;
  box = "";
  if (mode === "silent") said.push("Done, what next?");
  else if (mode === "whole") said = [`> ${text}`, "thinking"];
  else if (mode === "short") said.push(`> ${text.slice(0, 30)}…`, "thinking");
  else said.push(`> ${shown(text)}`, "thinking");
  draw();
}

function shown(text) {
  const lines = text.split("\n").length;
  return mode === "fold" && lines > 1 ? `[Pasted text #1 +${lines - 1} lines]` : text;
}

/** The box breaks at 60 columns, whatever the words. */
function draw() {
  const held = shown(box)
    .split("\n")
    .flatMap((line) => line.match(/.{1,60}/gu) ?? [""])
    .map((line, index) => `│ ${index === 0 ? ">" : " "} ${line.padEnd(60)} │`);
  const edge = "─".repeat(64);
  const lines = [...said, "", `╭${edge}╮`, ...held, `╰${edge}╯`, `tick ${clock} · ? for help`];
  const rows = lines.join("\n").split("\n").slice(-23);
  stdout.write(`\u001b[H${rows.map((row) => `${row}\u001b[K`).join("\r\n")}\u001b[J`);
}
