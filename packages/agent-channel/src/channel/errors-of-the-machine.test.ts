import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectChannel } from "./inspect-channel.js";
import { enqueue } from "./queue.js";
import { inFolder, NotOurs, understood, replaceFile } from "@mosaicstack/outside-files";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "not-ours-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Longer than any file system takes: an error of the machine's, and no absence. */
const name = "x".repeat(300);

test("an error of the machine's tells the path that a person knows, whoever meets it", () => {
  const file = join(base, name);
  const channel = { folder: join(base, "c/s/a"), state: join(base, "a/s", name) };
  const acts = [
    () => inFolder(base, [name], () => 0),
    () => inFolder(base, [name], () => 0, { make: true }),
    () => inFolder(base, [], ({ at }) => replaceFile(at(name), "", file)),
  ];
  for (const act of acts) expect(act).toThrow(`'${file}'`);
  expect(() => enqueue(channel, "id", "text")).toThrow(`'${channel.state}'`);
});

test("what cannot be looked at is a fault like any other, and costs no other one", () => {
  const channel = { folder: join(base, "c/s", name), state: join(base, "a/s/a") };
  inFolder(base, ["c", "s"], () => 0, { make: true });
  inFolder(base, ["a", "s", "a"], ({ at }) => replaceFile(at("queue"), ""), { make: true });
  expect(inspectChannel(channel)).toEqual([
    {
      path: channel.folder,
      what: expect.stringMatching(/^not to be looked at: ENAMETOOLONG/) as string,
    },
    { path: join(channel.state, "queue"), what: "no folder" },
  ]);
});

test("a file under a lease is not ours, for to open it would wait", () => {
  // As fcntl(2) F_SETLEASE of another program has open(2) say, with O_NONBLOCK
  const error = Object.assign(new Error("EAGAIN: try again, open 'x'"), { code: "EAGAIN" });
  expect(understood("/a", error)).toEqual(new NotOurs("/a", "held by another program"));
});
