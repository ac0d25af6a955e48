import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { openPaneReader, type PaneReader } from "../../test/pane-reader.js";
import { toolFolder } from "../../test/pane-scripts.js";
import { everyShell } from "../testing/shells.js";

/** Lines whose numbers tell where a byte is missing. */
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `line ${at} of what an agent prints\r\n`).join("");
const kept = (reader: PaneReader): string =>
  (reader.read("state/transcript.1") ?? "") + (reader.read("state/transcript") ?? "");
const size = (reader: PaneReader, name: string): number =>
  statSync(join(reader.state, name), { throwIfNoEntry: false })?.size ?? 0;

const POSIX = ["cat", "rm", "mv", "ls", "sed", "chmod", "tee", "dd", "tr", "printf", "base64"];
const busybox = everyShell().find(({ name }) => name === "busybox")?.program;
const mounts = await execa("mount", ["-t", "tmpfs", "-o", "size=64k", "none", "/mnt"], {
  reject: false,
});
if (mounts.failed) console.warn(`skipped: the full disk, for ${mounts.stderr}`);
else await execa("umount", ["/mnt"]);

describe.each(everyShell())("the transcript under $name", (shell) => {
  test.each([false, true])("rotates without a gap, never over its size (osc: %s)", async (osc) => {
    await using reader = await openPaneReader(shell);
    const feed = reader.feed(10_001, { osc });
    const text = lines(1000);
    let most = 0;
    for (let at = 0; at < text.length; at += 777) {
      await feed.write(text.slice(at, at + 777));
      most = Math.max(most, size(reader, "transcript") + size(reader, "transcript.1"));
    }
    expect(await feed.end()).toBe(0);
    expect(most).toBeLessThanOrEqual(10_001);
    expect(size(reader, "transcript.1")).toBe(5000);
    expect(kept(reader).length).toBeGreaterThanOrEqual(5000);
    expect(text.endsWith(kept(reader))).toBe(true);
    expect(statSync(join(reader.state, "transcript")).mode & 0o777).toBe(0o600);
  });

  test("a byte is there before the next one comes, and a later reader goes on behind it", async () => {
    await using reader = await openPaneReader(shell);
    for (const [round, osc] of [false, true, false].entries()) {
      const feed = reader.feed(1000, { osc });
      const before = kept(reader);
      for (const [at, byte] of ["a", "b", "c"].entries()) {
        await feed.write(byte);
        await waitFor(() => kept(reader) === before + "abc".slice(0, at + 1), {
          what: `byte ${at} of round ${round}`,
        });
      }
      expect(await feed.end()).toBe(0);
    }
    expect(kept(reader)).toBe("abcabcabc");
  });

  test("`off` keeps none, and arguments that are no size are refused", async () => {
    await using reader = await openPaneReader(shell);
    for (const osc of [false, true]) {
      const feed = reader.feed("off", { osc });
      await feed.write("abc").catch(() => undefined);
      expect(await feed.end()).toBe(0);
    }
    expect(kept(reader)).toBe("");
    for (const wrong of ["", "0", "1k", "-1", "$(id)"]) {
      const feed = reader.feed(wrong);
      expect(await feed.end()).toBe(64);
      expect(feed.stderr()).toContain(`\`${wrong} \``);
    }
  });

  test.skipIf(mounts.failed)("a full disk drops output, and it is kept again later", async () => {
    await using reader = await openPaneReader(shell);
    const disk = join(reader.server.directory, "disk/throw-away/it");
    mkdirSync(disk, { recursive: true });
    await execa("mount", ["-t", "tmpfs", "-o", "size=64k", "none", disk]);
    try {
      rmSync(join(reader.channel, "state"));
      symlinkSync(disk, join(reader.channel, "state"));
      const ballast = join(disk, "ballast");
      const feed = reader.feed(32_000, { osc: true });
      await feed.write("before\n");
      await waitFor(() => reader.read("state/transcript") === "before\n", { what: "the first" });
      writeFileSync(ballast, Buffer.alloc(56 * 1024));
      await feed.write(lines(60_000));
      rmSync(ballast);
      await waitFor(
        async () => {
          await feed.write(lines(300) + "after\n");
          return kept(reader).includes("after\n");
        },
        { what: "it to write again", everyMs: 1 },
      );
      await feed.write("\u001b]7501;state=idle\u0007");
      await waitFor(() => reader.read("activity")?.startsWith("state=idle"), { what: "idle" });
      expect(await feed.end()).toBe(0);
    } finally {
      await execa("umount", ["-l", disk]);
    }
  });

  test("a folder that is gone costs the transcript as long as it is gone", async () => {
    await using reader = await openPaneReader(shell);
    const feed = reader.feed(1_000_000, { osc: true });
    // The reader may be about to make a file there
    rmSync(reader.state, { recursive: true, maxRetries: 100 });
    await feed.write("\u001b]7501;state=working\u001b\\");
    await waitFor(() => reader.read("activity")?.startsWith("state=working"), { what: "working" });
    expect(await feed.end()).toBe(0);
    expect(reader.processes().length).toBeLessThanOrEqual(1); // tmux's server
  });

  test.skipIf(busybox === undefined)("busybox's own tools do as well", async () => {
    await using reader = await openPaneReader(shell);
    const names = [...POSIX, "head", "grep", "awk"];
    const tools = Object.fromEntries(names.map((name) => [name, busybox ?? ""]));
    const path = toolFolder(join(reader.server.directory, "tools"), tools);
    const feed = reader.feed(10_000, { osc: true, path });
    const text = lines(1000);
    for (let at = 0; at < text.length; at += 777) await feed.write(text.slice(at, at + 777));
    await feed.write("\u001b]7501;state=blocked:kind=auth\u001b\\");
    await waitFor(() => reader.read("activity")?.includes("kind=auth"), { what: "the record" });
    await waitFor(() => kept(reader).endsWith("kind=auth\u001b\\"), { what: "the end" });
    expect(await feed.end()).toBe(0);
    expect(size(reader, "transcript")).toBeLessThanOrEqual(5000);
    expect(size(reader, "transcript.1")).toBe(5000);
    expect(`${text}\u001b]7501;state=blocked:kind=auth\u001b\\`.endsWith(kept(reader))).toBe(true);
  });

  test.each(["tr", "grep"])("without %s the transcript is kept all the same", async (missing) => {
    await using reader = await openPaneReader(shell);
    const names = [...POSIX, "head", "stdbuf", "grep"].filter((name) => name !== missing);
    const tools = Object.fromEntries(names.map((name) => [name, `/usr/bin/${name}`]));
    const path = toolFolder(join(reader.server.directory, "tools"), tools);
    const feed = reader.feed(10_000_000, { osc: true, path });
    const text = lines(30_000);
    await feed.write(text);
    expect(await feed.end()).toBe(0);
    expect(kept(reader) === text).toBe(true);
  });
});

describe.each(everyShell())("in a pane's pipe under $name", (shell) => {
  test("a burst of 3 MB is kept whole, and the end of the pane leaves no process", async () => {
    await using reader = await openPaneReader(shell);
    const { tmux, directory } = reader.server;
    const text = lines(90_000);
    expect(text.length).toBeGreaterThan(3_000_000);
    writeFileSync(join(directory, "text"), text);
    // The terminal leaves the bytes alone
    const body = `stty raw -echo icrnl; : >"$1/go"; read -r line; cat "$1/text"; read -r line`;
    await tmux.sessions.ensure({ name: "a", command: ["sh", "-c", body, "sh", directory] });
    const rows = await tmux.list(["pane_id", "pid", "start_time"]);
    const [pane] = rows.map((row) => ({
      id: row.pane_id,
      server: { pid: row.pid, startTime: row.start_time },
    }));
    if (pane === undefined) throw new Error("no pane");
    const command = [reader.scripts.readPane, reader.channel, "10000000", "osc"];
    await tmux.panes.pipe(pane, { command });
    await waitFor(() => existsSync(join(directory, "go")), { what: "the program" });
    await tmux.panes.keys(pane, "Enter");
    await waitFor(() => size(reader, "transcript") >= text.length, { what: "all of it" });
    expect(kept(reader) === text).toBe(true);
    await tmux.sessions.kill("a");
    await waitFor(() => reader.processes().length <= 1, { what: "the reader's end" });
  });
});
