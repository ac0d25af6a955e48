import fc from "fast-check";
import { expect, test } from "vitest";
import { readJournalEntry } from "./read-journal-entry.js";
import { shortLines } from "./short-lines.js";

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, most: number, size = 7): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of shortLines(pieces(text, size), most)) lines.push(line);
  return lines;
}

test("what is short comes unchanged, whatever the pieces", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
      fc.integer({ min: 1, max: 50 }),
      async (values, size) => {
        const lines = values.map((value) => JSON.stringify(value));
        expect(await read(`${lines.join("\n")}\n`, 1_000_000, size)).toEqual(lines);
      },
    ),
  );
});

const field = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 300 }),
  fc.array(fc.string({ maxLength: 80 }), { maxLength: 20 }),
  fc.array(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 80 }), { maxLength: 9 }),
  fc.constant(null),
);

test("what is long is the beginning of what was, and an entry still", async () => {
  await fc.assert(
    fc.asyncProperty(
      field,
      field,
      fc.integer({ min: 64, max: 200 }),
      async (message, other, most) => {
        // journalctl gives them in any order; and it may escape all but ASCII.
        const plain = {
          MESSAGE: message,
          OTHER: other,
          __CURSOR: "s=1",
          __REALTIME_TIMESTAMP: "1",
        };
        const whole = JSON.stringify(plain);
        const ascii = whole.replaceAll(
          /[^ -~]/g,
          (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        for (const text of [whole, ascii]) {
          const [line = "", ...more] = await read(`${text}\n`, most);
          expect(more).toEqual([]);
          // Each of the four, its key and a mark.
          expect(line.length).toBeLessThan(4 * (most + 200));
          expect(readJournalEntry(line)?.cursor).toBe("s=1");
          if (typeof message !== "string") continue;
          const cut = JSON.parse(line) as { MESSAGE: string };
          const kept = cut.MESSAGE.replace(/ … \d+ bytes more$/, "");
          expect(message.startsWith(kept)).toBe(true);
        }
      },
    ),
  );
});

test("a text and a list of bytes say how much is left out", async () => {
  const entry = { __CURSOR: "c", __REALTIME_TIMESTAMP: "1" };
  const text = JSON.stringify({ MESSAGE: "é".repeat(60), ...entry });
  const bytes = JSON.stringify({ MESSAGE: Array.from({ length: 60 }, () => 65), ...entry });
  const several = JSON.stringify({ MESSAGE: ["first", "x".repeat(90), "last"], ...entry });
  const lines = await read([text, bytes, several].join("\n"), 50);
  expect(lines.map((line) => readJournalEntry(line)?.message)).toEqual([
    `${"é".repeat(19)} … 82 bytes more`,
    `${"A".repeat(13)} … 141 bytes more`,
    `${"x".repeat(29)} … 61 bytes more`,
  ]);
});
