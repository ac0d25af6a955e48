import { holderUnit } from "@mosaicstack/fleet";
import { describe, expect, it } from "vitest";
import { compareViews, hasDied } from "./compare-views.js";
import type { CliAgent, ProcessRow, UnitRow, Views } from "./views.js";

const active = (mainPid: number, restarts = 0): UnitRow => ({
  active: "active",
  sub: "running",
  result: "success",
  mainPid,
  restarts,
});
const process = (pid: number, parent: number): ProcessRow => ({
  pid,
  parent,
  command: "x",
  marked: true,
});
const row = (name: string, pid: number): CliAgent => ({
  name,
  desired: "running",
  lifecycle: "active",
  session: { name },
  pane: { pid, dead: false },
  restarts: 0,
  lastExit: null,
});

const good = {
  units: new Map([
    [holderUnit, active(10)],
    ["mosaic-agent@cod.service", active(20)],
    ["mosaic-agent@coder.service", active(30)],
  ]),
  tmux: {
    serverPid: 10,
    panes: [
      { session: "cod", pid: 21, dead: false },
      { session: "coder", pid: 31, dead: false },
    ],
  },
  processes: new Map([
    [holderUnit, [process(10, 1)]],
    ["mosaic-agent@cod.service", [process(20, 1), process(21, 10), process(22, 21)]],
    ["mosaic-agent@coder.service", [process(30, 1), process(31, 10), process(32, 31)]],
  ]),
  cli: {
    status: { server: { state: "running", pid: 10 }, agents: [row("cod", 21), row("coder", 31)] },
  },
} satisfies Views;
const both = { cod: "running", coder: "running" } as const;

describe("agreement", () => {
  it("is an empty list", () => {
    expect(compareViews(good, { agents: both })).toEqual([]);
  });
  it("does not need the CLI while it was not asked", () => {
    const { units, tmux, processes } = good;
    expect(compareViews({ units, tmux, processes }, { agents: both })).toEqual([]);
  });
});

describe("every view that differs is a disagreement", () => {
  const cases: [string, Views, RegExp][] = [
    [
      "a unit that failed",
      changed({ units: good.units, unit: "mosaic-agent@cod.service" }),
      /^unit: mosaic-agent@cod.service is failed/,
    ],
    [
      "a holder that does not own the server",
      { ...good, tmux: { ...good.tmux, serverPid: 11 } },
      /^unit: mosaic-tmux-holder.service has main pid 10, tmux's server 11/,
    ],
    [
      "no server",
      { ...good, tmux: { absent: "the server is absent" } },
      /^tmux: the server is absent/,
    ],
    [
      "a session that is gone",
      withPanes([good.tmux.panes[1]!]),
      /^tmux: session `cod` has 0 panes/,
    ],
    [
      "a pane that is dead",
      withPanes([{ ...good.tmux.panes[0]!, dead: true }, good.tmux.panes[1]!]),
      /^tmux: session `cod` has 1 panes, dead/,
    ],
    [
      "a session of nobody",
      withPanes([...good.tmux.panes, { session: "x", pid: 99, dead: false }]),
      /^tmux: session `x` belongs to no agent/,
    ],
    [
      "an agent in the holder's cgroup",
      withGroup(holderUnit, [process(10, 1), process(22, 21)]),
      /^processes: mosaic-tmux-holder.service holds 10, 22, not the server 10 alone/,
    ],
    [
      "a supervisor elsewhere",
      withGroup("mosaic-agent@cod.service", [process(21, 10), process(22, 21)]),
      /^processes: .* lacks its supervisor 20/,
    ],
    [
      "a pane half elsewhere",
      withGroup("mosaic-agent@cod.service", [process(20, 1), process(22, 21)]),
      /^processes: .* lacks the pane half 21/,
    ],
    [
      "no process of the agent's own",
      withGroup("mosaic-agent@cod.service", [process(20, 1), process(21, 10)]),
      /^processes: .* lacks the agent's own process/,
    ],
    [
      "a process of an earlier life",
      withGroup("mosaic-agent@cod.service", [
        process(20, 1),
        process(21, 10),
        process(22, 21),
        process(55, 1),
      ]),
      /^processes: .* holds 55 of an earlier life/,
    ],
    [
      "a unit that nobody started",
      withGroup("mosaic-agent@x.service", [process(77, 1)]),
      /^processes: mosaic-agent@x.service was never started/,
    ],
    ["a CLI that fails", { ...good, cli: { error: "no", missing: false } }, /^cli: no/],
    [
      "another server in the CLI",
      withStatus({ server: { state: "absent", pid: null } }),
      /^cli: the server is absent/,
    ],
    [
      "an agent that the CLI leaves out",
      withStatus({ agents: [row("cod", 21)] }),
      /^cli: lists cod,/,
    ],
    [
      "another pane in the CLI",
      withStatus({ agents: [row("cod", 9), row("coder", 31)] }),
      /^cli: `cod` has pane pid 9, not 21/,
    ],
    [
      "another lifecycle in the CLI",
      withStatus({ agents: [{ ...row("cod", 21), lifecycle: "failed" }, row("coder", 31)] }),
      /^cli: `cod` has lifecycle failed, not active/,
    ],
    [
      "other restarts in the CLI",
      withStatus({ agents: [{ ...row("cod", 21), restarts: 4 }, row("coder", 31)] }),
      /^cli: `cod` has restarts 4, not 0/,
    ],
  ];
  it.each(cases)("%s", (_, views, message) => {
    expect(compareViews(views, { agents: both })[0]).toMatch(message);
  });
});

describe("a stopped agent", () => {
  const expected = { agents: { cod: "stopped", coder: "running" } } as const;
  it("has no unit state, session, process or pane left", () => {
    const problems = compareViews(good, expected);
    expect(problems).toEqual([
      "unit: mosaic-agent@cod.service is active, main pid 20, not inactive",
      "tmux: session `cod` is still there",
      "processes: mosaic-agent@cod.service still holds 20, 21, 22",
      "cli: `cod` has lifecycle active, not inactive",
    ]);
  });
});

describe("an agent that was given up", () => {
  const expected = { agents: { cod: "failed", coder: "running" } } as const;
  it("may keep its last screen under tmux, and no process", () => {
    const { units, tmux } = good;
    const processes = new Map([
      [holderUnit, [process(10, 1)]],
      ["mosaic-agent@coder.service", [process(31, 10), process(32, 31)]],
    ]);
    expect(compareViews({ units: undefined, processes, tmux }, expected)).toEqual([]);
    expect(compareViews({ units, processes, tmux }, expected)).toContain(
      "tmux: session `cod` is still there",
    );
  });
});

describe("a person's session on the fleet's server", () => {
  const mine = [...good.tmux.panes, { session: "mine", pid: 90, dead: false }];
  const { processes } = withGroup(holderUnit, [process(10, 1), process(90, 10), process(91, 90)]);
  it("has its processes in the holder's unit", () => {
    const views = { ...withPanes(mine), processes };
    expect(compareViews(views, { agents: both, others: ["mine"] })).toEqual([]);
    expect(compareViews(views, { agents: both })).toEqual([
      "processes: mosaic-tmux-holder.service holds 10, 90, 91, not the server 10 alone",
      "tmux: session `mine` belongs to no agent",
    ]);
  });
});

describe("lives", () => {
  it("knows of a kept agent in another life that it is no use to wait", () => {
    const panes = [good.tmux.panes[0]!, { session: "coder", pid: 32, dead: false }];
    const processes = new Map(good.processes);
    processes.set("mosaic-agent@coder.service", [process(30, 1), process(32, 10), process(33, 32)]);
    const now = { ...withPanes(panes), processes };
    const kept = ["cod", "coder"];
    expect(hasDied(now, { agents: both, before: good, kept })).toBe(true);
    expect(hasDied(good, { agents: both, before: good, kept })).toBe(false);
    // On its way, as far as one look can tell
    expect(hasDied(withPanes(panes), { agents: both, before: good, kept })).toBe(false);
  });
  it("sees that a kept agent was restarted", () => {
    const now = withPanes([good.tmux.panes[0]!, { session: "coder", pid: 32, dead: false }]);
    const problems = compareViews(now, { agents: both, before: good, kept: ["cod", "coder"] });
    expect(problems.join("\n")).toMatch(/`coder` did not live on/);
    expect(problems.join("\n")).not.toMatch(/`cod` did not live on/);
  });
  it("sees that a renewed agent was not", () => {
    expect(compareViews(good, { agents: both, before: good, renewed: ["cod"] })).toEqual([
      "`cod` is still process 22",
    ]);
  });
});

function changed({ units, unit }: { units: ReadonlyMap<string, UnitRow>; unit: string }): Views {
  const failed = { ...active(20), active: "failed", sub: "failed" };
  return { ...good, units: new Map([...units, [unit, failed]]) };
}
function withPanes(panes: { session: string; pid: number; dead: boolean }[]): Views {
  return { ...good, tmux: { ...good.tmux, panes } };
}
function withGroup(unit: string, processes: ProcessRow[]): Views {
  return { ...good, processes: new Map([...good.processes, [unit, processes]]) };
}
function withStatus(status: Partial<(typeof good)["cli"]["status"]> | object): Views {
  return { ...good, cli: { status: { ...good.cli.status, ...status } } };
}
