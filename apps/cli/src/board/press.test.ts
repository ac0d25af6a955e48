import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet/documents";
import { describe, expect, test } from "vitest";
import { press, type Effect } from "./press.js";
import { firstState, type BoardState } from "./state.js";

const agent = (name: string): AgentStatus => ({
  name,
  desired: "running",
  lifecycle: "active",
  activity: { state: "idle", source: "hook", ageMs: 0 },
  waiting: 0,
  session: null,
  pane: null,
  since: null,
  restarts: 0,
  lastExit: null,
  memoryBytes: null,
  reason: null,
  drift: [],
});
const statusOf = (...names: readonly string[]): StatusDocument => ({
  version: 1,
  roster: "roster.yaml",
  socket: "mosaic-fleet",
  supervisor: "tmux",
  server: { state: "running", pid: 1, version: "3.3a" },
  agents: names.map(agent),
  summary: { running: names.length, stopped: 0, failed: 0, drifted: 0 },
});
const start: BoardState = { ...firstState, status: statusOf("one", "two", "three"), chosen: "one" };

function typed(
  keys: readonly string[],
  { yes = false, from = start } = {},
): { state: BoardState; effects: Effect[] } {
  const effects: Effect[] = [];
  let state = from;
  for (const name of keys) {
    const pressed = press(state, { name }, { page: 10, width: 80, yes });
    ({ state } = pressed);
    if (pressed.effect !== undefined) effects.push(pressed.effect);
  }
  return { state, effects };
}

describe("what a key does", () => {
  test.each<[string[], Effect[]]>([
    [["q"], [{ kind: "end" }]],
    [
      ["ctrl-z", "ctrl-c"],
      [{ kind: "suspend" }, { kind: "end" }],
    ],
    [
      ["R", "ctrl-l"],
      [{ kind: "reload" }, { kind: "redraw" }],
    ],
    [["down", "enter"], [{ kind: "attach", agent: "two" }]],
    [["G", "k", "a"], [{ kind: "attach", agent: "two" }]],
    [["S"], [{ kind: "act", verb: "start", agent: "one" }]],
    [["x", "y"], [{ kind: "act", verb: "stop", agent: "one" }]],
    [["x", "enter", "x", "x", "x", "escape", "r", "n"], []],
    [["j", "r", "Y"], [{ kind: "act", verb: "restart", agent: "two" }]],
    [["s", "h", "i", "enter"], [{ kind: "send", agent: "one", text: "hi" }]],
    [["s", " ", "enter", "s", "q", "escape"], []],
    [["s", "ctrl-c"], [{ kind: "end" }]],
    [["l", "q", "o", "x", "l", "a"], [{ kind: "attach", agent: "one" }]],
    [["?", "x", "a", "q"], []],
    [["/", "t", "w", "enter", "S"], []],
  ])("%j", (keys, expected) => {
    expect(typed(keys).effects).toEqual(expected);
  });

  test("with `--yes` nothing is asked", () => {
    expect(typed(["x"], { yes: true }).effects).toEqual([
      { kind: "act", verb: "stop", agent: "one" },
    ]);
  });

  test("an agent that took the place of the chosen one is not acted on before it was shown so", () => {
    const from = { ...start, status: statusOf("two", "three") };
    expect(typed(["S", "enter", "x", "y"], { from }).effects).toEqual([]);
    expect(typed(["S"], { from: { ...from, chosen: "two" } }).effects).toHaveLength(1);
  });

  test("a pasted text is a message's, and nothing else's", () => {
    const room = { page: 10, width: 80, yes: true };
    expect(press(start, { paste: "xq" }, room)).toEqual({ state: start });
    const { state } = press(start, { name: "s" }, room);
    const pasted = press(state, { paste: "two\nlines" }, room).state;
    expect(press(pasted, { name: "enter" }, room).effect).toMatchObject({ text: "two\nlines" });
  });

  test("no agents: keys that need one do nothing", () => {
    const from = { ...start, status: statusOf(), chosen: undefined };
    expect(typed(["down", "G", "x", "S", "s", "l", "enter"], { from }).effects).toEqual([]);
  });
});
