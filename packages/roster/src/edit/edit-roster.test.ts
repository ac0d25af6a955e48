import { expect, test } from "vitest";
import { RosterEditError } from "./edit-error.js";
import { editRoster, type RosterEdit } from "./edit-roster.js";

const text = `# My fleet.
version: 1

defaults: { runtime: claude }   # for all
agents:
  # The builder.
  - name: builder # does things
    runtime:   codex
    args:
      - --model # which
      - opus

    limits: { memory_max: 4G, tasks_max: 512 } # enough
    # odd
    tags: [ a,  b ]

  # The reviewer.
  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x}}
  # The shell.
  - name: shell
    runtime: command
    command: >-
      tail -F
      x
    workdir: ~/s
    restart:
      delay: 1s # soon
      # up to
      max_delay: 2s
    # Its own end.
# The end.
`;

/** What an edit did: the lines that went, and those that came. */
function changed(before: string, edits: RosterEdit | RosterEdit[]): string {
  const [old, now] = [before.split("\n"), editRoster(before, edits).split("\n")];
  let from = 0;
  while (from < old.length && old[from] === now[from]) from += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - from && old.at(-1 - end) === now.at(-1 - end))
    end += 1;
  const show = (sign: string, lines: string[]): string[] =>
    lines.slice(from, lines.length - end).map((line) => `${sign}${line}`);
  return [...show("-", old), ...show("+", now)].join("\n");
}

test("a value is replaced where it stands, and nothing else", () => {
  const to = { runtime: "pi", tags: ["c"], limits: { memory_max: "2G" } } as const;
  expect(changed(text, { change: "builder", to })).toMatchInlineSnapshot(`
    "-    runtime:   codex
    -    args:
    -      - --model # which
    -      - opus
    -
    -    limits: { memory_max: 4G, tasks_max: 512 } # enough
    -    # odd
    -    tags: [ a,  b ]
    +    runtime:   pi
    +    args:
    +      - --model # which
    +      - opus
    +
    +    limits: { memory_max: 2G, tasks_max: 512 } # enough
    +    # odd
    +    tags: [c]"
  `);
  expect(changed(text, { change: "reviewer", to: { env: { A: 2 } } })).toMatchInlineSnapshot(`
    "-  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x}}
    +  - {name: reviewer, workdir: ~/r,env: {A: "2",B: x}}"
  `);
  expect(changed(text, { change: "shell", to: { command: ["tail", "x"] } })).toMatchInlineSnapshot(`
    "-    command: >-
    -      tail -F
    -      x
    +    command: [tail, x]"
  `);
  expect(changed(text, { change: "builder", to: { args: ["-v"] } })).toMatchInlineSnapshot(`
    "-      - --model # which
    -      - opus
    +      - -v"
  `);
  expect(changed(text, { change: "shell", to: { name: "watch" } })).toMatchInlineSnapshot(`
    "-  - name: shell
    +  - name: watch"
  `);
});

test("a value that is said already changes nothing", () => {
  const to = { runtime: "codex", args: ["--model", "opus"], limits: { tasks_max: 512 } } as const;
  expect(editRoster(text, { change: "builder", to })).toBe(text);
});

test("a new key comes last, in the layout of its map", () => {
  expect(changed(text, { change: "builder", to: { workdir: "~/b", enabled: false } }))
    .toMatchInlineSnapshot(`
    "+    workdir: ~/b
    +    enabled: false"
  `);
  expect(changed(text, { change: "reviewer", to: { tags: ["x"], env: { C: "yes: no" } } }))
    .toMatchInlineSnapshot(`
    "-  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x}}
    +  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x, C: "yes: no"}, tags: [x]}"
  `);
  expect(changed(text, { change: "shell", to: { restart: { burst: 3 }, env: { A: "~/x" } } }))
    .toMatchInlineSnapshot(`
    "+      burst: 3
    +    env: { A: ~/x }"
  `);
});

test("a key that is taken out takes the comment above it along", () => {
  expect(changed(text, { change: "builder", to: { tags: null, args: null } }))
    .toMatchInlineSnapshot(`
    "-    args:
    -      - --model # which
    -      - opus
    -
    -    limits: { memory_max: 4G, tasks_max: 512 } # enough
    -    # odd
    -    tags: [ a,  b ]
    +
    +    limits: { memory_max: 4G, tasks_max: 512 } # enough"
  `);
  expect(
    changed(text, { change: "builder", to: { limits: { memory_max: null, tasks_max: null } } }),
  ).toMatchInlineSnapshot(`"-    limits: { memory_max: 4G, tasks_max: 512 } # enough"`);
  expect(changed(text, { change: "reviewer", to: { workdir: null, env: { B: null } } }))
    .toMatchInlineSnapshot(`
    "-  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x}}
    +  - {name: reviewer, env: {A: "1"}}"
  `);
  expect(changed(text, { change: "shell", to: { restart: { max_delay: null } } }))
    .toMatchInlineSnapshot(`
    "-      # up to
    -      max_delay: 2s"
  `);
});

test("agents come and go", () => {
  expect(changed(text, { add: { name: "new", runtime: "pi", tags: ["a"] } }))
    .toMatchInlineSnapshot(`
    "+  - name: new
    +    runtime: pi
    +    tags: [a]"
  `);
  expect(changed(text, { add: { name: "new", workdir: "~" }, after: "builder" }))
    .toMatchInlineSnapshot(`
    "+  - name: new
    +    workdir: "~""
  `);
  const added = editRoster(text, { add: { name: "new", runtime: "pi" } });
  expect(added).toContain("# Its own end.\n  - name: new\n");
  expect(editRoster(added, { remove: "new" })).toBe(text);
  expect(changed(text, { remove: "builder" })).toMatchInlineSnapshot(`
    "-  # The builder.
    -  - name: builder # does things
    -    runtime:   codex
    -    args:
    -      - --model # which
    -      - opus
    -
    -    limits: { memory_max: 4G, tasks_max: 512 } # enough
    -    # odd
    -    tags: [ a,  b ]"
  `);
  expect(changed(text, { remove: "reviewer" })).toMatchInlineSnapshot(`
    "-  # The reviewer.
    -  - {name: reviewer, workdir: ~/r,env: {A: "1",B: x}}"
  `);
  expect(editRoster(text, [{ remove: "shell" }, { remove: "builder" }, { remove: "reviewer" }]))
    .toMatchInlineSnapshot(`
    "# My fleet.
    version: 1

    defaults: { runtime: claude }   # for all
    agents: []

    # The end.
    "
  `);
});

test("an empty list, lists in brackets, JSON", () => {
  const add = { name: "a", runtime: "pi" } as const;
  expect(editRoster("version: 1\nagents: [] # none\n", { add })).toMatchInlineSnapshot(`
    "version: 1
    agents: # none
      - name: a
        runtime: pi
    "
  `);
  expect(editRoster("{ version: 1, agents: [] }", { add })).toMatchInlineSnapshot(
    `"{ version: 1, agents: [{ name: a, runtime: pi }] }"`,
  );
  const json = JSON.stringify({ version: 1, agents: [{ name: "b", runtime: "pi" }] }, null, 2);
  const both = editRoster(json, { add });
  expect(JSON.parse(both)).toEqual({ version: 1, agents: [{ name: "b", runtime: "pi" }, add] });
  expect(editRoster(both, { remove: "a" })).toBe(json);
  expect(
    editRoster(
      "version: 1\nagents: [\n  {name: b, runtime: pi}, # b\n  {name: c, runtime: pi} # c\n]\n",
      [{ add }, { remove: "c" }],
    ),
  ).toMatchInlineSnapshot(`
    "version: 1
    agents: [
      {name: b, runtime: pi}, # b
      { name: a, runtime: pi }
    ]
    "
  `);
});

test("byte order mark and line ends stay", () => {
  const windows = `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const edits: RosterEdit[] = [
    { add: { name: "new", runtime: "pi" }, after: "builder" },
    { change: "shell", to: { restart: { max_delay: null }, tags: ["x"], command: "a b" } },
    { change: "builder", to: { args: null, limits: { cpu_weight: 5 } } },
    { remove: "reviewer" },
  ];
  expect(editRoster(windows, edits)).toBe(
    `\ufeff${editRoster(text, edits).replaceAll("\n", "\r\n")}`,
  );
});

const anchored = `version: 1
agents:
  - &base
    name: one
    runtime: claude
    env: &env { A: x }
  - <<: *base
    name: two
    workdir: ~/two
    env: *env
`;

test.each<[string, string, RosterEdit, string]>([
  ["a roster with errors", "version: 1", { remove: "a" }, "invalid-roster"],
  ["an agent that is not there", text, { remove: "bilder" }, "no-such-agent"],
  ["a name that is taken", text, { add: { name: "shell" } }, "agent-exists"],
  [
    "a name that is taken, by renaming",
    text,
    { change: "shell", to: { name: "builder" } },
    "agent-exists",
  ],
  ["a bad value", text, { change: "shell", to: { workdir: "src" } }, "invalid-edit"],
  ["an agent without a command", text, { change: "shell", to: { command: null } }, "invalid-edit"],
  ["an anchor that others need", anchored, { remove: "one" }, "invalid-edit"],
  ["a value that others share", anchored, { change: "one", to: { runtime: "pi" } }, "not-editable"],
  ["a key from elsewhere", anchored, { change: "two", to: { runtime: null } }, "not-editable"],
])("%s is refused", (_name, before, edit, code) => {
  const refusal = ((): unknown => {
    try {
      return editRoster(before, edit);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(RosterEditError);
  expect(refusal).toMatchObject({ code });
  const { diagnostics } = refusal as RosterEditError;
  expect(diagnostics.length > 0).toBe(code.startsWith("invalid"));
});

test("an agent that takes from another can say its own", () => {
  expect(changed(anchored, { change: "two", to: { runtime: "pi", env: { B: "y" } } }))
    .toMatchInlineSnapshot(`
    "-    env: *env
    +    env: { <<: *env, B: y }
    +    runtime: pi"
  `);
});
