import { expect, test } from "vitest";
import { boxPart, boxState, holdsText, needsColours, withoutColours } from "./input-box.js";
import { runtimes } from "./runtimes.js";

const { claude, codex, opencode, pi } = runtimes;

// As `capture-pane -e -p` gave them: claude 2.1.197, codex 0.171.0.
test.each([
  ["claude, empty", claude, "\u001b[39m❯\u00a0\u001b[7m\n\u001b[0m\u001b[39m\u001b[49m", false],
  ["claude, cleared", claude, "\u001b[39m❯\u00a0\u001b[7m \u001b[0m\u001b[39m\u001b[49m", false],
  ["claude, a hint", claude, "\u001b[39m❯\u00a0\u001b[7mP\u001b[0;2mress up to edit", false],
  ["claude, a message before", claude, "\u001b[38;5;239m❯ \u001b[38;5;231mhello\u001b[39m", false],
  ["claude, text", claude, "\u001b[39m❯\u00a0half a thou\u001b[7m \u001b[0m", true],
  [
    "claude, the cursor at its begin",
    claude,
    "\u001b[39m❯\u00a0\u001b[7mh\u001b[0m\u001b[39malf",
    true,
  ],
  [
    "codex, empty",
    codex,
    "\u001b[1m›\u001b[0m\u001b[39m\u001b[49m \u001b[2mAsk Codex to do anything",
    false,
  ],
  ["codex, a message before", codex, "\u001b[1;2m› \u001b[0m\u001b[38;5;255mhello there", false],
  [
    "codex, a large paste",
    codex,
    "\u001b[1m›\u001b[0m\u001b[39m\u001b[49m \u001b[38;5;6m[Pasted Content 2811 chars]",
    true,
  ],
  ["codex, text", codex, "\u001b[1m›\u001b[0m\u001b[39m\u001b[49m line one", true],
])("%s", (_, runtime, line, holds) => {
  expect(needsColours(runtime)).toBe(true);
  expect(holdsText(runtime, `before\n${line}\nafter`)).toBe(holds);
});

const opencodeBox = (held: string): string =>
  `said\n\n  ┃\n  ┃${held}\n  ┃\n  ┃  Build · Big Pickle OpenCode Zen\n  ╹▀▀▀▀\n`;
const piBox = (held: string): string =>
  `said\n\n${"─".repeat(40)}\n${held}\n${"─".repeat(40)}\n~/src/app\n0.0%/200k (auto) model\n`;

test.each([
  ["opencode, empty", opencode, opencodeBox('  Ask anything… "Fix a bug"'), "empty"],
  ["opencode, text", opencode, opencodeBox("  half a thou"), "text"],
  ["opencode, something else", opencode, "Select a model\n  one\n  two", "away"],
  ["opencode, half painted", opencode, "\n\n  ┃\n  ┃\n", "away"],
  ["pi, empty", pi, piBox(""), "empty"],
  ["pi, text", pi, piBox("half a thou"), "text"],
  ["pi, several lines", pi, piBox("half\na\nthou"), "text"],
  ["pi, something else", pi, "Select a model\n", "away"],
  ["pi, half painted", pi, `said\n${"─".repeat(40)}\n`, "away"],
  ["claude, its transcript", claude, "said\n────\n Showing detailed transcript", "away"],
  ["qwen, something else", runtimes.qwen, "something", "away"],
  ["amp, of which nothing is known", runtimes.amp, "", undefined],
  ["codex, half painted", codex, "OpenAI Codex", "away"],
] as const)("%s", (_, runtime, screen, state) => {
  expect(boxState(runtime, screen)).toBe(state);
  expect(holdsText(runtime, screen) ?? false).toBe(state === "text");
});

test.each(["claude", "codex", "opencode", "pi", "gemini", "qwen"] as const)(
  "a blank screen of %s holds nobody's text",
  (name) => {
    for (const blank of ["", "\n\n\n", "  \n\u001b[39m\n"])
      expect(boxState(runtimes[name], blank)).toBe("away");
  },
);

test("the box is from its text on; colours go", () => {
  expect(boxPart({ shown: null, empty: null, text: "^> [^ ]" }, "said\n> text\nmore")).toBe(
    "> text\nmore",
  );
  expect(boxPart({ shown: null, empty: null, text: "^> [^ ]" }, "said\n> ")).toBeUndefined();
  expect(withoutColours("\u001b[1;2mbold\u001b[0m")).toBe("bold");
});
