import { isDeepStrictEqual } from "node:util";
import { agentOf, namesOf, runs, type Model, type Turn } from "./model.js";
import type { Verb } from "./step.js";
import { afterVerb } from "./verbs.js";

/**
 * What two verbs at once may leave: each agent is as one of the two orders leaves it, and one agent may have met them in another order than the
 * next. A verb takes its agents one by one, as `systemctl` does. The roster is written before both, so one of them at most may change it, and
 * both name agents that it has then.
 */
export function race(model: Model, [one, other]: readonly [Verb, Verb]): Turn[] {
  if (other.do === "apply" && other.change !== "nothing") return [];
  const forth = inTurn(model, one, other);
  const back = inTurn(model, other, one);
  if (forth === undefined || back === undefined) return [];
  const parted = namesOf(forth.model.agents).filter((name) => isParted(name, forth, back));
  const mixed = subsetsOf(parted).filter(({ length }) => length > 0 && length < parted.length);
  return [forth, back, ...mixed.map((names) => mix(forth, back, names))];
}

function inTurn(model: Model, first: Verb, second: Verb): Turn | undefined {
  const before = afterVerb(model, first);
  const turn = before && afterVerb(before.model, second);
  if (before === undefined || turn === undefined) return undefined;
  const renewed = [...new Set([...before.renewed, ...turn.renewed])];
  return { ...turn, renewed: renewed.filter((name) => runs(turn.model, name)) };
}

const isParted = (name: string, one: Turn, other: Turn): boolean =>
  one.model.stopped.includes(name) !== other.model.stopped.includes(name) ||
  one.renewed.includes(name) !== other.renewed.includes(name) ||
  !isDeepStrictEqual(agentOf(one.model, name), agentOf(other.model, name));

/** These as in `back`, the rest as in `forth`. */
function mix(forth: Turn, back: Turn, names: readonly string[]): Turn {
  const of = (name: string): Turn => (names.includes(name) ? back : forth);
  const agents = forth.model.agents.map(
    (agent) => agentOf(of(agent.name).model, agent.name) ?? agent,
  );
  const pick = (list: (turn: Turn) => readonly string[]): string[] =>
    [...new Set([...list(forth), ...list(back)])].filter((name) => list(of(name)).includes(name));
  const server = agents.some(({ state }) => state === "running") ? "running" : "any";
  const stopped = pick((turn) => turn.model.stopped);
  return {
    model: { ...forth.model, agents, stopped, server },
    renewed: pick((turn) => turn.renewed),
  };
}

const subsetsOf = (names: readonly string[]): string[][] =>
  names.reduce<string[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);
