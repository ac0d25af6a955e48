import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readMessage } from "./read-message.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* chunks;
}
const nothing = bytes();

test("words stand as they are, the final newline too", async () => {
  expect(await readMessage({ from: "words", text: "a\n" }, nothing)).toBe("a\n");
});

test.each([
  ["a\nb\n", "a\nb"],
  ["a\n\n", "a\n"],
  ["a\r\n", "a"],
  ["a", "a"],
  ["", ""],
])("of %j one final newline goes", async (given, text) => {
  writeFileSync(join(folder, "note"), given);
  const file = join(folder, "note");
  expect(await readMessage({ from: "file", file }, nothing)).toBe(text);
  expect(await readMessage({ from: "stdin" }, bytes(given))).toBe(text);
});

test("a character may be split between chunks", async () => {
  const euro = Buffer.from("€");
  const split = bytes(euro.subarray(0, 1), euro.subarray(1));
  expect(await readMessage({ from: "stdin" }, split)).toBe("€");
});

test("what is larger than 1 MiB is refused, without reading to its end", async () => {
  const most = "a".repeat(1024 * 1024);
  const file = join(folder, "note");
  writeFileSync(file, most);
  expect(await readMessage({ from: "file", file }, nothing)).toBe(most);
  writeFileSync(file, `${most}a`);
  const read = { chunks: 0 };
  const endless = async function* (): AsyncGenerator<string> {
    for (;;) {
      read.chunks += 1;
      yield "y\n".repeat(1000);
    }
  };
  for (const [message, stdin, where] of [
    [{ from: "file", file }, nothing, `\`${file}\``],
    [{ from: "file", file: "/dev/zero" }, nothing, "`/dev/zero`"],
    [{ from: "stdin" }, endless(), "standard input"],
  ] as const) {
    await expect(readMessage(message, stdin)).rejects.toMatchObject({
      code: "Usage",
      message: `${where} is larger than 1 MiB, the most that is sent`,
    });
  }
  expect(read.chunks).toBe(525);
});

test("bytes that are no text are refused", async () => {
  await expect(
    readMessage({ from: "stdin" }, bytes(Uint8Array.of(0x61, 0xff))),
  ).rejects.toMatchObject({
    code: "Usage",
    message: "standard input holds bytes that are no UTF-8 text",
  });
});

test("a file that is not there is named", async () => {
  await expect(
    readMessage({ from: "file", file: join(folder, "nope") }, nothing),
  ).rejects.toMatchObject({ code: "Usage", message: `\`${folder}/nope\` cannot be read: ENOENT` });
});
