import {
  agentOf,
  namesOf,
  newAgent,
  withAgents,
  type Model,
  type ModelAgent,
  type Turn,
} from "./model.js";
import type { Change, Verb } from "./step.js";

/** What a verb leaves, or `undefined` where it would be refused: of an agent that is not there, or of a name that is taken. */
export function afterVerb(model: Model, verb: Verb): Turn | undefined {
  if (verb.do === "apply") return afterApply(model, verb);
  if (verb.do === "down") return down(model);
  const names = "who" in verb ? verb.who : namesOf(model.agents);
  if (names.length === 0 || names.some((name) => agentOf(model, name) === undefined))
    return undefined;
  const isMeant = ({ name }: ModelAgent): boolean => names.includes(name);
  if (verb.do === "stop") return { model: stop(model, names), renewed: [] };
  // Who is disabled is not started, and its stop is not forgotten.
  const able = model.agents.filter((agent) => isMeant(agent) && agent.enabled);
  return begin(
    forgetting(model, namesOf(able)),
    (agent) => able.includes(agent) && (verb.do === "restart" || agent.state !== "running"),
  );
}

/** The model with the roster as it then is; nothing is done yet. `undefined` where the roster would be none. */
export function afterChange(model: Model, change: Change): Model | undefined {
  const { agents } = model;
  const isIt = ({ name }: ModelAgent): boolean =>
    change.change !== "nothing" && name === change.who;
  if (change.change === "nothing") return model;
  if ((change.change === "add") === agents.some(isIt)) return undefined;
  switch (change.change) {
    case "limits":
      return withAgents(model, isIt, () => ({ tasks: change.to }));
    case "env":
      return withAgents(model, isIt, () => ({ value: change.to }));
    case "enabled":
      return withAgents(model, isIt, () => ({ enabled: change.to }));
    case "add":
      return { ...model, agents: agents.toSpliced(change.at, 0, unborn(change.who)) };
    case "remove":
      if (agents.length === 1) return undefined;
      return { ...model, agents: agents.filter((agent) => !isIt(agent)) };
    case "rename":
      if (agents.some(({ name }) => name === change.to)) return undefined;
      return {
        ...model,
        agents: agents.map((agent) =>
          isIt(agent) ? { ...unborn(change.to), tasks: agent.tasks, value: agent.value } : agent,
        ),
      };
    default:
      return change satisfies never;
  }
}

const ANEW = { frozen: false, unrecorded: false } as const;
const DOWN = { ...ANEW, state: "stopped" } as const;
const UP = { ...ANEW, state: "running" } as const;

/** One that the roster names, and that was never started. */
const unborn = (name: string): ModelAgent => ({ ...newAgent(name), ...DOWN });

function begin(model: Model, isMeant: (agent: ModelAgent) => boolean): Turn {
  const renewed = namesOf(model.agents.filter(isMeant));
  const server = renewed.length > 0 ? "running" : model.server;
  return { model: { ...withAgents(model, isMeant, () => UP), server }, renewed };
}

/** The word of a person is remembered, or forgotten, whatever runs. */
const remembering = (model: Model, names: readonly string[]): Model => ({
  ...model,
  stopped: [...new Set([...model.stopped, ...names])],
});
const forgetting = (model: Model, names: readonly string[]): Model => ({
  ...model,
  stopped: model.stopped.filter((name) => !names.includes(name)),
});

const stop = (model: Model, names: readonly string[]): Model =>
  remembering(
    withAgents(
      model,
      ({ name }) => names.includes(name),
      () => DOWN,
    ),
    names,
  );

/** A server that a person has sessions on stays. */
function down(model: Model): Turn {
  const stopped = stop(model, namesOf(model.agents));
  const server = model.guests.length > 0 ? model.server : "absent";
  return { model: { ...stopped, server }, renewed: [] };
}

/**
 * "Stopped stays stopped", what failed or was never started is started, and who runs is restarted for its own entry alone. Who is disabled ends, and
 * is told as failed still where it ended before, by itself.
 */
function afterApply(model: Model, change: Change): Turn | undefined {
  const changed = afterChange(model, change);
  if (changed === undefined) return undefined;
  const ended = withAgents(
    changed,
    ({ enabled, state }) => !enabled && state !== "failed",
    () => DOWN,
  );
  const needs = ({ name, state, enabled }: ModelAgent): boolean =>
    enabled &&
    !model.stopped.includes(name) &&
    (state !== "running" || (change.change === "env" && change.who === name));
  return begin(ended, needs);
}
