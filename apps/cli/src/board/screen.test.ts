import { describe, expect, test } from "vitest";
import { openScreen } from "./screen.js";

const size = { columns: 10, rows: 3 };
const lines = (...texts: readonly string[]) => texts.map((text) => ({ text }));
/** Without what begins and ends each frame. */
const inner = (text: string): string =>
  text.replace("\u001B[?2026h\u001B[?25l", "").replace("\u001B[?25l\u001B[?2026l", "");

describe("what a terminal is sent", () => {
  test("all of it at first and where it shows something else, then the lines that changed, then nothing", () => {
    const screen = openScreen({ ascii: false });
    const first = screen.draw({ lines: lines("one", "two") }, size);
    expect(inner(first)).toContain("\u001B[2J\u001B[1;1Hone");
    expect(inner(screen.draw({ lines: lines("one", "2") }, size))).toBe(
      "\u001B[2;1H2\u001B[0m\u001B[K",
    );
    expect(screen.draw({ lines: lines("one", "2") }, size)).toBe("");
    expect(screen.draw({ lines: lines("one", "2") }, { ...size, columns: 11 })).toContain("[2J");
    screen.forget();
    expect(screen.draw({ lines: lines("one", "2") }, { ...size, columns: 11 })).toContain("[2J");
  });

  test("a full line is not erased behind, a longer one is cut, a chosen one is turned round to its end", () => {
    const screen = openScreen({ ascii: false });
    const drawn = screen.draw(
      {
        lines: [
          { text: "0123456789" },
          { text: "0123456789a" },
          { text: "\u001B[31mx\u001B[0my", chosen: true },
        ],
      },
      size,
    );
    expect(drawn).toContain(
      "\u001B[1;1H0123456789\u001B[0m\u001B[2;1H012345678…\u001B[0m\u001B[3;1H",
    );
    expect(drawn).toContain("\u001B[7m\u001B[31mx\u001B[0;7my        \u001B[0m");
  });

  test("nothing of a text acts on the terminal, and without UTF-8 all is ASCII and as wide", () => {
    const screen = openScreen({ ascii: true });
    const drawn = screen.draw({ lines: lines("a\u001B[2Jb", "日…·é") }, { columns: 40, rows: 2 });
    expect(drawn).toContain("a\\u001b[2Jb");
    expect(drawn).toContain("\u001B[2;1H??~-?");
  });

  test("the cursor is where something is typed", () => {
    const screen = openScreen({ ascii: false });
    const frame = { lines: lines("/x"), cursor: { row: 0, column: 2 } };
    expect(screen.draw(frame, size)).toContain("\u001B[1;3H\u001B[?25h");
    expect(screen.draw(frame, size)).toBe("");
    expect(screen.draw({ lines: frame.lines }, size)).toContain("\u001B[?25l");
  });
});
