import { openRandom, type Random } from "../live/random.js";
import type { SupervisorName } from "../views/views.js";
import { namesOf, openModel, type Model } from "./model.js";
import type { Change, Part, Step, Verb, Walk } from "./step.js";
import { turnsOf } from "./turns.js";

/** Each is a beginning of another, or looks like one to who matches by prefix or pattern; the longest has as many letters as a name may. */
export const NAMES: readonly string[] = [
  "co",
  "cod",
  "code",
  "coder",
  "cod-e",
  "cod_",
  "co--",
  "0-",
  `code-${"r".repeat(58)}`,
];
/** What a person calls sessions; some read like a pattern, or a target, of tmux. */
const GUESTS: readonly string[] = ["cod2", "c", "co*", "c[o]d", "=cod", "code r"];
const TEXTS: readonly string[] = [
  "plain words",
  "$(touch gone) `id` ${HOME}",
  `"quoted" 'and' \\n not a newline`,
  "#{pane_pid} %0 =cod: {last}",
  "-t cod; kill-server",
  "grüße, 你好",
];

/** The same seed draws the same walk on every machine, whatever comes of it there. */
export function drawWalk(
  length: number,
  { seed, supervisor }: { readonly seed: number; readonly supervisor: SupervisorName },
): Walk {
  const random = openRandom(seed);
  const agents = random.shuffle(NAMES).slice(0, 4 + random.below(3));
  let model = openModel(supervisor, agents);
  const steps: Step[] = [];
  while (steps.length < length) {
    const step = drawStep(random, model, steps.length);
    const [turn] = turnsOf(model, step);
    if (turn === undefined) continue;
    steps.push(step);
    ({ model } = turn);
  }
  return { agents, steps };
}

type Draw = (random: Random, model: Model, at: number) => Step;

function drawStep(random: Random, model: Model, at: number): Step {
  const kinds = draws.flatMap(([weight, draw]) => Array.from({ length: weight }, () => draw));
  return random.pick(kinds)(random, model, at);
}

const anyAgent = (random: Random, model: Model): string => random.pick(namesOf(model.agents));
const someAgents = (random: Random, model: Model): string[] =>
  random.shuffle(namesOf(model.agents)).slice(0, random.pick([1, 1, 1, 2, 2, 3]));

const verb: Draw & ((random: Random, model: Model) => Verb) = (random: Random, model: Model) => {
  const kind = random.pick([
    "start",
    "start",
    "stop",
    "stop",
    "stop",
    "restart",
    "up",
    "up",
    "apply",
    "apply",
    "apply",
  ] as const);
  if (kind === "up") return { do: "up" };
  if (kind === "apply") return { do: "apply", ...change(random, model) };
  return { do: kind, who: someAgents(random, model) };
};

function change(random: Random, model: Model): Change {
  const who = anyAgent(random, model);
  const free = random.pick(NAMES);
  const few = model.agents.length < 4;
  const many = model.agents.length > 5;
  const grow = { change: "add", who: free, at: random.below(model.agents.length + 1) } as const;
  const shrink = { change: "remove", who } as const;
  return random.pick<Change>([
    { change: "nothing" },
    { change: "limits", who, to: random.pick([64, 128, 256]) },
    { change: "env", who, to: `value ${random.below(1000)}` },
    { change: "env", who, to: `${random.below(1000)}` },
    { change: "enabled", who, to: random.below(3) > 0 },
    many ? shrink : grow,
    few ? grow : shrink,
    { change: "rename", who, to: free },
  ]);
}

const kill: Draw = (random, model) => ({
  do: "kill",
  who: anyAgent(random, model),
  what: random.pick<Part>(["agent", "agent", "pane half", "supervisor"]),
});

/** By weight. What costs many starts, or seconds of waiting, is drawn seldom. */
const draws: readonly (readonly [weight: number, draw: Draw])[] = [
  [36, verb],
  [1, () => ({ do: "down" })],
  [
    14,
    (random, model, at) => ({
      do: "send",
      who: someAgents(random, model),
      text: `${at + 1}: ${random.pick(TEXTS)}`,
    }),
  ],
  [14, kill],
  [3, (random, model) => ({ do: "freeze", who: anyAgent(random, model) })],
  [6, (random, model) => ({ do: "thaw", who: anyAgent(random, model) })],
  [4, (random, model) => ({ do: "kill session", who: anyAgent(random, model) })],
  [
    2,
    (random, model) => ({
      do: "rename session",
      who: anyAgent(random, model),
      to: random.pick([...NAMES, ...GUESTS]),
    }),
  ],
  [4, (random) => ({ do: "open guest", guest: random.pick(GUESTS) })],
  [2, (random) => ({ do: "close guest", guest: random.pick(GUESTS) })],
  [2, (random) => ({ do: "rename guest", guest: random.pick(GUESTS), to: random.pick(GUESTS) })],
  [2, () => ({ do: "kill server" })],
  [1, () => ({ do: "freeze server" })],
  [1, () => ({ do: "remove socket" })],
  [2, () => ({ do: "reload" })],
  [2, () => ({ do: "reexec" })],
  [1, () => ({ do: "reboot" })],
  [1, () => ({ do: "power cut" })],
  [3, (random, model) => ({ do: "full disk", verb: verb(random, model) })],
  [
    4,
    (random, model) => ({
      do: "cut short",
      verb: verb(random, model),
      afterMs: 50 + random.below(random.pick([400, 1500])),
    }),
  ],
  [4, (random, model) => ({ do: "at once", verbs: [verb(random, model), verb(random, model)] })],
];
