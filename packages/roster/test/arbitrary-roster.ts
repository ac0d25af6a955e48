import * as fc from "fast-check";
import { runtimeNames } from "../src/values/runtimes.js";

/** A map as YAML and JSON have it. */
export type Written = Record<string, unknown>;

const text = fc.oneof(
  fc.constantFrom("", "no", "off", "1.10", "~", "a: b", "# no", "x\ny", "é日本", "'", '"', "\\"),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const word = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/);
const program = fc.constantFrom("bash", "mosaic", "/bin/tail", "a b", "'x'");
const path = fc.oneof(
  fc.constantFrom("~", "~/src/app", "$HOME", "${HOME}/x", "/", "/srv/a b", "/srv/#1"),
  word.map((name) => `~/${name}`),
);
const size = fc.oneof(
  fc.constantFrom("20M", "1.5G", " 4 G ", "3G", "1048576", "2097152B"),
  fc.nat({ max: 2 ** 40 }).map((bytes) => bytes + 2 ** 20),
);
const span = fc.oneof(
  fc.constantFrom("5s", "1h30m", "1h 30min", " 7 ", "100ms", "1 2", "2 weeks", "10µs 1s"),
  fc.integer({ min: 1, max: 2_592_000 }),
  fc.constant(0.5),
);
const count = fc.integer({ min: 1, max: 10_000 });
const runtime = fc.constantFrom(...runtimeNames.filter((name) => name !== "command"));

const restart = fc.record(
  {
    policy: fc.constantFrom("always", "on-failure", "no"),
    delay: span,
    max_delay: span,
    burst: count,
  },
  { requiredKeys: [] },
);
const idle = fc.record(
  {
    stop_after: fc.oneof(fc.constantFrom("2h", "1m", "1w 2d", 60), fc.constant("never")),
    wake: fc.constantFrom("message", "never"),
  },
  { requiredKeys: [] },
);
const schedule = fc.record(
  {
    start: fc.constantFrom("Mon..Fri 08:00", "never", "hourly"),
    stop: fc.constantFrom("Mon..Fri 19:00", "*-*-* 20:15:30", "never"),
  },
  { requiredKeys: ["start"] },
);
const tasks = fc.constantFrom(4, 64, 4_194_304);
const memory = fc.constantFrom("4M", "1.5G", 6_000_000, "infinity");
const limits = fc.record(
  {
    memory_high: fc.oneof(size, fc.constant("infinity")),
    memory_max: memory,
    tasks_max: fc.oneof(tasks, fc.constant("infinity")),
    cpu_weight: count,
  },
  { requiredKeys: [] },
);
const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.constantFrom(0.1, "~/x", "$HOME/x"));
const env = fc.dictionary(fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/), value, { maxKeys: 3 });

const branch = fc.oneof(fc.constantFrom("agent/a", "main", "é/x.y"), word);
const worktree = fc.oneof(
  path,
  fc.record({ repo: path, base: branch }, { requiredKeys: ["repo"] }),
);

const shared = {
  args: fc.array(text, { maxLength: 3 }),
  unattended: fc.boolean(),
  resume: fc.boolean(),
  workdir: path,
  // Seldom, for beside a `workdir` it is an error.
  worktree: fc.nat({ max: 4 }).chain((n) => (n === 4 ? worktree : fc.constant(undefined))),
  env,
  env_file: fc.constantFrom("~/.secrets/a.env", "/etc/a b.env"),
  limits,
  restart,
  transcript: fc.oneof(size, fc.constant("off")),
  on_quota: fc.constantFrom("wait", "resume"),
  enabled: fc.boolean(),
  // Seldom, for beside `policy: always` it is an error.
  task: fc.nat({ max: 9 }).map((n) => n === 9),
  // Seldom, for most runtimes cannot.
  idle: fc.nat({ max: 4 }).chain((n) => (n === 4 ? idle : fc.constant({ stop_after: "never" }))),
  schedule,
  tags: fc.array(word, { maxLength: 3 }),
};

/** The settings of an agent, each as the roster takes it. */
export const settings: fc.Arbitrary<Written> = fc
  .record(shared, { requiredKeys: [] })
  // Beside each other they are an error.
  .map(({ worktree: tree, ...rest }) =>
    tree === undefined || "workdir" in rest ? rest : { ...rest, worktree: tree },
  );

const command = fc.oneof(
  fc.tuple(program, fc.array(text, { maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
  fc.constantFrom("bash -l", "tail -F '/var/log/my app.log'", '"a b" c\\ d', "''x", "a\nb"),
);
const pattern = fc.constantFrom("^> ", "^❯ *$", "a|b", "\\[y/n\\]", "(x)+");
const screen = fc.record(
  {
    ready: fc.record(
      {
        screen: pattern,
        dialogs: fc.array(pattern, { maxLength: 2 }),
        quiet: fc.constantFrom("500ms", 2, "1s"),
        deadline: fc.constantFrom("2m", 60),
      },
      { requiredKeys: [] },
    ),
    box: fc.record({ shown: pattern, empty: pattern, text: pattern }, { requiredKeys: [] }),
    receipt: fc.constantFrom("screen", "stream", "hook"),
    quit: fc.constantFrom("/exit", ":q!"),
  },
  { requiredKeys: [] },
);
const kind = fc.oneof(
  runtime.map((name) => ({ runtime: name })),
  fc
    .tuple(command, screen)
    .map(([words, more]) => ({ runtime: "command", command: words, ...more })),
);

const nullable = fc.option(pattern);
const changed = fc.record(
  {
    ready: fc.record(
      { screen: nullable, dialogs: fc.array(pattern, { maxLength: 2 }), quiet: fc.constant("1s") },
      { requiredKeys: [] },
    ),
    title: fc.record({ idle: nullable, working: nullable }, { requiredKeys: [] }),
    box: fc.record({ shown: nullable, empty: nullable, text: nullable }, { requiredKeys: [] }),
    quit: fc.option(fc.constantFrom("/exit", ":q!")),
    quit_wait: fc.constantFrom(0, "5s"),
    stuck: fc.constantFrom("1h", 60),
  },
  { requiredKeys: [] },
);
const changes = fc.oneof(
  fc.constant({}),
  fc.record({ claude: changed, pi: changed }, { requiredKeys: [] }),
);

/** An agent under a given name. */
export function agentNamed(name: string): fc.Arbitrary<Written> {
  return fc.tuple(kind, settings).map(([runs, rest]) => ({ name, ...runs, ...rest }));
}

/** A roster by the book. Values may contradict each other. */
export const roster: fc.Arbitrary<Written & { agents: Written[] }> = fc
  .uniqueArray(word, { maxLength: 5 })
  .chain((names) =>
    fc.record(
      {
        version: fc.constant(1),
        name: fc.constantFrom("research", "Team.2"),
        socket_name: fc.constantFrom("mosaic-fleet", "mosaic-factory", "a.b"),
        runtimes: changes,
        defaults: settings,
        agents: fc.tuple(...names.map(agentNamed)),
      },
      { requiredKeys: ["version", "agents"] },
    ),
  );
