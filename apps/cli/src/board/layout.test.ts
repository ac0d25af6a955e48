import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet/documents";
import { describe, expect, test } from "vitest";
import { layout } from "./layout.js";
import { lineOf } from "./line.js";
import { firstState, type BoardState } from "./state.js";
import type { BoardView } from "./view.js";

const now = Date.parse("2025-03-01T12:00:00Z");
const view: BoardView = {
  name: "research",
  reason: "the fleet was brought up with it",
  color: false,
  now,
  typed: (sentence) => sentence,
};

const idle: AgentStatus = {
  name: "idler",
  desired: "running",
  lifecycle: "active",
  activity: { state: "idle", source: "hook", ageMs: 65_000 },
  waiting: 0,
  session: { name: "idler", attached: false },
  pane: { pid: 4021, dead: false },
  since: "2025-03-01T11:57:00Z",
  restarts: 0,
  lastExit: null,
  memoryBytes: 356_515_840,
  reason: null,
  drift: [],
};
const agents: AgentStatus[] = [
  idle,
  {
    ...idle,
    name: "sleeper",
    lifecycle: "inactive",
    activity: { state: "asleep", source: "launcher", ageMs: 7_200_000 },
  },
  {
    ...idle,
    name: "spare",
    desired: "stopped",
    lifecycle: "inactive",
    activity: { state: "unknown", source: "none", ageMs: null },
    memoryBytes: null,
  },
  {
    ...idle,
    name: "worker",
    activity: { state: "working", source: "hook", ageMs: 12_000 },
    waiting: 2,
  },
  {
    ...idle,
    name: "limited",
    activity: {
      state: "blocked",
      source: "hook",
      ageMs: 60_000,
      kind: "quota",
      until: "2025-03-01T16:05:00Z",
    },
  },
  {
    ...idle,
    name: "asker",
    activity: {
      state: "blocked",
      source: "hook",
      ageMs: 180_000,
      kind: "permission",
      message: "Bash(\u001B[2Jrm 日本)",
    },
    restarts: 3,
    lastExit: { code: null, signal: "SIGKILL", at: "2025-03-01T11:00:00Z" },
    drift: [
      {
        kind: "settings",
        target: "asker",
        message: "has other settings",
        remedy: "Run `mosaic-fleet apply`.",
      },
    ],
  },
];
const status: StatusDocument = {
  version: 1,
  roster: "/home/me/roster.yaml",
  socket: "mosaic-fleet",
  supervisor: "systemd",
  server: { state: "running", pid: 4000, version: "3.3a" },
  agents,
  summary: { running: 4, stopped: 2, failed: 0, drifted: 1 },
};
const state: BoardState = { ...firstState, status, toldAt: now };
const shown = (
  columns: number,
  rows: number,
  change: Partial<BoardState> = {},
  by: Partial<BoardView> = {},
): string =>
  layout({ ...state, ...change }, { columns, rows }, { ...view, ...by })
    .frame.lines.map(({ text }) => text)
    .join("\n");

describe("the board", () => {
  test("at 80 columns: who needs somebody first, and why", () => {
    expect(shown(80, 24)).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet · supervisor systemd · server running tmux 3.3a
      6 agents · 2 need you · 1 working · 1 idle · 1 asleep · 1 stopped
        AGENT    STATE                           MEM  RESTARTS  EXIT     WAITS  DRIFT
      NEED YOU
      › asker    blocked permission 3m          340M         3  SIGKILL      -  !
        limited  blocked quota until 16:05 UTC  340M         -  -            -  -
      WORKING
        worker   working 12s                    340M         -  -            2  -
      IDLE
        idler    idle 1m                        340M         -  -            -  -
      ASLEEP
        sleeper  inactive asleep 2h             340M         -  -            -  -
      STOPPED
        spare    inactive                          -         -  -            -  -





      ────────────────────────────────────────────────────────────────────────────────
      asker: blocked permission: Bash(\\u001b[2Jrm 日本)
      asker: has other settings. Run \`mosaic-fleet apply\`.
      asker: active for 3m, pid 4021
      ? help  q quit  a attach  s send  S start  x stop  r restart  l logs  o screen"
    `);
  });

  test("at 120 columns, with another one chosen and an outcome below", () => {
    const notice = {
      text: "worker queued\nIt waits; `mosaic-fleet queue --cancel ID` takes it back.",
    };
    expect(shown(120, 20, { chosen: "worker", notice, underWay: ["stop spare"] }))
      .toMatchInlineSnapshot(`
        "research · socket mosaic-fleet · supervisor systemd · server running tmux 3.3a
        6 agents · 2 need you · 1 working · 1 idle · 1 asleep · 1 stopped
          AGENT    STATE                           MEM  RESTARTS  EXIT     WAITS  DRIFT
        NEED YOU
          asker    blocked permission 3m          340M         3  SIGKILL      -  settings
          limited  blocked quota until 16:05 UTC  340M         -  -            -  -
        WORKING
        › worker   working 12s                    340M         -  -            2  -
        IDLE
          idler    idle 1m                        340M         -  -            -  -
        ASLEEP
          sleeper  inactive asleep 2h             340M         -  -            -  -
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        worker: active for 3m, pid 4021


        worker queued
        It waits; \`mosaic-fleet queue --cancel ID\` takes it back.
        stop spare …
        ? help  q quit  a attach  s send  S start  x stop  r restart  l logs  o screen  / filter"
      `);
  });

  test("at 20 columns and 5 rows", () => {
    expect(shown(20, 5, { chosen: "worker" })).toMatchInlineSnapshot(`
      "6 agents · 2 need you · 1 working · 1 idle · 1 asleep · 1 stopped
        asker
        limited
      › worker
      ? help  q quit"
    `);
  });

  test.each([
    [1, 1],
    [2, 3],
    [20, 5],
    [80, 24],
    [200, 50],
  ])("%i×%i: never more lines than there are, in every mode", (columns, rows) => {
    const reading = { kind: "read", agent: "asker", top: "end" } as const;
    for (const mode of [
      { kind: "list" },
      { kind: "filter", line: lineOf("日本".repeat(30)), before: "" },
      { kind: "send", agent: "asker", line: lineOf("x".repeat(300)) },
      { kind: "confirm", verb: "stop", agent: "asker" },
      { ...reading, what: "logs" },
      { ...reading, what: "screen" },
    ] as const) {
      const notice = { text: "a\nb\nc\nd\ne" };
      const text = ["x".repeat(500), "", "\ttab"];
      const { frame } = layout({ ...state, mode, notice, text }, { columns, rows }, view);
      expect(frame.lines.length).toBeLessThanOrEqual(rows);
      expect(frame.cursor?.column ?? 0).toBeLessThan(Math.max(columns, 2));
    }
  });

  test("ages go on by themselves, and tell when the next one is due", () => {
    const seconds = layout(state, { columns: 80, rows: 24 }, view);
    expect(seconds.changesIn).toBe(1000);
    expect(shown(80, 24, {}, { now: now + 30_000 })).toMatch(/worker +working 42s/);
    const minutes = { ...status, agents: agents.filter(({ name }) => name === "idler") };
    const calm = layout({ ...state, status: minutes }, { columns: 80, rows: 24 }, view);
    expect(calm.changesIn).toBe(55_000);
  });

  test("before the first look, with no agents, and with none that the filter leaves", () => {
    expect(shown(80, 10, { status: undefined })).toContain("  looking");
    expect(shown(80, 10, { status: { ...status, agents: [] } })).toContain("  no agents");
    expect(shown(80, 10, { filter: "nobody" })).toContain("  no agent matches `nobody`");
  });

  test("the chosen one is in sight wherever it is, and the first heading with the first", () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ ...idle, name: `agent-${at}` }));
    const hundred = { ...status, agents: many };
    for (const chosen of ["agent-0", "agent-50", "agent-99", "agent-3"]) {
      const text = shown(80, 24, { status: hundred, chosen, top: 40 });
      expect(text).toMatch(new RegExp(`^› ${chosen} `, "m"));
      expect(text.includes("\nIDLE")).toBe(chosen === "agent-0" || false);
    }
  });
});
