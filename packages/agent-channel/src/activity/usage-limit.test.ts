import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { everyShell } from "../testing/shells.js";

const fragments = [
  "../outside-files/lib/outside.sh",
  "hook/clock-time.sh",
  "hook/usage-limit.sh",
].map((path) => join(import.meta.dirname, "../..", path));

/** The shell's answer for each text, in one process. */
function untilOf(shebang: string, texts: readonly string[]): string[] {
  const [shell = "", ...flags] = shebang.slice(2).split(" ");
  const script = `nl='
'; . "$1"; . "$2"; . "$3"; shift 3
    for head do read_until; echo "$until"; done 2>/dev/null`;
  const words = [...flags, "-c", script, "sh", ...fragments, ...texts];
  return execFileSync(shell, words, { encoding: "utf8" }).split("\n").slice(0, texts.length);
}

const date = (text: string): number =>
  Number(execFileSync("date", ["-d", text, "+%s"], { encoding: "utf8" }));
// The minute that has just begun is not tomorrow's
const inFuture = (time: number): number => (time + 120 > Date.now() / 1000 ? time : time + 86_400);

test.each(everyShell())("the end of a limit in words, under $name", ({ shebang }) => {
  const ends: [string, number | undefined][] = [
    ["resets 3pm", inFuture(date("15:00"))],
    ["resets 3:45pm", inFuture(date("15:45"))],
    ["resets 12:05am", inFuture(date("00:05"))],
    ["resets 12pm", inFuture(date("12:00"))],
    ["resets Jan 2, 2099, 3:45pm (Etc/UTC)", Date.UTC(2099, 0, 2, 15, 45) / 1000],
    ["resets Dec 24, 2098, 1am", date("2098-12-24 1:00")],
    ["resets 3pm (No/Where)", inFuture(date("15:00"))],
    ["usage limit reached|4070908800", 4_070_908_800],
    ["resets soon", undefined],
    ["resets Foo 3, 3pm", undefined],
    ["resets 13pm", undefined],
    ["resets $(touch /x)pm (`x`)", undefined],
  ];
  const told = untilOf(
    shebang,
    ends.map(([text]) => `{"error":"rate_limit","last_assistant_message":"${text}"}`),
  );
  expect(told).toEqual(ends.map(([, end]) => String(end ?? "")));
});
