import { expect, test } from "vitest";
import type { DesiredFleet } from "./desired-fleet.js";
import { formatDiagnostics } from "../text/format-diagnostics.js";
import { parseRoster } from "../check/parse-roster.js";
import { resolveFleet } from "./resolve-fleet.js";

function fleetOf(text: string, home = "/home/me"): DesiredFleet {
  const { roster, diagnostics } = parseRoster(text, { file: "roster.yaml" });
  if (roster === undefined) throw new Error(formatDiagnostics(diagnostics, text));
  return resolveFleet(roster, { home });
}

const one = (keys: string, top = ""): DesiredFleet["agents"][number] => {
  const [agent] = fleetOf(`version: 1\n${top}agents:\n  - { name: one, ${keys} }\n`).agents;
  if (agent === undefined) throw new Error("the roster has no agent");
  return agent;
};

test("an agent that says only its runtime has the defaults of the contract", () => {
  const { sources, ...agent } = one("runtime: claude");
  expect(agent).toEqual({
    name: "one",
    runtime: "claude",
    command: undefined,
    args: [],
    unattended: false,
    resume: true,
    workdir: "/home/me",
    env: {},
    envFile: undefined,
    limits: {},
    restart: { policy: "always", delaySeconds: 5, maxDelaySeconds: 300, burst: 10 },
    transcript: 20 * 1024 * 1024,
    onQuota: "wait",
    enabled: true,
    task: false,
    tags: [],
  });
  expect(sources["runtime"]).toEqual({ kind: "agent", file: "roster.yaml", line: 3 });
  expect(sources["restart.delay"]).toEqual({ kind: "built-in" });
});

test("every key arrives", () => {
  const { sources, ...agent } = one(
    `runtime: command, command: "run 'a b'", args: [-v], unattended: true, resume: false, workdir: $HOME/src/,
     env: { A: ~/a, B: 1.10, C: yes, D: $HOME/x, E: true }, env_file: ~/.secrets/one.env,
     limits: { memory_high: 3G, memory_max: 4G, tasks_max: 512, cpu_weight: 50 },
     restart: { policy: no, delay: 1m, max_delay: 1h30m, burst: 3 },
     transcript: off, on_quota: resume, enabled: false, task: true, tags: [builders]`,
  );
  expect(agent).toEqual({
    name: "one",
    runtime: "command",
    command: ["run", "a b"],
    args: ["-v"],
    unattended: true,
    resume: false,
    workdir: "/home/me/src",
    env: { A: "/home/me/a", B: "1.10", C: "yes", D: "$HOME/x", E: "true" },
    envFile: "/home/me/.secrets/one.env",
    limits: { memoryHigh: 3 * 1024 ** 3, memoryMax: 4 * 1024 ** 3, tasksMax: 512, cpuWeight: 50 },
    restart: { policy: "no", delaySeconds: 60, maxDelaySeconds: 5400, burst: 3 },
    transcript: "off",
    onQuota: "resume",
    enabled: false,
    task: true,
    tags: ["builders"],
  });
  expect(sources["restart.policy"]).toEqual({ kind: "agent", file: "roster.yaml", line: 6 });
});

test("maps merge by key, lists and scalars replace, and each value knows its line", () => {
  const agent = one(
    "tags: [b], env: { B: agent }, limits: { memory_max: infinity }",
    "defaults:\n  runtime: codex\n  tags: [a]\n  env: { A: low, B: low }\n  limits: { memory_max: 4G, cpu_weight: 50 }\n",
  );
  expect(agent).toMatchObject({ runtime: "codex", tags: ["b"], env: { A: "low", B: "agent" } });
  expect(agent.limits).toEqual({ cpuWeight: 50 });
  expect(agent.sources).toMatchObject({
    runtime: { kind: "defaults", line: 3 },
    tags: { kind: "agent", line: 8 },
    "env.A": { kind: "defaults", line: 5 },
    "env.B": { kind: "agent", line: 8 },
    "limits.memory_max": { kind: "agent", line: 8 },
    "limits.cpu_weight": { kind: "defaults", line: 6 },
    workdir: { kind: "built-in" },
  });
});

test("a task comes back after failures alone, where nobody says more", () => {
  const policy = (keys: string, top = ""): unknown => {
    const { restart, sources } = one(`runtime: claude, task: true${keys}`, top);
    return [restart.policy, sources["restart.policy"]?.kind];
  };
  expect(policy("")).toEqual(["on-failure", "built-in"]);
  expect(policy(", restart: { policy: no }")).toEqual(["no", "agent"]);
  expect(policy("", "defaults: { restart: { policy: no } }\n")).toEqual(["no", "defaults"]);
});

test("an agent sleeps where `idle` says so, here or in `defaults`, and not where it says `never`", () => {
  const defaults = "defaults: { runtime: claude, idle: { stop_after: 30m, wake: never } }\n";
  expect(one("runtime: claude").idle).toBeUndefined();
  expect(one("runtime: claude, idle: {}").idle).toEqual({
    stopAfterSeconds: 7200,
    wake: "message",
  });
  const { idle, sources } = one("idle: { wake: message }", defaults);
  expect(idle).toEqual({ stopAfterSeconds: 1800, wake: "message" });
  expect(sources).toMatchObject({
    "idle.stop_after": { kind: "defaults" },
    "idle.wake": { kind: "agent" },
  });
  expect(one("idle: { stop_after: never }", defaults).idle).toBeUndefined();
});

test("a command from `defaults` stays there when the agent has another runtime", () => {
  const agent = one("runtime: claude", "defaults: { runtime: command, command: [bash] }\n");
  expect(agent.command).toBeUndefined();
  expect(agent.sources["command"]).toBeUndefined();
});

test("a delay above the built-in maximum raises it", () => {
  expect(one("runtime: claude, restart: { delay: 10m }").restart.maxDelaySeconds).toBe(600);
});

test("anchors, aliases and merge keys work, and the line is the one where the value is written", () => {
  const { agents } = fleetOf(`version: 1
agents:
  - &base
    name: one
    runtime: claude
    workdir: ~/one
    env: &env { A: x }
  - <<: *base
    name: two
    workdir: ~/two
  - <<: [{ workdir: ~/three }, *base]
    name: three
    env: { <<: *env, B: y }
`);
  expect(agents.map((agent) => [agent.name, agent.runtime, agent.workdir, agent.env])).toEqual([
    ["one", "claude", "/home/me/one", { A: "x" }],
    ["two", "claude", "/home/me/two", { A: "x" }],
    ["three", "claude", "/home/me/three", { A: "x", B: "y" }],
  ]);
  expect(agents[1]?.sources["runtime"]).toEqual({ kind: "agent", file: "roster.yaml", line: 5 });
});

test.each([
  ["~", "/home/me"],
  ['"~"', "/home/me"],
  ["~/", "/home/me"],
  ["~/src", "/home/me/src"],
  ["$HOME", "/home/me"],
  ["$HOME/src", "/home/me/src"],
  ['"${HOME}/src"', "/home/me/src"],
  ["/srv/$HOME/~", "/srv/$HOME/~"],
  ["/", "/"],
])("workdir %s is %s", (written, workdir) => {
  expect(one(`runtime: claude, workdir: ${written}`).workdir).toBe(workdir);
});

test("the home `/` gives no double slash", () => {
  const text =
    "version: 1\nagents: [{ name: a, runtime: pi, env: { A: ~/x } }, { name: b, runtime: pi, workdir: ~/b }]";
  const { agents } = fleetOf(text, "/");
  expect(agents.map((agent) => agent.workdir)).toEqual(["/", "/b"]);
  expect(agents[0]?.env).toEqual({ A: "/x" });
});

test("a socket-less roster, a nameless one, an empty one", () => {
  expect(fleetOf("version: 1\nagents: []")).toEqual({
    name: "fleet",
    file: "roster.yaml",
    socketName: undefined,
    runtimes: {},
    agents: [],
    sources: { name: { kind: "built-in" } },
  });
});

test("the fleet's own values and the agents' names know their lines too", () => {
  const fleet = fleetOf(
    "version: 1\nname: big\nsocket_name: big\nagents:\n  - runtime: pi\n    name: one\n",
  );
  expect(fleet.sources).toEqual({
    name: { kind: "top", file: "roster.yaml", line: 2 },
    socket_name: { kind: "top", file: "roster.yaml", line: 3 },
  });
  expect(fleet.agents[0]?.sources["name"]).toMatchObject({ kind: "agent", line: 6 });
});

test("a guest names its socket in its own env", () => {
  expect(one("runtime: claude, env: { MOSAIC_TMUX_SOCKET: other }").env).toEqual({
    MOSAIC_TMUX_SOCKET: "other",
  });
});

test("a relative home is a mistake of the caller", () => {
  expect(() => fleetOf("version: 1\nagents: []", "home")).toThrow(TypeError);
});
