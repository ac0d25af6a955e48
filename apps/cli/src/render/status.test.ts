import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet";
import { describe, expect, test } from "vitest";
import { isAsDesired, renderStatus, type StatusView } from "./status.js";

const now = Date.parse("2025-03-01T12:00:00Z");
const view: StatusView = {
  name: "research",
  reason: undefined,
  now,
  width: undefined,
  color: false,
  typed: (sentence) => sentence,
};

const running: AgentStatus = {
  name: "canary",
  desired: "running",
  lifecycle: "active",
  activity: { state: "idle", source: "stream", ageMs: 65_000 },
  waiting: 0,
  session: { name: "canary", attached: true },
  pane: { pid: 4021, dead: false },
  since: "2025-03-01T11:57:00Z",
  restarts: 0,
  lastExit: null,
  memoryBytes: 356_515_840,
  reason: null,
  drift: [],
};
const failed: AgentStatus = {
  name: "builder-with-a-long-name",
  desired: "running",
  lifecycle: "failed",
  activity: { state: "unknown", source: "none", ageMs: null },
  waiting: 0,
  session: null,
  pane: null,
  since: null,
  restarts: 10,
  lastExit: { code: null, signal: "SIGKILL", at: "2025-03-01T11:00:00Z" },
  memoryBytes: null,
  reason: null,
  drift: [{ kind: "lifecycle", target: "builder", message: "should run, has \u001B[31mfailed" }],
};
const stopped: AgentStatus = {
  ...failed,
  name: "lead",
  desired: "stopped",
  lifecycle: "inactive",
  restarts: 0,
  lastExit: { code: 3, signal: null, at: "2025-03-01T11:00:00Z" },
  reason: null,
  drift: [],
};
const status: StatusDocument = {
  version: 1,
  roster: "/home/me/.config/mosaic/fleet/roster.yaml",
  socket: "mosaic-fleet",
  supervisor: "tmux",
  server: { state: "running", pid: 4000, version: "3.3a" },
  agents: [running, failed, stopped],
  summary: { running: 1, stopped: 1, failed: 1, drifted: 1 },
};
const render = (change: Partial<StatusView> = {}, document = status): string =>
  renderStatus(document, { ...view, ...change }).join("\n");

describe("renderStatus", () => {
  test("with all the space it needs", () => {
    expect(render()).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet · supervisor tmux · server running tmux 3.3a pid 4000
      AGENT                     DESIRED  LIFECYCLE  ACTIVITY  SESSION   PID   SINCE  RESTARTS  LAST EXIT  MEMORY  DRIFT
      canary                    running  active     idle 1m   attached  4021  3m     0         -          340M    -
      builder-with-a-long-name  running  failed     unknown   -         -     -      10        SIGKILL    -       lifecycle
      lead                      stopped  inactive   unknown   -         -     -      0         exit 3     -       -
      builder-with-a-long-name: should run, has \\u001b[31mfailed"
    `);
  });

  test("messages that wait have a column where there are any", () => {
    expect(render()).not.toContain("WAITING");
    const waits = { ...status, agents: [{ ...running, waiting: 2 }, stopped] };
    expect(render({ width: 100 }, waits)).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet · supervisor tmux · server running tmux 3.3a pid 4000
      AGENT   DESIRED  LIFECYCLE  ACTIVITY  SESSION   PID   SINCE  RESTARTS  LAST EXIT  MEMORY  WAITING
      canary  running  active     idle 1m   attached  4021  3m     0         -          340M    2
      lead    stopped  inactive   unknown   -         -     -      0         exit 3     -       -"
    `);
  });

  test("at 80 columns what is worth least is left out", () => {
    expect(render({ width: 80 })).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet
        supervisor tmux
        server running tmux 3.3a pid 4000
      AGENT                     DESIRED  LIFECYCLE  ACTIVITY  SINCE  DRIFT
      canary                    running  active     idle 1m   3m     -
      builder-with-a-long-name  running  failed     unknown   -      lifecycle
      lead                      stopped  inactive   unknown   -      -
      builder-with-a-long-name: should run, has \\u001b[31mfailed"
    `);
  });

  test("one canary at 80 columns: columns that say nothing go first", () => {
    const alone = { ...status, agents: [{ ...running, memoryBytes: null }] };
    const reason =
      "no user manager answers (no bus at /run/user/0/bus, and none in the environment)";
    expect(render({ width: 80, name: "canary", reason }, alone)).toMatchInlineSnapshot(`
      "canary · socket mosaic-fleet
        supervisor tmux (no user manager answers (no bus at /run/user/0/bus, and
          none in the environment))
        server running tmux 3.3a pid 4000
      AGENT   DESIRED  LIFECYCLE  ACTIVITY  SESSION   PID   SINCE  RESTARTS  DRIFT
      canary  running  active     idle 1m   attached  4021  3m     0         -"
    `);
  });

  test.each([80, 60, 40])("no line of the table is wider than %d columns", (width) => {
    const table = render({ width })
      .split("\n")
      .filter((line) => !line.includes(": "));
    for (const line of table) expect(line.length).toBeLessThanOrEqual(width);
  });

  test("guests of the default server, and no server", () => {
    const guests: StatusDocument = {
      ...status,
      socket: null,
      server: { state: "absent", pid: null, version: null },
      agents: [],
    };
    expect(render({}, guests)).toMatchInlineSnapshot(`
      "research · socket default · supervisor tmux · server absent
      no agents"
    `);
  });

  test("colours, and none from outside", () => {
    const text = render({ color: true });
    expect(text).toContain("\u001B[32mactive\u001B[0m");
    expect(text).toContain("\u001B[31mfailed\u001B[0m");
    expect(text).toContain(
      "\u001B[33mbuilder-with-a-long-name: should run, has \\u001b[31mfailed\u001B[0m",
    );
  });
});

describe("isAsDesired", () => {
  const of = (
    agent: Partial<AgentStatus>,
    server: StatusDocument["server"] = status.server,
  ): boolean => isAsDesired({ ...status, server, agents: [{ ...running, ...agent }] });

  test("running or stopped as wanted", () => {
    expect(of({})).toBe(true);
    expect(of({ desired: "stopped", lifecycle: "inactive" })).toBe(true);
    expect(of({ desired: "stopped", lifecycle: "failed" })).toBe(true);
  });

  test("drift, whatever its kind", () => {
    for (const kind of ["lifecycle", "session", "file"] as const) {
      expect(of({ drift: [{ kind, target: "canary", message: "differs" }] })).toBe(false);
    }
  });

  test.each([
    ["running", true],
    ["absent", true],
    ["exiting", true],
    ["socket-lost", false],
    ["version-skew", false],
    ["not-answering", false],
  ] as const)("a server that is %s: %j", (state, asDesired) => {
    expect(of({}, { state, pid: 1, version: null })).toBe(asDesired);
  });
});
