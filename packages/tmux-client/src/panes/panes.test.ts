import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PaneRef } from "../values/target.js";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import type { Tmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
});
afterAll(async () => await fixture.close());

async function paneOf(name: string, command: readonly string[], on: Tmux = tmux): Promise<PaneRef> {
  const { session } = await on.sessions.ensure({ name, command, size: { width: 80, height: 24 } });
  const rows = await on.list(["session_id", "pane_id"]);
  const row = rows.find((each) => each.session_id === session.id);
  if (!row) throw new Error(`no pane of ${name}`);
  return { id: row.pane_id, server: session.server };
}

/** A program that writes what it reads, byte for byte, to a file, and says when it is ready. */
async function recorder(name: string): Promise<{ pane: PaneRef; read: () => string }> {
  const file = join(fixture.directory, `${name}.txt`);
  const pane = await paneOf(name, ["sh", "-c", 'stty raw -echo; echo ready; exec cat >"$0"', file]);
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("ready"), {
    what: `${name} to be ready`,
  });
  return { pane, read: () => readFileSync(file, "utf8") };
}

async function deadPane(name: string): Promise<PaneRef> {
  const pane = await paneOf(name, ["sh", "-c", "read -r line; exit 3"]);
  await tmux.run(["set-option", "-w", "-t", `=${name}:`, "remain-on-exit", "on"]);
  await tmux.panes.keys(pane, "Enter");
  await waitFor(
    async () =>
      (await tmux.list(["pane_id", "pane_dead"])).some(
        (row) => row.pane_id === pane.id && row.pane_dead,
      ),
    { what: "the pane to be dead" },
  );
  return pane;
}

test("keys arrive as keys, other words as text", async () => {
  const { pane, read } = await recorder("keys");
  await tmux.panes.keys(pane, "it's;", ";", "-x", "$HOME", "#{pid}", "a\nb", "é", "Enter", "C-c");
  await waitFor(() => read().endsWith("\u0003"), { what: "the keys" });
  expect(read()).toBe("it's;;-x$HOME#{pid}a\nbé\r\u0003");
});

test("a paste arrives byte for byte, however long, and leaves no buffer", async () => {
  const { pane, read } = await recorder("paste");
  const text = `first;\n'"\\#{pid} \u001b[31m 数据\t$(x)\r${"0123456789abcdef".repeat(20_000)}\nend;`;
  await tmux.panes.paste(pane, text);
  await waitFor(() => read().length >= text.length, { what: "the paste" });
  expect(read()).toBe(text);
  expect(await tmux.run(["list-buffers"])).toBe("");
});

test("no text ends its own bracket", async () => {
  const file = join(fixture.directory, "bracket.txt");
  const script = 'stty raw -echo; printf "\\033[?2004hready\\n"; exec cat >"$0"';
  const pane = await paneOf("bracket", ["sh", "-c", script, file]);
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("ready"), { what: "ready" });
  for (const end of ["\u001b[201~", "\u009b201~"]) {
    await expect(tmux.panes.paste(pane, `a${end}rm\r`)).rejects.toMatchObject({
      code: "InvalidArgument",
      delivery: "not-sent",
    });
  }
  await tmux.panes.paste(pane, "one\ntwo\r\nthree");
  await tmux.panes.paste(pane, "a\u001b[201~b", { bracketed: false });
  const expected = "\u001b[200~one\ntwo\r\nthree\u001b[201~a\u001b[201~b";
  const read = (): string => readFileSync(file, "utf8");
  await waitFor(() => read().length >= expected.length, { what: "both pastes" });
  expect(read()).toBe(expected);
});

test("an empty paste is one to a pane that is there", async () => {
  const { pane } = await recorder("empty");
  await tmux.panes.paste(pane, "");
  await expect(tmux.panes.paste({ ...pane, id: "%4242" }, "")).rejects.toMatchObject({
    code: "NoSuchPane",
  });
});

test("a dead pane takes no input, and the server lives", async () => {
  const pane = await deadPane("dead");
  const refused = { code: "PaneDead", delivery: "rejected" };
  await expect(tmux.panes.paste(pane, "x")).rejects.toMatchObject(refused);
  await expect(tmux.panes.keys(pane, "x")).rejects.toMatchObject(refused);
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch: pane.server });
  expect(await tmux.run(["list-buffers"])).toBe("");
  // tmux sees the end of its terminal first, and of its process a moment later; once it did not by itself on a machine that was
  // busy, so the end of another child has it look again.
  const status = await waitFor(
    async () => {
      execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "run-shell", "true"]);
      const rows = await tmux.list(["pane_id", "pane_dead_status"]);
      return rows.find((row) => row.pane_id === pane.id)?.pane_dead_status;
    },
    { what: "its status" },
  );
  expect(status).toBe(3);
  expect(typeof (await tmux.panes.capture(pane))).toBe("string");
});

test("a pane in a mode takes no input", async () => {
  const { pane, read } = await recorder("mode");
  execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "copy-mode", "-t", pane.id]);
  const refused = { code: "PaneInMode", delivery: "rejected" };
  await expect(tmux.panes.paste(pane, "x")).rejects.toMatchObject(refused);
  await expect(tmux.panes.keys(pane, "x")).rejects.toMatchObject(refused);
  expect(await tmux.run(["list-buffers"])).toBe("");
  await tmux.run(["send-keys", "-X", "-t", "=mode:", "cancel"]);
  await tmux.panes.keys(pane, "y");
  await waitFor(() => read() === "y", { what: "the key after the mode" });
});

test("a pane of another run, or of none, is refused in tmux itself", async () => {
  const { pane, read } = await recorder("guard");
  const stale = { ...pane, server: { ...pane.server, startTime: pane.server.startTime - 1 } };
  const gone = { ...pane, id: "%4242" as const };
  for (const [reference, code] of [
    [stale, "StaleReference"],
    [gone, "NoSuchPane"],
  ] as const) {
    const refused = { code, delivery: "rejected" };
    await expect(tmux.panes.keys(reference, "x")).rejects.toMatchObject(refused);
    await expect(tmux.panes.paste(reference, "x")).rejects.toMatchObject(refused);
    await expect(tmux.panes.capture(reference)).rejects.toMatchObject(refused);
  }
  expect(read()).toBe("");
  expect(await tmux.run(["list-buffers"])).toBe("");
});

test("what no pane can take is refused before tmux is asked", async () => {
  const { pane } = await recorder("refused");
  const invalid = { code: "InvalidArgument", delivery: "not-sent" };
  await expect(tmux.panes.paste(pane, "a\0b")).rejects.toMatchObject(invalid);
  await expect(tmux.panes.paste(pane, "\udc00")).rejects.toMatchObject(invalid);
  await expect(tmux.panes.keys(pane)).rejects.toMatchObject(invalid);
  await expect(tmux.panes.keys({ ...pane, id: "=refused:" as "%0" }, "x")).rejects.toMatchObject(
    invalid,
  );
  await expect(tmux.panes.capture(pane, { scrollback: -1 })).rejects.toMatchObject(invalid);
  await expect(tmux.panes.paste(pane, "x".repeat(16 * 1024 * 1024 + 1))).rejects.toMatchObject({
    code: "PayloadTooLarge",
  });
});

test("capture: screen, scrollback, joined lines, colours", async () => {
  const script =
    'for n in $(seq 1 60); do echo "line $n"; done; printf "%0100d\\n" 7; printf "\\033[31mred\\033[0m\\nend\\n"; sleep 600';
  const pane = await paneOf("capture", ["sh", "-c", script]);
  const screen = await waitFor(
    async () => {
      const text = await tmux.panes.capture(pane);
      return text.includes("end") && text;
    },
    { what: "the screen" },
  );
  expect(screen).not.toContain("line 1\n");
  expect(screen).not.toContain("\u001b");
  expect(await tmux.panes.capture(pane, { scrollback: true })).toMatch(/^line 1\nline 2\n/);
  expect((await tmux.panes.capture(pane, { scrollback: 3 })).split("\n")).toHaveLength(
    screen.split("\n").length + 3,
  );
  expect(await tmux.panes.capture(pane, { join: true })).toContain(`${"0".repeat(99)}7\n`);
  expect(await tmux.panes.capture(pane, { escapes: true })).toContain("\u001b[31mred");
});
