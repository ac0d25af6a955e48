import { expect, test } from "vitest";
import { formatDiagnostics } from "../text/format-diagnostics.js";
import { parseRoster } from "../check/parse-roster.js";
import { worktreePath } from "../values/worktree-path.js";
import { resolveFleet } from "./resolve-fleet.js";

const text = `version: 1
defaults:
  runtime: claude
  worktree: { repo: ~/src/app, base: main }
agents:
  - name: writer
  - name: tester
    worktree: { branch: nightly }
  - name: other
    worktree: /srv/other.git/
  - name: reader
    workdir: ~/notes
`;

test("the nearer of workdir and worktree holds; maps merge, a text replaces", () => {
  const { roster } = parseRoster(text, { file: "roster.yaml" });
  if (roster === undefined) throw new Error("no roster");
  const { agents } = resolveFleet(roster, { home: "/home/me", worktrees: "/data/trees" });
  const shown = agents.map(({ name, workdir, worktree, sources }) => ({
    name,
    workdir,
    worktree,
    from: Object.fromEntries(
      Object.entries(sources)
        .filter(([key]) => key.startsWith("work"))
        .map(([key, { kind, line }]) => [key, [kind, line].join(" ")]),
    ),
  }));
  expect(shown).toMatchInlineSnapshot(`
    [
      {
        "from": {
          "workdir": "defaults 4",
          "worktree.base": "defaults 4",
          "worktree.branch": "built-in ",
          "worktree.repo": "defaults 4",
        },
        "name": "writer",
        "workdir": "/data/trees/app-0af20a/writer",
        "worktree": {
          "base": "main",
          "branch": "agent/writer",
          "repository": "/home/me/src/app",
        },
      },
      {
        "from": {
          "workdir": "defaults 4",
          "worktree.base": "defaults 4",
          "worktree.branch": "agent 8",
          "worktree.repo": "defaults 4",
        },
        "name": "tester",
        "workdir": "/data/trees/app-0af20a/tester",
        "worktree": {
          "base": "main",
          "branch": "nightly",
          "repository": "/home/me/src/app",
        },
      },
      {
        "from": {
          "workdir": "agent 10",
          "worktree.branch": "built-in ",
          "worktree.repo": "agent 10",
        },
        "name": "other",
        "workdir": "/data/trees/other-d83769/other",
        "worktree": {
          "branch": "agent/other",
          "repository": "/srv/other.git",
        },
      },
      {
        "from": {
          "workdir": "agent 12",
        },
        "name": "reader",
        "workdir": "/home/me/notes",
        "worktree": undefined,
      },
    ]
  `);
});

test("repositories of one name do not meet, and all ways to write one are the same", () => {
  const path = (repository: string): string => worktreePath("/t", repository, "a");
  expect(path("/home/me/src/app")).toMatch(/^\/t\/app-[0-9a-f]{6}\/a$/);
  expect(path("/home/me//src/./app/")).toBe(path("/home/me/src/app"));
  expect(path("/home/me/old/app")).not.toBe(path("/home/me/src/app"));
  expect(path("/srv/My App (1).git")).toMatch(/^\/t\/My-App-1--[0-9a-f]{6}\/a$/);
  expect(path("/srv/.häßlich")).toMatch(/^\/t\/h-lich-[0-9a-f]{6}\/a$/);
  expect(path("/")).toMatch(/^\/t\/repository-[0-9a-f]{6}\/a$/);
  expect(path(`/srv/${"x".repeat(300)}`)).toMatch(/^\/t\/x{40}-[0-9a-f]{6}\/a$/);
});

test("each mistake says what to do", () => {
  const wrong = `version: 1
socket_name: test
defaults: { runtime: claude, worktree: { repo: src/app, bas: main } }
agents:
  - name: one
    worktree: { branch: a..b, base: --all }
    workdir: ~/x
  - name: two
    worktree: [x]
  - name: three
    worktree: { repository: ~/x }
  - name: four
    repo: ~/x
  - name: five
    worktree: src
`;
  const { diagnostics } = parseRoster(wrong, { file: "roster.yaml" });
  expect(formatDiagnostics(diagnostics, wrong)).toMatchInlineSnapshot(`
    "roster.yaml:3:48: error relative-path: the repository \`src/app\` is relative, and no directory is the current one for a fleet
      3 | defaults: { runtime: claude, worktree: { repo: src/app, bas: main } }
        |                                                ^^^^^^^
      hint: write a path that starts with \`/\` or \`~/\`, such as \`~/src/app\`

    roster.yaml:3:57: error unknown-key: \`bas\` is not a key of \`worktree\`
      3 | defaults: { runtime: claude, worktree: { repo: src/app, bas: main } }
        |                                                         ^^^
      hint: the nearest key is \`base\`

    roster.yaml:6:5: error workdir-and-worktree: the agent \`one\` has both \`workdir\` and \`worktree\`, and a worktree is the workdir
      6 |     worktree: { branch: a..b, base: --all }
        |     ^^^^^^^^
      hint: remove one of them

    roster.yaml:6:25: error bad-branch: \`a..b\` cannot be the name of a branch
      6 |     worktree: { branch: a..b, base: --all }
        |                         ^^^^
      hint: a branch has no blank, none of \`~^:?*[\\\`, no \`..\`, \`//\` or \`@{\`, does not begin with \`-\`, \`/\` or \`.\`, and does not end with \`/\`, \`.\` or \`.lock\`

    roster.yaml:6:37: error bad-branch: \`--all\` cannot be a branch, tag or commit
      6 |     worktree: { branch: a..b, base: --all }
        |                                     ^^^^^
      hint: write its name, such as \`main\` or \`origin/main\`

    roster.yaml:9:15: error wrong-type: \`worktree\` takes a repository's path, or a map, not a list
      9 |     worktree: [x]
        |               ^^^

    roster.yaml:11:17: error unknown-key: \`repository\` is not a key of \`worktree\`
      11 |     worktree: { repository: ~/x }
         |                 ^^^^^^^^^^
      hint: the key is called \`repo\`

    roster.yaml:13:5: error unknown-key: \`repo\` is not a key of an agent
      13 |     repo: ~/x
         |     ^^^^
      hint: it belongs there: \`worktree: { repo: ~/x }\`

    roster.yaml:15:15: error relative-path: the repository \`src\` is relative, and no directory is the current one for a fleet
      15 |     worktree: src
         |               ^^^
      hint: write a path that starts with \`/\` or \`~/\`, such as \`~/src\`
    "
  `);
});
