import { arrange, chosenOf } from "./arrange.js";
import { help } from "./help.js";
import type { Key } from "./keys.js";
import { edit, lineOf, textOf } from "./line.js";
import { moved } from "./reader.js";
import type { BoardState, Reading } from "./state.js";

/** What a key asks for beside another state. */
export type Effect =
  | { readonly kind: "end" | "suspend" | "reload" | "redraw" }
  | { readonly kind: "attach"; readonly agent: string }
  | { readonly kind: "act"; readonly verb: "start" | "stop" | "restart"; readonly agent: string }
  | { readonly kind: "send"; readonly agent: string; readonly text: string };

/** Room of what is shown: lines of the list or the text, columns of the terminal. */
export interface Room {
  readonly page: number;
  readonly width: number;
  /** Nothing is asked before what costs somebody something. */
  readonly yes: boolean;
}

export interface Pressed {
  readonly state: BoardState;
  readonly effect?: Effect;
}

/** What becomes of the board by a key. */
export function press(state: BoardState, key: Key, room: Room): Pressed {
  const { mode } = state;
  if ("name" in key) {
    if (key.name === "ctrl-c") return { state, effect: { kind: "end" } };
    if (key.name === "ctrl-z") return { state, effect: { kind: "suspend" } };
    if (key.name === "ctrl-l") return { state, effect: { kind: "redraw" } };
  }
  switch (mode.kind) {
    case "filter": {
      if (isKey(key, "enter")) return { state: { ...state, mode: { kind: "list" } } };
      if (isKey(key, "escape"))
        return { state: { ...state, filter: mode.before, mode: { kind: "list" } } };
      // One looks for an agent and chooses it.
      if ("name" in key && movesInList.has(key.name)) return listed(state, key.name, room);
      const line = edit(mode.line, key);
      return {
        state: { ...state, filter: textOf(line), top: 0, chosenAt: 0, mode: { ...mode, line } },
      };
    }
    case "send": {
      const list = { ...state, mode: { kind: "list" } } as const;
      if (isKey(key, "escape")) return { state: list };
      if (!isKey(key, "enter"))
        return { state: { ...state, mode: { ...mode, line: edit(mode.line, key) } } };
      const text = textOf(mode.line);
      if (text.trim() === "") return { state: list };
      return { state: list, effect: { kind: "send", agent: mode.agent, text } };
    }
    case "confirm": {
      const list = { ...state, mode: { kind: "list" } } as const;
      const { verb, agent } = mode;
      if (isKey(key, "y") || isKey(key, "Y"))
        return { state: list, effect: { kind: "act", verb, agent } };
      return { state: list };
    }
    case "read":
      return "name" in key ? read(state, mode, key.name, room) : { state };
    case "list":
    default:
      return "name" in key ? listed(state, key.name, room) : { state };
  }
}

const movesInList: ReadonlySet<string> = new Set(["up", "down", "page-up", "page-down"]);

function isKey(key: Key, name: string): boolean {
  return "name" in key && key.name === name;
}

function listed(state: BoardState, name: string, room: Room): Pressed {
  const { agents, index, agent } = chosenOf(state, arrange(state.status, state.filter));
  const last = agents.length - 1;
  const choose = (to: number): Pressed => {
    const chosenAt = Math.max(0, Math.min(to, last));
    return { state: { ...state, chosenAt, chosen: agents[chosenAt]?.name } };
  };
  switch (name) {
    case "up":
    case "k":
      return choose(index - 1);
    case "down":
    case "j":
      return choose(index + 1);
    case "page-up":
    case "ctrl-b":
      return choose(index - room.page);
    case "page-down":
    case "ctrl-f":
      return choose(index + room.page);
    case "home":
    case "g":
      return choose(0);
    case "end":
    case "G":
      return choose(last);
    case "/":
      return {
        state: {
          ...state,
          mode: { kind: "filter", line: lineOf(state.filter), before: state.filter },
        },
      };
    case "escape":
      return { state: { ...state, filter: "", notice: undefined } };
    case "?":
      return { state: reading(state, "help", "") };
    case "R":
      return { state, effect: { kind: "reload" } };
    case "q":
      return { state, effect: { kind: "end" } };
    default:
      // One that stands where the chosen one was is acted on once it was shown as chosen.
      return agent?.name !== state.chosen || agent === undefined
        ? { state }
        : ofAgent(state, name, agent.name, room);
  }
}

function ofAgent(state: BoardState, name: string, agent: string, { yes }: Room): Pressed {
  const quiet = { ...state, notice: undefined };
  const ask = (verb: "stop" | "restart"): Pressed =>
    yes
      ? { state: quiet, effect: { kind: "act", verb, agent } }
      : { state: { ...quiet, mode: { kind: "confirm", verb, agent } } };
  switch (name) {
    case "enter":
    case "a":
      return { state: quiet, effect: { kind: "attach", agent } };
    case "s":
      return { state: { ...quiet, mode: { kind: "send", agent, line: lineOf("") } } };
    case "S":
      return { state: quiet, effect: { kind: "act", verb: "start", agent } };
    case "x":
      return ask("stop");
    case "r":
      return ask("restart");
    case "l":
      return { state: reading(quiet, "logs", agent) };
    case "o":
      return { state: reading(quiet, "screen", agent) };
    default:
      return { state };
  }
}

function reading(state: BoardState, what: Reading["what"], agent: string): BoardState {
  const top = what === "logs" ? "end" : 0;
  return { ...state, text: what === "help" ? help : [], mode: { kind: "read", what, agent, top } };
}

function read(state: BoardState, mode: Reading, name: string, { page, width }: Room): Pressed {
  const move = (by: number): Pressed => ({
    state: { ...state, mode: moved(state.text, mode, { width, height: page }, by) },
  });
  switch (name) {
    case "up":
    case "k":
      return move(-1);
    case "down":
    case "j":
      return move(1);
    case "page-up":
    case "ctrl-b":
      return move(1 - page);
    case "page-down":
    case "ctrl-f":
    case " ":
      return move(page - 1);
    case "home":
    case "g":
      return { state: { ...state, mode: { ...mode, top: 0 } } };
    case "end":
    case "G":
      return { state: { ...state, mode: { ...mode, top: "end" } } };
    case "q":
    case "escape":
    case "left":
      return { state: { ...state, text: [], mode: { kind: "list" } } };
    default:
      break;
  }
  if (mode.what === "help") return { state };
  if (name === "l") return { state: reading(state, "logs", mode.agent) };
  if (name === "o") return { state: reading(state, "screen", mode.agent) };
  if (name === "a" || name === "enter")
    return { state, effect: { kind: "attach", agent: mode.agent } };
  return { state };
}
