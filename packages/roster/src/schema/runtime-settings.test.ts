import { runtimeNames, runtimes, overrideRuntime, type RuntimeName } from "@mosaicstack/runtimes";
import { describe, expect, test } from "vitest";
import { parseRoster } from "../check/parse-roster.js";
import type { DesiredFleet } from "../resolve/desired-fleet.js";
import { resolveFleet } from "../resolve/resolve-fleet.js";
import { isDrained } from "./runtime-settings.js";

const roster = (changes: string, runtime = "claude"): string => `version: 1
runtimes:
  ${changes}
agents:
  - { name: a, runtime: ${runtime} }
`;

function fleetOf(changes: string, runtime?: string): DesiredFleet {
  const read = parseRoster(roster(changes, runtime), { file: "r.yaml" });
  expect(read.diagnostics).toEqual([]);
  if (read.roster === undefined) throw new Error("there is no roster");
  return resolveFleet(read.roster, { home: "/home/me" });
}

describe("runtimes of a roster", () => {
  test("change some fields, key by key, in the table's words", () => {
    const fleet = fleetOf(`claude:
    ready: { dialogs: [New question], deadline: 3m, screen: ~ }
    title: { working: "^BUSY" }
    box: { shown: "❯", empty: null }
    quit: null
    quit_wait: 500ms
    stuck: 1h`);
    const override = {
      ready: { screen: null, dialogs: ["New question"], deadlineMs: 180_000 },
      title: { working: "^BUSY" },
      box: { shown: "❯", empty: null },
      stop: { type: null, waitMs: 500 },
      stuckMs: 3_600_000,
    };
    expect(fleet.runtimes).toStrictEqual({ claude: override });
    expect(fleet.agents[0]).toMatchObject({ override });
    // What its own files have to say, and nothing of the rest.
    expect(fleet.agents[0]?.runtimes).toStrictEqual({
      dialogs: ["New question"],
      shown: "❯",
      empty: null,
    });
  });

  test("are those of the agent's own runtime, and stand in its files only where a script reads them", () => {
    const [other] = fleetOf("claude: { quit: /quit }", "pi").agents;
    expect(other).not.toHaveProperty("override");
    const [command] = fleetOf("claude: { quit: /quit }", "command, command: [sh]").agents;
    expect(command).not.toHaveProperty("override");
    const [live] = fleetOf("claude: { quit: /quit }").agents;
    expect(live?.override).toStrictEqual({ stop: { type: "/quit" } });
    expect(live).not.toHaveProperty("runtimes");
    const [native] = fleetOf('pi: { box: { shown: "a\\\\nb" } }', "pi").agents;
    expect(native?.override).toStrictEqual({ box: { shown: String.raw`a\nb` } });
    expect(native).not.toHaveProperty("runtimes");
    expect(fleetOf("pi: {}", "pi").agents[0]?.override).toStrictEqual({});
  });

  // What the table says a person can say as well, a changed letter included.
  test.each(runtimeNames)("can say all that the table says of the screen of %s", (name) => {
    const { ready, box, title, stop } = runtimes[name];
    const { quietMs: quiet, deadlineMs: deadline, ...words } = ready;
    const said = {
      ready: { ...words, quiet: `${quiet}ms`, deadline: `${deadline}ms` },
      box,
      title,
      quit: stop.type,
      quit_wait: `${stop.waitMs}ms`,
    };
    const { override = {} } = fleetOf(`${name}: ${JSON.stringify(said)}`, name).agents[0] ?? {};
    expect(override).toStrictEqual({ ready, box, title, stop });
    expect(overrideRuntime(runtimes[name], override)).toEqual(runtimes[name]);
  });

  test("only patterns that no script looks for can be JavaScript alone", () => {
    const drained = runtimeNames.filter((name) => isDrained(name));
    expect(drained).toEqual(["claude", "codex", "qwen"] satisfies RuntimeName[]);
    expect(
      fleetOf(String.raw`claude: { ready: { screen: '\d' }, title: { idle: '\d' } }`),
    ).toBeDefined();
    expect(fleetOf(String.raw`pi: { box: { shown: '(?:\d\n)' } }`)).toBeDefined();
  });

  test.each([
    ["claud: {}", "unknown-key 3:3 the nearest key is `claude`"],
    ["command: {}", "unknown-key 3:3 `command` belongs to an agent, or to `defaults`"],
    ["claude: { argv: [a] }", "unknown-key 3:13 "],
    ["claude: { args: [a] }", "unknown-key 3:13 `args` belongs to an agent, or to `defaults`"],
    ["claude: { ready: { quietMs: 1 } }", "unknown-key 3:22 the nearest key is `quiet`"],
    ["claude: { title: { idel: x } }", "unknown-key 3:22 the nearest key is `idle`"],
    ["claude: { shown: x }", "unknown-key 3:13 it belongs there: `box: { shown: x }`"],
    ["claude: [a]", "wrong-type 3:11 "],
    ["claude:", "empty-value 3:3 "],
    ["claude: { box: { empty: } }", "empty-value 3:20 "],
    ["claude: { ready: null }", "empty-value 3:13 "],
    ["claude: { ready: { dialogs: null } }", "empty-value 3:22 "],
    ["claude: { quit: '' }", "empty-value 3:19 write `null` where nothing is typed to end it"],
    ["claude: { stuck: 0 }", "out-of-range 3:20 it can be 1s to 30d"],
    ["claude: { ready: { screen: '(' } }", "bad-pattern 3:30 "],
    [
      "claude: { ready: { dialogs: [fine, 'a(?:b)'] } }",
      "bad-pattern 3:40 use plain groups, `( )`",
    ],
    [String.raw`claude: { box: { text: '\d' } }`, "bad-pattern 3:27 "],
    [String.raw`claude: { box: { shown: 'a\nb' } }`, "bad-pattern 3:29 "],
    [
      String.raw`pi: { box: { shown: '\d', text: 'a\nb' } }`,
      "bad-pattern 3:24 ",
      "bad-pattern 3:37 ",
    ],
    [String.raw`pi: { ready: { dialogs: ['\d'] } }`, "bad-pattern 3:29 "],
    ["pi: { box: { text: '[' } }", "bad-pattern 3:22 "],
    ["pi: { title: { idle: '' } }", "bad-pattern 3:24 write what the screen shows then"],
    ['pi: { box: { text: "a\\r" } }', "control-character 3:22 remove it"],
    ["claude: { ready: { dialogs: one } }", "wrong-type 3:31 "],
  ])("%s", (changes, ...told) => {
    const { diagnostics } = parseRoster(roster(changes), { file: "r.yaml" });
    const all = diagnostics.map(({ code, hint = "", range: { start } }) =>
      told[0]?.endsWith(" ")
        ? `${code} ${start.line}:${start.column} `
        : `${code} ${start.line}:${start.column} ${hint}`,
    );
    expect(all).toEqual(told);
  });

  test("a runtime at the top is told where it belongs, and no misspelt key", () => {
    const { diagnostics } = parseRoster("version: 1\nruntime: pi\nagents: []\n", {
      file: "r.yaml",
    });
    expect(diagnostics[0]?.hint).toBe("`runtime` belongs to an agent, or to `defaults`");
  });
});
