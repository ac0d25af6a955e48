import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUserManager } from "./open-user-manager.js";
import { readJournalEntry, type JournalEntry } from "./read-journal-entry.js";
import type { UserManager } from "./user-manager.js";

describe("entries as `journalctl -o json` prints them", () => {
  const recorded = readFileSync(join(import.meta.dirname, "../../test/journal.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean);

  test("a recorded journal is read, with every form that a field takes", () => {
    const entries = recorded.map((line) => readJournalEntry(line));
    expect(
      entries.map(
        (entry) =>
          entry && [entry.unit, entry.identifier, entry.pid, entry.priority, entry.message],
      ),
    ).toMatchInlineSnapshot(`
      [
        [
          "mosaic-agent@canary.service",
          "systemd",
          812,
          6,
          "Starting mosaic-agent@canary.service - Mosaic agent canary...",
        ],
        [
          "mosaic-agent@canary.service",
          "start-agent-session.sh",
          913,
          3,
          "tmux: no server "x"	with a tab",
        ],
        [
          "mosaic-agent@canary.service",
          "sh",
          913,
          6,
          "bytes �!",
        ],
        [
          "b.service",
          undefined,
          undefined,
          6,
          "…",
        ],
        [
          undefined,
          undefined,
          undefined,
          0,
          "",
        ],
      ]
    `);
    expect(entries[0]?.at.toISOString()).toBe("2026-01-02T03:04:05.678Z");
  });

  test("what is no entry is passed over", () => {
    const others = [
      "",
      "-- No entries --",
      "[]",
      "null",
      "{}",
      '{"MESSAGE":"x"}',
      '{"__CURSOR":"s=1","MESSAGE":"x"',
    ];
    expect(others.map((line) => readJournalEntry(line))).toEqual(others.map(() => undefined));
  });
});

const journald = ["/usr/lib/systemd/systemd-journald", "/lib/systemd/systemd-journald"].find(
  (path) => existsSync(path),
);
if (journald === undefined) console.warn("skipped: there is no systemd-journald to start");

describe.skipIf(journald === undefined)("a private journald", () => {
  let sandbox: Sandbox;
  let manager: UserManager;

  beforeAll(async () => {
    sandbox = await openSandbox({ deadlineMs: HANG_MS });
    const folder = join(sandbox.home, ".config/systemd/user");
    mkdirSync(folder, { recursive: true });
    const units = {
      "talk.service":
        // It stays, for journald to find its cgroup
        "[Service]\nStandardOutput=journal\nExecStart=/bin/sh -c 'printf \"one\\\\ntwo \\\\377\\\\nthree\\\\n\"; sleep 1000'\n",
      "tick.service":
        "[Service]\nStandardOutput=journal\nExecStart=/bin/sh -c 'while echo tick; do sleep 0.05; done'\n",
      "other.service":
        "[Service]\nType=oneshot\nStandardOutput=journal\nExecStart=/bin/echo other\n",
    };
    for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
    // journald tells user units by the cgroup that logind would have made, so a second manager is started in one of that name.
    const script = `mkdir -p /run/log/journal /run/systemd/journal /run/second
      chmod 700 /run/second
      setsid ${journald ?? ""} >/dev/null 2>&1 &
      until [ -S /run/systemd/journal/socket ] && [ -S /run/systemd/journal/stdout ]; do sleep 0.02; done
      cgroup=/sys/fs/cgroup/user.slice/user-0.slice/user@0.service
      mkdir -p "$cgroup/init.scope"
      echo $$ >"$cgroup/init.scope/cgroup.procs"
      XDG_RUNTIME_DIR=/run/second DBUS_SESSION_BUS_ADDRESS=unix:path=/run/second/bus setsid "$1" --user --log-target=journal >/dev/null 2>&1 &
      until XDG_RUNTIME_DIR=/run/second DBUS_SESSION_BUS_ADDRESS=unix:path=/run/second/bus systemctl --user show -p Version >/dev/null 2>&1; do sleep 0.02; done`;
    const systemd = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].find((path) =>
      existsSync(path),
    );
    await sandbox.exec("sh", ["-c", script, "sh", systemd ?? "systemd"], {
      reject: true,
      deadlineMs: HANG_MS,
    });
    manager = openUserManager({
      prefix: [
        ...sandbox.enter,
        "/usr/bin/env",
        "XDG_RUNTIME_DIR=/run/second",
        "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/second/bus",
      ],
      env: sandbox.env,
      deadlineMs: HANG_MS,
    });
  });

  afterAll(async () => sandbox?.close());

  const all = async (unit: string, options = {}): Promise<JournalEntry[]> => {
    const entries: JournalEntry[] = [];
    for await (const entry of manager.journal(unit, options)) entries.push(entry);
    return entries;
  };
  const printed = (entries: readonly JournalEntry[]): string[] =>
    entries.filter(({ identifier }) => identifier === "sh").map(({ message }) => message);

  test("gives what a unit printed and what the manager says of it, and nothing of others", async () => {
    await manager.start(["other.service", "talk.service"]);
    await expect
      .poll(async () => printed(await all("talk.service")))
      .toEqual(["one", "two \uFFFD", "three"]);
    const entries = await all("talk.service");
    expect(new Set(entries.map(({ unit }) => unit))).toEqual(new Set(["talk.service"]));
    // The manager's own words come by another way, and may come later.
    await expect
      .poll(async () => (await all("talk.service")).map(({ message }) => message).join("\n"))
      .toMatch(/Start(?:ing|ed) talk\.service/);
    expect(await all("never.service")).toEqual([]);
  });

  test("gives the newest, and goes on behind a cursor", async () => {
    const entries = await all("talk.service");
    expect(await all("talk.service", { lines: 2 })).toEqual(entries.slice(-2));
    expect(await all("talk.service", { after: entries[0]?.cursor })).toEqual(entries.slice(1));
  });

  test("follows until the loop is left or the signal says so, and leaves no process", async () => {
    await manager.start(["tick.service"]);
    let ticks = 0;
    for await (const { message } of manager.journal("tick.service", { follow: true })) {
      if (message === "tick") ticks++;
      if (ticks === 3) break;
    }
    const stop = new AbortController();
    for await (const { message } of manager.journal("tick.service", {
      follow: true,
      lines: 1,
      signal: stop.signal,
    }))
      if (message === "tick") stop.abort();
    expect(ticks).toBe(3);
    await manager.stop(["tick.service"]);
    const alive = async () =>
      (await sandbox.exec("ps", ["-C", "journalctl", "-o", "pid=,stat=,args="])).stdout;
    await expect.poll(alive).toBe("");
  });
});

test("without `journalctl`, or with one that fails, a journal is an error and never an empty list", async () => {
  const folder = mkdtempSync(join(tmpdir(), "no-journal-"));
  try {
    const manager = openUserManager({ env: { PATH: folder } });
    const read = async () => {
      for await (const _ of manager.journal("a.service"));
    };
    await expect(read()).rejects.toMatchObject({ code: "ManagerAbsent" });
    writeFileSync(
      join(folder, "journalctl"),
      "#!/bin/sh\necho 'No journal files were opened' >&2\nexit 1\n",
      { mode: 0o755 },
    );
    await expect(read()).rejects.toMatchObject({
      code: "NotAnswering",
      detail: expect.stringContaining("No journal files"),
    });
    expect(() => manager.journal("no unit")).toThrow(/no name of a unit/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a message of many megabytes is cut, and those around it come whole, followed or not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "long-journal-"));
  try {
    const entry = '"__CURSOR":"c","__REALTIME_TIMESTAMP":"1"';
    const script = [
      "#!/bin/sh",
      `printf '%s\\n' '{"MESSAGE":"first",${entry}}'`,
      `printf '{"MESSAGE":"'; head -c 20000000 /dev/zero | tr '\\0' x; printf '%s\\n' '",${entry}}'`,
      // The end of a journal that is followed never comes.
      `printf '%s\\n' '{"MESSAGE":"last",${entry}}'`,
      'case "$*" in *--follow*) exec sleep 1000;; esac',
    ];
    writeFileSync(join(folder, "journalctl"), `${script.join("\n")}\n`, { mode: 0o755 });
    const manager = openUserManager({ env: { PATH: `${folder}:/usr/bin:/bin` } });
    for (const follow of [false, true]) {
      const messages: string[] = [];
      for await (const { message } of manager.journal("a.service", { follow })) {
        messages.push(message);
        if (message === "last") break;
      }
      const [first, long = "", last] = messages;
      expect([first, last]).toEqual(["first", "last"]);
      expect(long).toMatch(/^x{60000,} … \d+ bytes more$/);
      const left = Number(/ (\d+) bytes/.exec(long)?.[1]);
      expect(long.indexOf(" ") + left).toBe(20_000_000);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
