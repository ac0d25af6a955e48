import {
  agentOf,
  namesOf,
  runs,
  withAgents,
  type Model,
  type ModelAgent,
  type Turn,
} from "./model.js";
import { race } from "./race.js";
import type { Step } from "./step.js";
import { afterVerb } from "./verbs.js";

/** What may be true after a step: several where two verbs race, nothing where the step means nothing here. */
export function turnsOf(model: Model, step: Step): Turn[] {
  switch (step.do) {
    case "cut short":
      return only(afterVerb(model, step.verb));
    case "full disk":
      return only(unrecorded(afterVerb(model, step.verb)));
    case "reboot":
    case "power cut":
      return model.supervisor === "systemd" ? [boot(model)] : forgotten(model);
    case "at once":
      return race(model, step.verbs);
    default:
      return only(after(model, step));
  }
}

const only = (turn: Turn | undefined): Turn[] => (turn === undefined ? [] : [turn]);

type Several = "cut short" | "full disk" | "at once" | "reboot" | "power cut";
type Plain = Exclude<Step, { do: Several }>;

function after(model: Model, step: Plain): Turn | undefined {
  const isUnit = model.supervisor === "systemd";
  const has = (guest: string): boolean => model.guests.includes(guest);
  const same = { model, renewed: [] };
  switch (step.do) {
    case "send":
      if (!step.who.every((name) => takesInput(agentOf(model, name)))) return undefined;
      return { model: heard(model, step.who, step.text), renewed: [] };
    case "kill":
      if (!runs(model, step.who) || (step.what === "supervisor" && !isUnit)) return undefined;
      // In tmux the pane half brings back its agent, and nothing a pane half.
      return isUnit || step.what === "agent" ? renew(model, step.who) : fail(model, [step.who]);
    case "kill session":
      if (!runs(model, step.who)) return undefined;
      return isUnit ? renew(model, step.who) : fail(model, [step.who]);
    case "rename session":
      if (!runs(model, step.who) || isTaken(model, step.to)) return undefined;
      return afterVerb(model, { do: "up" });
    case "freeze":
    case "thaw": {
      const frozen = step.do === "freeze";
      const agent = agentOf(model, step.who);
      if (agent?.state !== "running" || agent.frozen === frozen) return undefined;
      return {
        model: withAgents(
          model,
          ({ name }) => name === step.who,
          () => ({ frozen }),
        ),
        renewed: [],
      };
    }
    case "open guest":
      if (model.server !== "running" || isTaken(model, step.guest)) return undefined;
      return { model: { ...model, guests: [...model.guests, step.guest] }, renewed: [] };
    case "close guest":
      return has(step.guest) ? { model: withoutGuest(model, step.guest), renewed: [] } : undefined;
    case "rename guest": {
      if (!has(step.guest) || isTaken(model, step.to)) return undefined;
      const rest = withoutGuest(model, step.guest);
      return { model: { ...rest, guests: [...rest.guests, step.to] }, renewed: [] };
    }
    case "kill server":
      if (model.server !== "running") return undefined;
      return isUnit ? renewAll(model) : { ...fail(away(model), namesOf(model.agents)) };
    case "freeze server":
    case "remove socket":
      return model.server === "running" ? same : undefined;
    case "reload":
    case "reexec":
      return isUnit ? same : undefined;
    default:
      return afterVerb(model, step);
  }
}

const withoutGuest = (model: Model, gone: string): Model => ({
  ...model,
  guests: model.guests.filter((guest) => guest !== gone),
});

const takesInput = (agent: ModelAgent | undefined): boolean =>
  agent?.state === "running" && !agent.frozen;

const isTaken = (model: Model, session: string): boolean =>
  model.guests.includes(session) || agentOf(model, session) !== undefined;

function heard(model: Model, who: readonly string[], text: string): Model {
  const more = who.map((name) => [name, [...(model.heard[name] ?? []), text]] as const);
  return { ...model, heard: { ...model.heard, ...Object.fromEntries(more) } };
}

function renew(model: Model, who: string): Turn {
  return {
    model: withAgents(
      model,
      ({ name }) => name === who,
      () => ({ frozen: false, unrecorded: false }),
    ),
    renewed: [who],
  };
}

/** Those of them that run. */
function fail(model: Model, names: readonly string[]): Turn {
  const isHit = ({ name, state }: ModelAgent): boolean =>
    names.includes(name) && state === "running";
  return {
    model: withAgents(model, isHit, () => ({ state: "failed", frozen: false })),
    renewed: [],
  };
}

/** The server, with all that people had on it. */
const away = (model: Model): Model => ({ ...model, server: "absent", guests: [] });

function renewAll(model: Model): Turn {
  const running = model.agents.filter(({ state }) => state === "running");
  const thawed = withAgents(
    model,
    () => true,
    () => ({ frozen: false }),
  );
  return { model: { ...thawed, guests: [] }, renewed: namesOf(running) };
}

/** In tmux: nobody wrote down how those stood who began on a full disk. */
function unrecorded(turn: Turn | undefined): Turn | undefined {
  if (turn?.model.supervisor !== "tmux") return turn;
  const isNew = ({ name }: ModelAgent): boolean => turn.renewed.includes(name);
  return { ...turn, model: withAgents(turn.model, isNew, () => ({ unrecorded: true })) };
}

/**
 * A boot in tmux: all have failed, and each that has no record may be told as one that never ran. Some had room for theirs: what another
 * removed made it.
 */
function forgotten(model: Model): Turn[] {
  const failed = fail(away(model), namesOf(model.agents));
  const lost = model.agents.filter((agent) => agent.unrecorded && agent.state === "running");
  return namesOf(lost).reduce(
    (turns, who) =>
      turns.flatMap((turn) => [
        turn,
        {
          ...turn,
          model: withAgents(
            turn.model,
            ({ name }) => name === who,
            () => ({ state: "stopped" }),
          ),
        },
      ]),
    [failed],
  );
}

/** Who ran is linked for boot; of a server that none of them needs nothing is said. */
function boot(model: Model): Turn {
  const turn = renewAll(model);
  const server = turn.renewed.length > 0 ? "running" : "any";
  return { ...turn, model: { ...turn.model, server } };
}
