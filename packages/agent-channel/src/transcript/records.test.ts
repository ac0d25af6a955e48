import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openPaneReader, type PaneReader } from "../../test/pane-reader.js";
import { everyShell, sh } from "../testing/shells.js";
import { replaceFile } from "@mosaicstack/outside-files";

const ESC = "\u001b";
const ST = `${ESC}\\`;
const BEL = "\u0007";
const record = (text: string, end = ST): string => `${ESC}]7501;${text}${end}`;
const is = (state: string): string => `state=${state}\nsource=stream\n`;

async function told(reader: PaneReader, activity: string): Promise<void> {
  await waitFor(() => reader.read("activity") === activity, { what: JSON.stringify(activity) });
}

const fixtures = join(import.meta.dirname, "../../test/fixtures");
const streams = readdirSync(fixtures).filter((name) => /^codex-.*\.stream$/.test(name));

/** What `activity` is after the whole of a stream. */
async function after(reader: PaneReader, ...parts: string[]): Promise<string | undefined> {
  const feed = reader.feed("off", { osc: true });
  for (const part of parts) await feed.write(part);
  expect(await feed.end()).toBe(0);
  return reader.read("activity");
}

describe.each(everyShell())("Program Status Protocol under $name", (shell) => {
  test("a record is seen at its last byte, wherever it is split, with nothing behind it", async () => {
    await using reader = await openPaneReader(shell);
    const feed = reader.feed(100_000, { osc: true });
    let turn = 0;
    for (const end of [ST, BEL]) {
      const length = record("state=working", end).length;
      for (let at = 1; at < length; at++) {
        const state = turn++ % 2 === 0 ? "working" : "idle";
        const whole = record(`state=${state}`, end);
        await feed.write(whole.slice(0, at));
        await feed.write(whole.slice(at));
        await told(reader, is(state));
      }
    }
    for (const byte of record("state=blocked:kind=question")) await feed.write(byte);
    await told(reader, "state=blocked\nsource=stream\nkind=question\n");
    expect(await feed.end()).toBe(0);
    expect(reader.processes().length).toBeLessThanOrEqual(1);
  });

  const understood: [string, string][] = [
    ["state=idle", "state=idle\nsource=stream\n"],
    ["state=working", "state=working\nsource=stream\n"],
    ["state=done", "state=done\nsource=stream\n"],
    ["state=error", "state=error\nsource=stream\n"],
    ["state=clear", "state=unknown\nsource=stream\n"],
    ["kind=permission:state=blocked", "state=blocked\nsource=stream\nkind=permission\n"],
    ["state=blocked:kind=quota", "state=blocked\nsource=stream\nkind=quota\n"],
    ["state=blocked:kind=$(id)", "state=blocked\nsource=stream\n"],
    ["state=idle:kind=auth:later=1", "state=idle\nsource=stream\n"],
    [
      `state=error:msg=${Buffer.from("no\nsuch \u001b[31mmodel").toString("base64")}`,
      "state=error\nsource=stream\nmessage=nosuch [31mmodel\n",
    ],
    ["state=blocked:msg=%%%", "state=blocked\nsource=stream\n"],
    [`state=error:msg=${"A".repeat(600)}`, "state=error\nsource=stream\n"],
  ];
  test.each(understood.map(([text, activity]) => [text.slice(0, 40), text, activity] as const))(
    "%s",
    async (_, text, activity) => {
      await using reader = await openPaneReader(shell);
      expect(await after(reader, `text\r\n${ESC}[31mred${record(text)}text`)).toBe(activity);
    },
  );

  test.each([
    ["no escape", "\r\n]7501;state=done\r\n"],
    ["another sequence", `${ESC}]0;state=done${BEL}${ESC}]75010;state=done${ST}`],
    ["a query", record("?")],
    ["a state that nobody knows", record("state=asleep")],
    ["no state", record("kind=permission")],
    ["too long", record(`state=done:${"x".repeat(4096)}`)],
    ["far too long", record(`state=done:msg=${"A".repeat(300_000)}`)],
    ["not ended, and text", `${ESC}]7501;state=done and\r\n`],
    ["NULs and other bytes", `\0\0${ESC}\0]7501;state=done${ST}\u0099\u0090`],
    ["empty", record("") + record(":::") + record("=")],
  ])("what is no record is ignored: %s", async (_, text) => {
    await using reader = await openPaneReader(shell);
    expect(await after(reader, record("state=working"), text)).toBe(is("working"));
  });

  test("what it says is never run", async () => {
    await using reader = await openPaneReader(shell);
    const trap = join(reader.channel, "trap");
    for (const text of [`$(>${trap})`, `\`>${trap}\``, `;>${trap};`, `*`, `"`, `'`, `../../x`])
      await after(reader, record(`state=${text}`), record(`${text}:state=idle:msg=${text}`));
    expect(existsSync(trap)).toBe(false);
    expect(reader.read("activity")).toBe(is("idle"));
  });

  test("the begin of work is a receipt, once", async () => {
    await using reader = await openPaneReader(shell);
    const feed = reader.feed("off", { osc: true });
    await feed.write(record("state=idle"));
    await told(reader, is("idle"));
    expect(reader.read("receipt")).toBeUndefined();
    await feed.write(record("state=working"));
    await told(reader, is("working"));
    expect(reader.read("receipt")).toBe("{}\n");
    const first = statSync(join(reader.channel, "receipt")).ino;
    await feed.write(record("state=working:later=2") + record("state=error"));
    await told(reader, is("error"));
    expect(statSync(join(reader.channel, "receipt")).ino).toBe(first);
    await feed.write(record("state=working"));
    await told(reader, is("working"));
    expect(statSync(join(reader.channel, "receipt")).ino).not.toBe(first);
    await feed.end();
  });

  test("the same state again makes the file younger, unless another one wrote meanwhile", async () => {
    await using reader = await openPaneReader(shell);
    const path = join(reader.channel, "activity");
    const feed = reader.feed("off", { osc: true });
    await feed.write(record("state=idle"));
    await told(reader, is("idle"));
    const first = statSync(path);
    await feed.write(record("state=idle"));
    await waitFor(() => statSync(path).mtimeMs > first.mtimeMs, { what: "a younger file" });
    expect(reader.read("activity")).toBe(is("idle"));
    replaceFile(path, "state=error\nsource=hook\nmessage=a longer one than ours\n");
    await feed.write(record("state=idle"));
    await told(reader, is("idle"));
    await feed.end();
  });

  test("an end of turn starts the drain when something is queued", async () => {
    await using reader = await openPaneReader(shell);
    expect(await after(reader, record("state=working") + record("state=done"))).toBe(is("done"));
    expect(reader.drains()).toBe(0);
    reader.enqueue("1760000000000-a");
    await after(reader, record("state=working"));
    await waitFor(() => reader.processes().length <= 1, { what: "the end of all that it started" });
    expect(reader.drains()).toBe(0);
    await after(reader, record("state=done"));
    await waitFor(() => reader.drains() === 1, { what: "the drain" });
    expect(reader.processes().length).toBeLessThanOrEqual(1);
  });

  test("a flood of records ends, and the last one is true", async () => {
    await using reader = await openPaneReader(shell);
    const flood = record("state=idle").repeat(1000) + record("state=working").repeat(1000);
    expect(await after(reader, flood, record("state=done"))).toBe(is("done"));
  });

  // What differs by the shell is tried above.
  test.each(shell.name === sh.name ? streams : [])("what codex wrote: %s", async (name) => {
    await using reader = await openPaneReader(shell);
    const text = readFileSync(join(fixtures, name), "latin1");
    const states = [...text.matchAll(/\u001b\]7501;state=([a-z]+)/g)].map(([, state]) => state);
    expect(states).toContain("working");
    const feed = reader.feed("off", { osc: true });
    await feed.write(Buffer.from(text, "latin1"));
    expect(await feed.end()).toBe(0);
    expect(reader.read("activity")).toMatch(new RegExp(`^state=${states.at(-1)}\n`));
    expect(reader.read("receipt")).toBe("{}\n");
  });
});
