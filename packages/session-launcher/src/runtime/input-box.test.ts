import { expect, test } from "vitest";
import { boxPart, holdsText, needsColours, withoutColours } from "./input-box.js";
import { runtimes } from "./runtimes.js";

const { claude, codex, opencode } = runtimes;

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
  ["codex, text", codex, "\u001b[1m›\u001b[0m\u001b[39m\u001b[49m line one", true],
])("%s", (_, runtime, line, holds) => {
  expect(needsColours(runtime)).toBe(true);
  expect(holdsText(runtime.box, `before\n${line}\nafter`)).toBe(holds);
});

test("a box that is known when empty, and one that is not known", () => {
  expect(holdsText(opencode.box, "something else")).toBe(true);
  expect(holdsText(runtimes.amp.box, "anything")).toBeUndefined();
  expect(needsColours(runtimes.amp)).toBe(false);
});

test("the box is from its text on; colours go", () => {
  expect(boxPart({ shown: null, empty: null, text: "^> [^ ]" }, "said\n> text\nmore")).toBe(
    "> text\nmore",
  );
  expect(boxPart({ shown: null, empty: null, text: "^> [^ ]" }, "said\n> ")).toBeUndefined();
  expect(withoutColours("\u001b[1;2mbold\u001b[0m")).toBe("bold");
});
