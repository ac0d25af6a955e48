import { expect, it } from "vitest";
import type { SupervisorName } from "../views/views.js";
import { openModel, type Model } from "./model.js";
import type { Step } from "./step.js";
import { turnsOf } from "./turns.js";

/** What each agent is after these steps, `renewed` of the last one. */
function after(supervisor: SupervisorName, ...steps: readonly Step[]) {
  let model: Model = openModel(supervisor, ["cod", "coder"]);
  let renewed: readonly string[] = [];
  for (const step of steps) {
    const [turn] = turnsOf(model, step);
    if (turn === undefined) throw new Error(`${JSON.stringify(step)} means nothing`);
    ({ model, renewed } = turn);
  }
  const states = model.agents.map(({ name, state }) => `${name} ${state}`).join(", ");
  return { model, states, renewed };
}

const stop: Step = { do: "stop", who: ["cod"] };
const up: Step = { do: "up" };
const apply: Step = { do: "apply", change: "nothing" };
const killServer: Step = { do: "kill server" };

it.each<[string, SupervisorName, readonly Step[], string, readonly string[]]>([
  ["a stop is of one", "systemd", [stop], "cod stopped, coder running", []],
  ["stopped stays stopped at `apply`", "tmux", [stop, apply], "cod stopped, coder running", []],
  ["and at a boot", "systemd", [stop, { do: "reboot" }], "cod stopped, coder running", ["coder"]],
  ["`up` ends it, and leaves who runs", "tmux", [stop, up], "cod running, coder running", ["cod"]],
  [
    "a server that ends takes all along in tmux",
    "tmux",
    [killServer],
    "cod failed, coder failed",
    [],
  ],
  [
    "`apply` brings back who failed, and not who was stopped",
    "tmux",
    [stop, killServer, apply],
    "cod stopped, coder running",
    ["coder"],
  ],
  [
    "a unit comes back by itself",
    "systemd",
    [stop, killServer],
    "cod stopped, coder running",
    ["coder"],
  ],
  [
    "in tmux nothing brings back a pane half",
    "tmux",
    [{ do: "kill", who: "cod", what: "pane half" }],
    "cod failed, coder running",
    [],
  ],
  [
    "and it brings back its agent",
    "tmux",
    [{ do: "kill", who: "cod", what: "agent" }],
    "cod running, coder running",
    ["cod"],
  ],
  [
    "a changed environment restarts its agent alone",
    "systemd",
    [{ do: "apply", change: "env", who: "cod", to: "x" }],
    "cod running, coder running",
    ["cod"],
  ],
  [
    "limits restart nobody",
    "systemd",
    [{ do: "apply", change: "limits", who: "cod", to: 64 }],
    "cod running, coder running",
    [],
  ],
  [
    "who is disabled is not started by `up`",
    "tmux",
    [{ do: "apply", change: "enabled", who: "cod", to: false }, up],
    "cod stopped, coder running",
    [],
  ],
  [
    "who failed is told so when disabled too, until a stop",
    "tmux",
    [killServer, { do: "apply", change: "enabled", who: "cod", to: false }],
    "cod failed, coder running",
    ["coder"],
  ],
  [
    "one that was stopped, left and came back is stopped",
    "systemd",
    [
      stop,
      { do: "apply", change: "remove", who: "cod" },
      { do: "apply", change: "add", who: "cod", at: 1 },
    ],
    "coder running, cod stopped",
    [],
  ],
  [
    "another name is another agent",
    "tmux",
    [{ do: "apply", change: "rename", who: "cod", to: "code" }],
    "code running, coder running",
    ["code"],
  ],
])("%s", (_, supervisor, steps, states, renewed) => {
  const seen = after(supervisor, ...steps);
  expect([seen.states, seen.renewed]).toEqual([states, renewed]);
});

it("leaves the server to who has a session on it", () => {
  expect(after("tmux", { do: "down" }).model.server).toBe("absent");
  const kept = after("tmux", { do: "open guest", guest: "c" }, { do: "down" });
  expect([kept.model.server, kept.model.guests]).toEqual(["running", ["c"]]);
});

it("has either order of two verbs at once, and none where one of them would be refused", () => {
  const race = (...verbs: Extract<Step, { do: "at once" }>["verbs"]) =>
    turnsOf(openModel("systemd", ["cod", "coder"]), { do: "at once", verbs }).map(
      ({ model }) => model.agents[0]?.state,
    );
  expect(race({ do: "stop", who: ["cod"] }, { do: "restart", who: ["cod"] })).toEqual([
    "running",
    "stopped",
  ]);
  expect(race({ do: "up" }, { do: "stop", who: ["code"] })).toEqual([]);
});

it("lets two verbs at once meet each agent in an order of its own", () => {
  const { model } = after("systemd", { do: "stop", who: ["cod"] });
  const turns = turnsOf(model, {
    do: "at once",
    verbs: [{ do: "stop", who: ["cod", "coder"] }, { do: "up" }],
  });
  const seen = turns.map(({ model: { agents, stopped, server }, renewed }) => [
    agents.map(({ state }) => state).join(),
    stopped.join(),
    renewed.join(),
    server,
  ]);
  expect(seen).toEqual([
    ["running,running", "", "cod,coder", "running"],
    ["stopped,stopped", "cod,coder", "", "running"],
    ["stopped,running", "cod", "coder", "running"],
    ["running,stopped", "coder", "cod", "running"],
  ]);
});

it("has the server run for whoever came up beside a `down`", () => {
  const turns = turnsOf(openModel("systemd", ["cod", "coder"]), {
    do: "at once",
    verbs: [{ do: "down" }, { do: "up" }],
  });
  expect(turns.map(({ model: { server } }) => server)).toEqual([
    "running",
    "absent",
    "running",
    "running",
  ]);
});

it.each<Step>([
  { do: "stop", who: ["code"] },
  { do: "thaw", who: "cod" },
  { do: "close guest", guest: "c" },
  { do: "open guest", guest: "cod" },
  { do: "kill", who: "cod", what: "supervisor" },
  { do: "apply", change: "add", who: "cod", at: 0 },
  { do: "reload" },
])("passes over %j, which means nothing to a fleet in tmux", (step) => {
  expect(turnsOf(openModel("tmux", ["cod", "coder"]), step)).toEqual([]);
});

it("lets one that began on a full disk be told either way after a boot in tmux, and no other", () => {
  const { model } = after("tmux", stop, { do: "full disk", verb: { do: "start", who: ["cod"] } });
  const turns = turnsOf(model, { do: "reboot" });
  expect(turns.map((turn) => turn.model.agents.map(({ state }) => state))).toEqual([
    ["failed", "failed"],
    ["stopped", "failed"],
  ]);
});

it("knows what was told to each name, in order", () => {
  const { model } = after(
    "tmux",
    { do: "send", who: ["cod", "coder"], text: "one" },
    { do: "send", who: ["cod"], text: "two" },
  );
  expect(model.heard).toEqual({ cod: ["one", "two"], coder: ["one"] });
});
