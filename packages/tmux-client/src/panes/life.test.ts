import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import type { Tmux } from "../tmux.js";
import type { PaneRef } from "../values/target.js";
import { paneExit } from "./exit.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
  await tmux.options.set("global-window", "remain-on-exit", "on");
});
afterAll(async () => await fixture.close());

async function start(name: string, command: readonly string[]): Promise<PaneRef> {
  const { session } = await tmux.sessions.ensure({ name, command });
  const rows = await tmux.list(["session_id", "pane_id"]);
  const row = rows.find((each) => each.session_id === session.id);
  if (!row) throw new Error(`no pane of ${name}`);
  return { id: row.pane_id, server: session.server };
}

async function ended(pane: PaneRef): ReturnType<Tmux["panes"]["exit"]> {
  return await waitFor(async () => await tmux.panes.exit(pane), { what: "the end" });
}

test.each([
  ["zero", "exit 0", { kind: "code", code: 0 }],
  ["seven", "exit 7", { kind: "code", code: 7 }],
  ["not-found", "exec /no/such/program", { kind: "code", code: 127 }],
  ["killed", "kill -9 $$", { kind: "signal", signal: 9 }],
  ["terminated", "kill -15 $$", { kind: "signal", signal: 15 }],
])("the end of a program is told: %s", async (name, script, exit) => {
  const pane = await start(name, ["sh", "-c", `read -r line; ${script}`]);
  expect(await tmux.panes.exit(pane)).toBeUndefined();
  await tmux.panes.keys(pane, "Enter");
  const told = (await tmux.capabilities()).has("exitSignal") ? exit : { kind: exit.kind };
  expect(await ended(pane)).toMatchObject(told);
});

test("a signal that tmux 3.2 does not tell is unknown", () => {
  const dead = {
    pane_dead_status: undefined,
    pane_dead_signal: undefined,
    pane_dead_time: undefined,
  };
  expect(paneExit({ pane_dead: true, ...dead })).toEqual({ kind: "unknown", at: undefined });
  expect(paneExit({ pane_dead: false, ...dead })).toBeUndefined();
});

test("a program that ends at once keeps its exit status, each time", async () => {
  const count = process.env["TMUX_LONG"] ? 100 : 20;
  for (let round = 0; round < count; round += 1) {
    const pane = await start(`quick-${String(round)}`, ["sh", "-c", "exit 9"]);
    expect(await ended(pane)).toMatchObject({ kind: "code", code: 9 });
  }
});

test("respawn: refused while it runs, then another program with the scrollback kept", async () => {
  const pane = await start("respawn", ["sh", "-c", "seq 1 60; read -r line; exit 3"]);
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("60"), { what: "the lines" });
  await expect(tmux.panes.respawn(pane)).rejects.toMatchObject({
    code: "PaneAlive",
    delivery: "rejected",
  });
  await tmux.panes.keys(pane, "Enter");
  expect(await ended(pane)).toMatchObject({ code: 3 });
  const script = 'printf "%s|" "$0" "$1" "$WHO" "$PWD"; exec cat';
  await tmux.panes.respawn(pane, {
    command: ["sh", "-c", script, "it's; $(x) #{pid}", "é\n数"],
    cwd: fixture.directory,
    environment: { WHO: "a b;\n#{pid}" },
  });
  await waitFor(async () => (await tmux.panes.capture(pane)).includes(fixture.directory), {
    what: "the program",
  });
  expect(await tmux.panes.exit(pane)).toBeUndefined();
  const screen = await tmux.panes.capture(pane, { scrollback: true, join: true });
  expect(screen).toContain("it's; $(x) #{pid}|é\n数|a b;\n#{pid}|");
  expect(screen).toMatch(/^1$[^]*^30$/m);
});

test("respawn can end what runs, and start the same again", async () => {
  const pane = await start("again", ["sh", "-c", "echo $$; exec cat"]);
  const pid = async (): Promise<number | undefined> =>
    (await tmux.list(["pane_id", "pane_pid"])).find((row) => row.pane_id === pane.id)?.pane_pid;
  const first = await pid();
  await tmux.panes.respawn(pane, { kill: true });
  expect(await pid()).not.toBe(first);
  await expect(tmux.panes.respawn({ ...pane, id: "%4242" }, { kill: true })).rejects.toMatchObject({
    code: "NoSuchPane",
  });
});

test("a transcript gets the output, whatever its path; one pane has one pipe", async () => {
  const pane = await start("pipe", ["sh", "-c", "stty -echo; exec cat"]);
  const file = join(fixture.directory, "it's #{pid} %H $(x) ;.txt");
  await tmux.panes.pipe(pane, { file });
  const refused = { code: "PanePiped", delivery: "rejected" };
  await expect(tmux.panes.pipe(pane, { file })).rejects.toMatchObject(refused);
  await tmux.panes.paste(pane, "one\ntwo\n");
  await waitFor(() => readFileSync(file, "utf8").includes("two"), { what: "the transcript" });
  await tmux.panes.unpipe(pane);
  await tmux.panes.unpipe(pane);
  const other = join(fixture.directory, "other.txt");
  await tmux.panes.pipe(pane, { command: ["sh", "-c", 'cat >"$0"', other] });
  await tmux.panes.paste(pane, "three\n");
  await waitFor(() => readFileSync(other, "utf8").includes("three"), { what: "the program" });
  expect(readFileSync(file, "utf8")).not.toContain("three");
});

test("a transcript that cannot be is refused", async () => {
  const pane = await start("no-pipe", ["cat"]);
  for (const target of [
    { file: "relative" },
    { file: "/no/such/folder/x" },
    { file: "/tmp/\0" },
    { command: [] },
  ]) {
    await expect(tmux.panes.pipe(pane, target)).rejects.toMatchObject({
      code: "InvalidArgument",
      delivery: "not-sent",
    });
  }
});

test("bytes arrive as they are: all of them, and many", async () => {
  const file = join(fixture.directory, "bytes");
  const pane = await start("bytes", [
    "sh",
    "-c",
    'stty raw -echo; echo ready; exec cat >"$0"',
    file,
  ]);
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("ready"), { what: "ready" });
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const long = Buffer.alloc(20_000, all);
  await tmux.panes.bytes(pane, all);
  await tmux.panes.bytes(pane, long);
  await tmux.panes.bytes(pane, new Uint8Array());
  await tmux.panes.keys(pane, "y".repeat(17_000));
  const whole = Buffer.concat([all, long, Buffer.from("y".repeat(17_000))]);
  await waitFor(() => readFileSync(file).length >= whole.length, { what: "the bytes" });
  expect(readFileSync(file).equals(whole)).toBe(true);
  await expect(tmux.panes.bytes(pane, new Uint8Array(300_000))).rejects.toMatchObject({
    code: "PayloadTooLarge",
    delivery: "not-sent",
  });
});

test("a megabyte is pasted byte for byte, and parallel pastes never mix", async () => {
  const file = join(fixture.directory, "megabyte");
  const pane = await start("megabyte", [
    "sh",
    "-c",
    'stty raw -echo; echo ready; exec cat >"$0"',
    file,
  ]);
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("ready"), { what: "ready" });
  const big = `${"a line; #{pid} $(x)\n".repeat(52_430)}end`;
  const words = Array.from({ length: 12 }, (_, index) => `<${String(index)}-${"z".repeat(3000)}>`);
  await tmux.panes.paste(pane, big);
  await Promise.all(words.map(async (word) => await tmux.panes.paste(pane, word)));
  const length = big.length + words.join("").length;
  await waitFor(() => readFileSync(file).length >= length, {
    what: "all of it",
  });
  const text = readFileSync(file, "utf8");
  expect(text.slice(0, big.length) === big).toBe(true);
  expect(text.slice(big.length).match(/<\d+-z{3000}>/g)?.length).toBe(12);
  expect(await tmux.buffers.list()).toEqual([]);
});
