import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPaneReader } from "../../test/pane-reader.js";
import { everyShell } from "../testing/shells.js";
import { journalOf } from "./journal.js";

const record = (text: string): string => `\u001b]7501;${text}\u001b\\`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test.each(everyShell())(
  "the reader of a pane tells each change, and of its words those of the state, under $name",
  async (shell) => {
    await using reader = await openPaneReader(shell);
    const { folder } = journalOf({ folder: reader.channel, state: reader.state });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const feed = reader.feed("off", { osc: true });
    const words = base64('no\n"more"\u001b');
    for (const text of [
      `state=working:kind=quota:msg=${words}`,
      "state=working:kind=auth",
      `state=blocked:kind=auth:msg=${words}`,
      `state=idle:msg=${words}`,
      `state=error:kind=quota:msg=${words}`,
    ])
      await feed.write(record(text));
    expect(await feed.end()).toBe(0);
    const told = readFileSync(join(folder, "events"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>)
      .map(({ agent, source, to, reason }) => [agent, source, to, reason]);
    expect(told).toEqual([
      ["it", "stream", "working", undefined],
      ["it", "stream", "blocked", 'auth: no"more"'],
      ["it", "stream", "idle", undefined],
      ["it", "stream", "error", 'no"more"'],
    ]);
  },
);
