import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fromEnvFiles, type EnvFile } from "./from-env-files.js";
import { expandWorkdir } from "../values/home-path.js";
import { parseRoster } from "../check/parse-roster.js";
import { resolveFleet } from "../resolve/resolve-fleet.js";
import { splitCommand } from "../values/split-command.js";

const file = (agent: string, values: Record<string, string>): EnvFile => ({
  agent,
  file: `~/.config/mosaic/fleet/agents/${agent}.env`,
  values: new Map(Object.entries(values)),
});

test("a folder of env files as a roster", () => {
  const made = fromEnvFiles(
    [
      file("canary", {}),
      file("builder", {
        MOSAIC_AGENT_RUNTIME: "claude",
        MOSAIC_AGENT_WORKDIR: "$HOME/src/app",
        CLAUDE_CONFIG_DIR: "/home/me/.claude-2",
        ANTHROPIC_API_KEY: "hunter2",
        PORT: "8080",
      }),
      file("tail", { MOSAIC_AGENT_COMMAND: "tail -F '/var/log/my app.log'" }),
      file("yolo", { MOSAIC_AGENT_RUNTIME: "codex", MOSAIC_AGENT_COMMAND: "codex --fast" }),
      file("guest", { MOSAIC_AGENT_RUNTIME: "pi", MOSAIC_TMUX_SOCKET: "other" }),
    ],
    { name: "old" },
  );
  expect(made.text).toMatchInlineSnapshot(`
    "version: 1
    name: old
    socket_name: mosaic-fleet
    agents:
      - name: canary
        runtime: command
        command: [start-agent-session.sh, --canary]
      # Stays in ~/.config/mosaic/fleet/agents/builder.env: ANTHROPIC_API_KEY.
      - name: builder
        runtime: claude
        workdir: $HOME/src/app
        env: { CLAUDE_CONFIG_DIR: /home/me/.claude-2, PORT: "8080" }
      - name: tail
        runtime: command
        command: "tail -F '/var/log/my app.log'"
      # Stays in ~/.config/mosaic/fleet/agents/yolo.env: MOSAIC_AGENT_COMMAND.
      - name: yolo
        runtime: codex
      - name: guest
        runtime: pi
        env: { MOSAIC_TMUX_SOCKET: other }
    "
  `);
  expect(made.left.map(({ names }) => names)).toEqual([
    ["ANTHROPIC_API_KEY"],
    ["MOSAIC_AGENT_COMMAND"],
  ]);
  expect(made.diagnostics.map(({ code }) => code)).toEqual(["shared-workdir"]);
});

test("a command with a secret in it stays in its file, which wins over what the roster says instead", () => {
  const { text, left } = fromEnvFiles([
    file("a", { MOSAIC_AGENT_COMMAND: "agent --token hunter2hunter2" }),
    file("b", { MOSAIC_AGENT_RUNTIME: "command", MOSAIC_AGENT_COMMAND: "agent --token hunter2" }),
  ]);
  expect(text).not.toContain("hunter2");
  expect(left.map(({ names }) => names)).toEqual([
    ["MOSAIC_AGENT_COMMAND"],
    ["MOSAIC_AGENT_COMMAND"],
  ]);
  expect(parseRoster(text, { file: "" }).roster?.content.agents).toMatchObject([
    { name: "a", runtime: "command" },
    { name: "b", runtime: "command" },
  ]);
});

test.each([
  [{ MOSAIC_AGENT_WORKDIR: "/w\nA_TOKEN=hunter2" }, ["MOSAIC_AGENT_WORKDIR"]],
  [{ MOSAIC_AGENT_WORKDIR: "/wB=hunter2" }, ["MOSAIC_AGENT_WORKDIR"]],
  [{ MOSAIC_AGENT_RUNTIME: "pi\nhunter2" }, ["MOSAIC_AGENT_RUNTIME"]],
  [{ MOSAIC_TMUX_SOCKET: "x\nhunter2" }, ["MOSAIC_TMUX_SOCKET"]],
  [{ MOSAIC_AGENT_COMMAND: "x\nhunter2" }, ["MOSAIC_AGENT_COMMAND"]],
  [{ PORT: "80\nhunter2" }, ["PORT"]],
  [{ AbCdhunter2: "=" }, undefined],
  [{ AbCdhunter2: "" }, undefined],
])("what an open quote or a pasted key put into a file stays there: %j", (values, names) => {
  const { text, left, diagnostics } = fromEnvFiles([file("a", { ...values })]);
  expect(JSON.stringify([text, left, diagnostics])).not.toContain("hunter2");
  expect(left[0]?.names).toEqual(names);
});

test("the socket of most is the fleet's", () => {
  const files = ["a", "b", "c"].map((name) =>
    file(name, {
      MOSAIC_AGENT_RUNTIME: "pi",
      MOSAIC_TMUX_SOCKET: name === "c" ? "" : "mosaic-factory",
    }),
  );
  const { text, diagnostics } = fromEnvFiles(files);
  expect(text).toContain("socket_name: mosaic-factory");
  expect(text).toContain(
    "- name: c\n    runtime: pi\n    env: { MOSAIC_TMUX_SOCKET: mosaic-fleet }",
  );
  expect(diagnostics.map(({ code }) => code)).toContain("legacy-socket");
});

test("what is wrong with a file is said at its place in the roster", () => {
  const { diagnostics } = fromEnvFiles([
    file("Web.1", { MOSAIC_AGENT_RUNTIME: "aider", MOSAIC_AGENT_WORKDIR: "src" }),
    file("b", { MOSAIC_AGENT_COMMAND: "echo 'open" }),
  ]);
  expect(diagnostics.map(({ code, range }) => `${code} ${range.start.line}`)).toEqual([
    "unsafe-agent-name 4",
    "unknown-runtime 5",
    "relative-path 6",
    "bad-command 9",
  ]);
});

test("no file at all", () => {
  expect(fromEnvFiles([]).text).toBe("version: 1\nsocket_name: mosaic-fleet\nagents: []\n");
});

const value = fc.oneof(
  fc.constantFrom(
    "",
    "~/x",
    "$HOME/x",
    "1.10",
    "yes",
    "a: b",
    "sk-aaaaaaaaaaaaaaaaaaaa",
    "x\ny",
    "\ufffd\ufeff\u2028",
    "\u0001",
  ),
  fc.string({ unit: "grapheme", maxLength: 10 }),
);
const name = fc.constantFrom(
  "A",
  "LANG",
  "API_KEY",
  "TMUX",
  "PWD",
  "__proto__",
  "MAX_TOKENS",
  "a_b",
);
const values = fc
  .tuple(
    fc.record(
      {
        MOSAIC_AGENT_RUNTIME: fc.constantFrom("claude", "pi", "command"),
        MOSAIC_AGENT_WORKDIR: fc.constantFrom("~", "$HOME/src", "/srv/a b", ""),
        MOSAIC_AGENT_COMMAND: fc.constantFrom("bash -l", "a 'b c' \\d", '"x"'),
        MOSAIC_TMUX_SOCKET: fc.constantFrom("mosaic-fleet", "other", "third", ""),
      },
      { requiredKeys: [] },
    ),
    fc.array(fc.tuple(name, value), { maxLength: 4 }),
  )
  .map(([known, others]) => new Map([...Object.entries(known), ...others]))
  .filter(
    (map) => map.get("MOSAIC_AGENT_RUNTIME") !== "command" || map.has("MOSAIC_AGENT_COMMAND"),
  );

test("nothing is lost: every value is in the roster, as it was, or named as left", () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), (maps) => {
      const files = maps.map((map, index) => ({
        agent: `a${index}`,
        file: `a${index}.env`,
        values: map,
      }));
      const { text, left } = fromEnvFiles(files);
      const { roster, diagnostics } = parseRoster(text, { file: "" });
      if (roster === undefined) throw new Error(`${text}${JSON.stringify(diagnostics)}`);
      const fleet = resolveFleet(roster, { home: "/home/me" });
      for (const [index, { file: from, values: map }] of files.entries()) {
        const agent = fleet.agents[index];
        const kept = left.find((one) => one.file === from)?.names ?? [];
        const socket = agent?.env["MOSAIC_TMUX_SOCKET"] ?? fleet.socketName;
        for (const [variable, given] of map) {
          if (kept.includes(variable)) continue;
          const said = {
            MOSAIC_AGENT_RUNTIME: agent?.runtime,
            MOSAIC_AGENT_WORKDIR: agent?.workdir,
            MOSAIC_AGENT_COMMAND: agent?.command,
            MOSAIC_TMUX_SOCKET: socket,
          }[variable];
          const wanted = {
            MOSAIC_AGENT_RUNTIME: given,
            MOSAIC_AGENT_WORKDIR: expandWorkdir(given || "~", "/home/me"),
            MOSAIC_AGENT_COMMAND: splitCommand(given),
            MOSAIC_TMUX_SOCKET: given || "mosaic-fleet",
          }[variable];
          expect(said ?? agent?.env[variable]).toEqual(wanted ?? given);
        }
      }
    }),
    { numRuns: 500 },
  );
});
