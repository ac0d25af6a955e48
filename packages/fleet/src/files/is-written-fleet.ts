import type { DesiredAgent, DesiredFleet } from "@mosaicstack/roster";

type Is = (value: unknown) => boolean;

/** By dotted path: the number of a kind, and the line, where there is one. */
export type WrittenSources = Readonly<Record<string, readonly number[]>>;

/** A fleet as it is written into JSON. */
export type WrittenFleet = Omit<DesiredFleet, "agents" | "sources"> & {
  readonly agents: readonly (Omit<DesiredAgent, "sources"> & {
    /** Of all its settings together. */
    readonly digest: string;
  })[];
  /** JSON of its own, of all `WrittenSources`: the fleet's, then each agent's. */
  readonly sources: string;
};

/** Whether it is what a fleet's `sources` hold. */
export function areWrittenSources(value: unknown): value is readonly WrittenSources[] {
  return list(map(list(number)))(value);
}

/** Whether a value has this shape, so that nothing that reads it stumbles. What its words mean is not asked. */
export function isWrittenFleet(value: unknown): value is WrittenFleet {
  return isFleet(value);
}

const text: Is = (value) => typeof value === "string";
const number: Is = (value) => typeof value === "number";
const flag: Is = (value) => typeof value === "boolean";
const optional =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value);
const list =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);
const map =
  (is: Is): Is =>
  (value) =>
    isObject(value) && Object.values(value).every(is);
/** With these keys; others do not matter. */
const has = (shape: Readonly<Record<string, Is>>): Is => {
  const entries = Object.entries(shape);
  return (value) => isObject(value) && entries.every(([key, is]) => is(value[key]));
};

/** With some of these keys, and no other. */
const only =
  (shape: Readonly<Record<string, Is>>): Is =>
  (value) =>
    value === undefined ||
    (isObject(value) &&
      Object.entries(value).every(
        ([key, each]) => Object.hasOwn(shape, key) && shape[key]?.(each) === true,
      ));

const pattern = optional((value) => value === null || text(value));
const patterns = { shown: pattern, empty: pattern, text: pattern };

/** Of a runtime: what a roster can change of one, and nothing else. */
const isOverride = only({
  ready: only({
    screen: pattern,
    dialogs: optional(list(text)),
    quietMs: optional(number),
    deadlineMs: optional(number),
  }),
  title: only({ idle: pattern, working: pattern }),
  box: only(patterns),
  stop: only({ type: pattern, waitMs: optional(number) }),
  stuckMs: optional(number),
});

const isAgent = has({
  name: text,
  runtime: text,
  command: optional(list(text)),
  args: list(text),
  unattended: flag,
  resume: flag,
  workdir: text,
  worktree: optional(has({ repository: text, branch: text, base: optional(text) })),
  env: map(text),
  envFile: optional(text),
  limits: map(number),
  restart: has({ policy: text, delaySeconds: number, maxDelaySeconds: number, burst: number }),
  transcript: (value) => value === "off" || number(value),
  onQuota: text,
  enabled: flag,
  tags: list(text),
  screen: optional(
    has({
      ready: has({
        screen: optional(text),
        dialogs: list(text),
        quietSeconds: optional(number),
        deadlineSeconds: optional(number),
      }),
      box: map(text),
      receipt: text,
      quit: optional(text),
    }),
  ),
  override: optional(isOverride),
  runtimes: optional(has({ ...patterns, dialogs: optional(list(text)) })),
  task: flag,
  idle: optional(has({ stopAfterSeconds: number, wake: text })),
  schedule: optional(has({ start: optional(text), stop: optional(text) })),
  digest: text,
} satisfies Record<Exclude<keyof DesiredAgent, "sources"> | "digest", Is>);

const isFleet = has({
  name: text,
  file: text,
  socketName: optional(text),
  runtimes: map(isOverride),
  agents: list(isAgent),
  sources: text,
} satisfies Record<keyof DesiredFleet, Is>);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
