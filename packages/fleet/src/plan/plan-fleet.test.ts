import type { DesiredAgent } from "@mosaicstack/roster";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generatedHeader } from "../agent/drop-in.js";
import { effects, type SettingKey } from "../agent/effects.js";
import { digestOf, type StartedSettings } from "../agent/started-settings.js";
import { digest } from "../files/digest.js";
import type { FoundFile } from "../files/found-file.js";
import type { WantedFile } from "../files/write-file.js";
import { unseen, type Observation } from "../supervisor/supervisor.js";
import { agentUnit } from "../supervisor/unit-names.js";
import type { Found, FoundAgent } from "./found.js";
import type { FoundOther } from "./others.js";
import { planDocument, planFleet } from "./plan-fleet.js";
import type { PlannedChange } from "./planned-change.js";
import type { Wanted, WantedAgent } from "./wanted.js";

const since = "2026-11-29T06:00:00.000Z";
const script: WantedFile = { path: "/c/start-agent-session.sh", text: "new\n", mode: 0o700 };
const socketDropIn = "/u/mosaic-tmux-holder.service.d/50-roster.conf";
const unit: WantedFile = { path: "/u/mosaic-agent@.service", text: "unit\n", mode: 0o644 };
const dropIn = (name: string, body = "Environment=A=1\nRestart=always\n"): WantedFile => ({
  path: `/u/${agentUnit(name)}.d/50-roster.conf`,
  text: body,
  mode: 0o600,
});

function desired(name: string, more: Partial<DesiredAgent> = {}): DesiredAgent {
  return {
    name,
    runtime: "command",
    command: ["sleep"],
    args: [],
    unattended: false,
    resume: true,
    workdir: "/w",
    env: {},
    envFile: undefined,
    limits: {},
    restart: { policy: "always", delaySeconds: 5, maxDelaySeconds: 300, burst: 10 },
    transcript: "off",
    onQuota: "wait",
    task: false,
    enabled: true,
    tags: [],
    sources: {},
    ...more,
  };
}

function wantedAgent(agent: DesiredAgent, more: Partial<WantedAgent> = {}): WantedAgent {
  return {
    agent,
    should: "running",
    fault: undefined,
    trouble: undefined,
    file: dropIn(agent.name),
    ...more,
  };
}

const wanted = (...agents: readonly WantedAgent[]): Wanted => ({
  files: [script, unit],
  stale: [socketDropIn],
  shipped: digest("new"),
  agents,
});

const settings = Object.keys(effects) as SettingKey[];
function startedWith(agent: DesiredAgent, shipped = digest("new")): StartedSettings {
  const keys = new Map(settings.map((key) => [key, digestOf(agent[key])] as const));
  return { all: undefined, keys, shipped, roster: undefined };
}

const asFile = ({ text, mode }: WantedFile, more: Partial<FoundFile> = {}): FoundFile => ({
  text,
  mode,
  isLink: false,
  // After the agents' start
  writtenAt: Date.parse(since) + 5000,
  ...more,
});

const active: Observation = { ...unseen, lifecycle: "active", since };

interface Machine {
  readonly files?: readonly (readonly [WantedFile, Partial<FoundFile>?])[];
  readonly shipped?: ReadonlyMap<string, string>;
  readonly agents?: Readonly<Record<string, Partial<FoundAgent>>>;
  readonly others?: readonly FoundOther[];
  readonly unread?: readonly string[];
}

function found({ files = [], shipped, agents = {}, others = [], unread = [] }: Machine): Found {
  return {
    files: new Map(files.map(([file, more]) => [file.path, asFile(file, more)])),
    shipped: shipped ?? new Map(),
    agents: new Map(
      Object.entries(agents).map(([name, more]) => [
        name,
        { ...active, started: undefined, session: undefined, linked: true, ...more },
      ]),
    ),
    worktrees: new Map(),
    others,
    oldWorktrees: [],
    unread,
  };
}

const line = ({
  action,
  kind,
  target,
  agent,
  needsRestart,
  needsPrune,
  counts,
  reason,
}: PlannedChange): string =>
  [
    action,
    kind,
    target,
    `(${agent ?? "all"}):`,
    reason,
    ...(needsRestart ? ["[restart]"] : []),
    ...(needsPrune ? ["[prune]"] : []),
    ...(counts ? [] : ["[is no difference]"]),
  ].join(" ");

const lines = (want: Wanted, have: Found, kind: "systemd" | "tmux" = "systemd"): string =>
  planFleet(want, have, kind).map(line).join("\n");

const a = desired("a");
const right = { started: startedWith(a) };
const installed = [[script], [unit], [dropIn("a")]] as const;

test("on a new machine all is created, linked and started", () => {
  const have = found({ agents: { a: { ...unseen, linked: false } } });
  expect(lines(wanted(wantedAgent(a)), have)).toMatchInlineSnapshot(`
    "create file /c/start-agent-session.sh (all): is not there
    create file /u/mosaic-agent@.service (all): is not there
    create file /u/mosaic-agent@a.service.d/50-roster.conf (a): is not there
    create link mosaic-agent@a.service (a): is not linked for boot
    start unit mosaic-agent@a.service (a): does not run"
  `);
});

test("where all is right nothing is to be done", () => {
  expect(lines(wanted(wantedAgent(a)), found({ files: installed, agents: { a: right } }))).toBe("");
  const files = [[script, { isLink: true, mode: 0o777 }], [unit], [dropIn("a")]] as const;
  expect(lines(wanted(wantedAgent(a)), found({ files, agents: { a: right } }))).toBe("");
});

test("files: edited, of another version, of another mode, in the way", () => {
  const older = { text: "old\n" };
  const have = (more: Partial<FoundFile>, shipped?: ReadonlyMap<string, string>): Found =>
    found({
      files: [[script, more], [unit], [dropIn("a")]],
      agents: { a: right },
      ...(shipped === undefined ? {} : { shipped }),
    });
  const plans = [
    have(older),
    have(older, new Map([["start-agent-session.sh", digest("new\n")]])),
    have(older, new Map([["start-agent-session.sh", digest("old\n")]])),
    have({ mode: 0o600 }),
    have({ text: undefined }),
  ].map((each) => lines(wanted(wantedAgent(a)), each));
  expect(plans.join("\n")).toMatchInlineSnapshot(`
    "update file /c/start-agent-session.sh (all): was edited, or is of another version [restart]
    update file /c/start-agent-session.sh (all): was edited [restart]
    update file /c/start-agent-session.sh (all): is of another version [restart] [is no difference]
    update file /c/start-agent-session.sh (all): has mode 0600 instead of 0700
    update file /c/start-agent-session.sh (all): is no file that can be read"
  `);
});

test("what the roster says of an agent: what a manager reads is live, what a process has needs a restart", () => {
  const have = (text: string): Found =>
    found({ files: [[script], [unit], [dropIn("a", text)]], agents: { a: right } });
  const plans = [have("Environment=A=1\nRestart=no\n"), have("Environment=A=2\n")].map((each) =>
    lines(wanted(wantedAgent(a)), each),
  );
  expect(plans.join("\n")).toMatchInlineSnapshot(`
    "update file /u/mosaic-agent@a.service.d/50-roster.conf (a): was edited: the roster says otherwise
    update file /u/mosaic-agent@a.service.d/50-roster.conf (a): was edited: the roster says otherwise [restart]"
  `);
});

test("agents: who is restarted, started, stopped, linked", () => {
  const more = desired("a", { workdir: "/other", env: { A: "1" } });
  const disabled = desired("a", { enabled: false });
  const cases: readonly (readonly [WantedAgent, Partial<FoundAgent>])[] = [
    [wantedAgent(more), right],
    [wantedAgent(a), { started: startedWith(a, digest("old")) }],
    [wantedAgent(a), { ...unseen, linked: true }],
    [wantedAgent(a), { ...right, lifecycle: "failed", linked: false }],
    [wantedAgent(a, { trouble: "not found: x" }), { ...unseen, linked: true }],
    [wantedAgent(a), { ...right, session: { name: "feature x", isNameTaken: false } }],
    [wantedAgent(a), { ...right, session: { name: "feature x", isNameTaken: true } }],
    [wantedAgent(a, { should: "stopped" }), right],
    [wantedAgent(disabled, { should: "stopped" }), right],
  ];
  const plans = cases.map(([want, have]) =>
    lines(wanted(want), found({ files: installed, agents: { a: have } })),
  );
  expect(plans.join("\n")).toMatchInlineSnapshot(`
    "restart unit mosaic-agent@a.service (a): runs with another \`workdir\`, \`env\` [restart]
    restart unit mosaic-agent@a.service (a): runs with the launcher of another version [restart] [is no difference]
    start unit mosaic-agent@a.service (a): does not run
    create link mosaic-agent@a.service (a): is not linked for boot
    start unit mosaic-agent@a.service (a): has failed
    start unit mosaic-agent@a.service (a): does not run, and cannot be started: not found: x
    update session a (a): is called \`feature x\`

    delete link mosaic-agent@a.service (a): was stopped, and is linked for boot
    stop unit mosaic-agent@a.service (a): was stopped by a person, and runs
    delete link mosaic-agent@a.service (a): is disabled
    stop unit mosaic-agent@a.service (a): is disabled, and runs"
  `);
});

test("what the manager has not read is read, unless something is written anyway", () => {
  const unread = [agentUnit("a"), "mosaic-tmux-holder.service"];
  const have = found({ files: installed, agents: { a: right }, unread });
  expect(lines(wanted(wantedAgent(a)), have)).toMatchInlineSnapshot(`
    "update unit mosaic-agent@a.service (a): systemd has not read it since it changed
    update unit mosaic-tmux-holder.service (all): systemd has not read it since it changed"
  `);
  const files = [[script, { text: "old\n" }], [unit], [dropIn("a")]] as const;
  const plan = planFleet(
    wanted(wantedAgent(a)),
    found({ files, agents: { a: right }, unread }),
    "systemd",
  );
  expect(plan.map(({ kind }) => kind)).toEqual(["file"]);
});

test("what names another socket goes where we made it; what a person made stays", () => {
  const standing = (text: string): readonly [WantedFile] => [
    { path: socketDropIn, text, mode: 0o644 },
  ];
  const plan = (text: string): string =>
    lines(
      wanted(wantedAgent(a)),
      found({ files: [...installed, standing(text)], agents: { a: right } }),
    );
  expect(plan(`${generatedHeader}; more\n[Service]\n`)).toBe(
    `delete file ${socketDropIn} (all): names another socket`,
  );
  expect(plan("[Service]\n")).toBe("");
});

test("nobody is restarted for what cannot be known, nor for what its unit started with by itself", () => {
  const more = desired("a", { workdir: "/other" });
  const plan = (have: Partial<FoundAgent>, writtenAt: number, kind: "systemd" | "tmux"): string =>
    lines(
      wanted(wantedAgent(more)),
      found({ files: [[script], [unit], [dropIn("a"), { writtenAt }]], agents: { a: have } }),
      kind,
    );
  const at = Date.parse(since);
  expect(plan({ started: undefined }, at, "systemd")).toBe("");
  // The manager started it again, as at boot, after its drop-in was written
  expect(plan(right, at - 5000, "systemd")).toBe("");
  expect(plan(right, at + 5000, "systemd")).toMatch(/^restart/);
  expect(plan(right, at - 5000, "tmux")).toMatch(/^restart/);
});

test("a changed key restarts where it has to, and nowhere else", () => {
  const other: { readonly [Key in SettingKey]?: DesiredAgent[Key] } = {
    limits: { memoryMax: 1 },
    restart: { ...a.restart, delaySeconds: 1 },
    tags: ["x"],
    transcript: 5000,
    override: { stop: { type: "/quit" } },
    runtimes: { dialogs: ["New question"] },
  };
  const restarts = (kind: "systemd" | "tmux"): string[] =>
    Object.entries(other).flatMap(([key, value]) => {
      const want = wanted(wantedAgent(desired("a", { [key]: value })));
      const plan = planFleet(want, found({ files: installed, agents: { a: right } }), kind);
      return plan.some(({ action }) => action === "restart") ? [key] : [];
    });
  expect(restarts("systemd")).toEqual(["transcript", "runtimes"]);
  expect(restarts("tmux")).toEqual(["restart", "transcript", "runtimes"]);
});

test("who left the roster goes with a wish of its own, and what is a person's never", () => {
  const gone: FoundOther = { name: "b", runs: true, linked: true, files: [dropIn("b").path] };
  const have = found({ files: installed, agents: { a: right }, others: [gone] });
  expect(lines(wanted(wantedAgent(a)), have)).toMatchInlineSnapshot(`
    "delete unit mosaic-agent@b.service (b): is not in the roster [prune]
    delete link mosaic-agent@b.service (b): is not in the roster [prune]
    delete file /u/mosaic-agent@b.service.d/50-roster.conf (b): is not in the roster [prune]"
  `);
  const inTmux = { ...gone, linked: false, files: [] };
  const alone = found({ files: installed, agents: { a: right }, others: [inTmux] });
  expect(lines(wanted(wantedAgent(a)), alone, "tmux")).toBe(
    "delete session b (b): is not in the roster [prune]",
  );
});

test("a thousand agents of which five hundred left", () => {
  const names = Array.from({ length: 1000 }, (_, index) => `a${index}`);
  const kept = names.slice(0, 500);
  const have = found({
    files: [[script], [unit], ...kept.map((name) => [dropIn(name)] as const)],
    agents: Object.fromEntries(kept.map((name) => [name, { started: startedWith(desired(name)) }])),
    others: names
      .slice(500)
      .map((name) => ({ name, runs: true, linked: true, files: [dropIn(name).path] })),
  });
  const plan = planFleet(
    wanted(...kept.map((name) => wantedAgent(desired(name)))),
    have,
    "systemd",
  );
  expect(planDocument(plan).summary).toEqual({
    create: 0,
    update: 0,
    delete: 1500,
    start: 0,
    stop: 0,
    restart: 0,
    differs: true,
  });
});

/** What the machine is once these changes are done. */
function done(changes: readonly PlannedChange[], want: Wanted, have: Found): Found {
  const files = new Map(have.files);
  const agents = new Map(have.agents);
  const others = have.others.map((other) => ({ ...other, files: [...other.files] }));
  for (const { action, kind, agent, target, file } of changes) {
    if (kind === "file" && action === "delete") {
      for (const other of others) other.files = other.files.filter((path) => path !== target);
    } else if (file !== undefined) files.set(target, asFile(file));
    else {
      const other = others.find(({ name }) => name === agent);
      if (action === "delete" && other !== undefined) {
        if (kind === "link") other.linked = false;
        else other.runs = false;
      }
      const now = agents.get(agent ?? "") ?? {
        ...unseen,
        started: undefined,
        session: undefined,
        linked: false,
      };
      const of = want.agents.find((each) => each.agent.name === agent)?.agent;
      if (of === undefined) continue;
      if (kind === "link") agents.set(of.name, { ...now, linked: action === "create" });
      if (action === "start" || action === "restart")
        agents.set(of.name, { ...now, ...active, started: startedWith(of) });
      if (action === "stop") agents.set(of.name, { ...now, ...unseen });
    }
  }
  return {
    ...have,
    files,
    agents,
    unread: [],
    others: others.filter(({ runs, linked, files: left }) => runs || linked || left.length > 0),
  };
}

test("done, a plan is empty, whatever was found; and it deletes nothing but what is generated", () => {
  const names = ["a", "b", "c"];
  const agentArbitrary = fc.record({
    enabled: fc.boolean(),
    stopped: fc.boolean(),
    lifecycle: fc.constantFrom("inactive", "activating", "active", "failed") as fc.Arbitrary<
      Observation["lifecycle"]
    >,
    linked: fc.boolean(),
    workdir: fc.constantFrom("/w", "/other"),
    shipped: fc.constantFrom("new", "old"),
    file: fc.constantFrom("right", "edited", "none", "mode"),
  });
  const fileArbitrary = fc.constantFrom("right", "edited", "none", "mode");
  const machine = fc.record({
    agents: fc.tuple(agentArbitrary, agentArbitrary, agentArbitrary),
    script: fileArbitrary,
    unread: fc.boolean(),
    other: fc.record({ runs: fc.boolean(), linked: fc.boolean(), file: fc.boolean() }),
  });
  const standing = (
    file: WantedFile,
    how: string,
  ): (readonly [WantedFile, Partial<FoundFile>?])[] => {
    if (how === "none") return [];
    const more = { edited: { text: "other\n" }, mode: { mode: 0o640 } }[how];
    return [more === undefined ? [file] : [file, more]];
  };
  fc.assert(
    fc.property(machine, fc.constantFrom("systemd" as const, "tmux" as const), (given, kind) => {
      const agents = given.agents.map(({ enabled, stopped, workdir }, index) =>
        wantedAgent(desired(names[index] ?? "", { enabled, workdir }), {
          should: enabled && !stopped ? "running" : "stopped",
        }),
      );
      const want = wanted(...agents);
      const other = {
        ...given.other,
        name: "z",
        files: given.other.file ? [dropIn("z").path] : [],
      };
      const have = found({
        files: [
          ...standing(script, given.script),
          ...given.agents.flatMap(({ file }, index) => standing(dropIn(names[index] ?? ""), file)),
        ],
        agents: Object.fromEntries(
          given.agents.map(({ lifecycle, linked, shipped }, index) => [
            names[index] ?? "",
            {
              lifecycle,
              since,
              linked: kind === "systemd" ? linked : undefined,
              started: startedWith(desired(names[index] ?? ""), digest(shipped)),
            },
          ]),
        ),
        others: other.runs || other.linked || other.files.length > 0 ? [other] : [],
        unread: given.unread ? ["mosaic-tmux-holder.service"] : [],
      });
      const plan = planFleet(want, have, kind);
      const removed = plan.filter((change) => change.action === "delete" && change.kind === "file");
      expect(removed.map(({ target }) => target)).toEqual(other.files);
      expect(removed.every(({ needsPrune }) => needsPrune)).toBe(true);
      const left = planFleet(want, done(plan, want, have), kind);
      expect(left.map(line)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
