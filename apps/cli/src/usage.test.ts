import { describe, expect, test } from "vitest";
import { commands } from "./commands.js";
import { laterCommands } from "./later-commands.js";
import { runForTest } from "./testing/run-for-test.js";

/** The `error` of a failure's document, which is all that is printed. */
async function failure(...argv: string[]): Promise<{ code: number; error: object }> {
  const { code, stdout, stderr } = await runForTest([...argv, "--json"]);
  expect(stderr).toBe("");
  const document = JSON.parse(stdout) as { version: number; error: object };
  expect(Object.keys(document)).toEqual(["version", "error"]);
  expect(document.version).toBe(1);
  return { code, error: document.error };
}

describe("wrong usage exits 2, says what and what to do, and prints no data", () => {
  test.each([
    [["statu"], "mosaic-fleet: unknown command `statu`\nDid you mean `status`?\n"],
    [
      ["frobnicate"],
      "mosaic-fleet: unknown command `frobnicate`\n`mosaic-fleet --help` lists the commands.\n",
    ],
    [["status", "--jsn"], "mosaic-fleet: unknown option `--jsn`\nDid you mean `--json`?\n"],
    [["down", "--forec"], "mosaic-fleet: unknown option `--forec`\nDid you mean `--force`?\n"],
    [
      ["send", "canary", "-x"],
      "mosaic-fleet: unknown option `-x`\nAdd `--help` to see the options. A word that begins with `-` goes after `--`.\n",
    ],
    [
      ["status", "canary"],
      "mosaic-fleet: too many arguments for `status`. Expected 0 arguments but got 1\nAdd `--help` to see how it is used.\n",
    ],
    [
      ["attach"],
      "mosaic-fleet: missing required argument `AGENT`\nAdd `--help` to see how it is used.\n",
    ],
    [
      ["attach", "a", "b"],
      "mosaic-fleet: too many arguments for `attach`. Expected 1 argument but got 2\nAdd `--help` to see how it is used.\n",
    ],
    [
      ["status", "--roster"],
      "mosaic-fleet: option `--roster <FILE>` argument missing\nAdd `--help` to see how it is used.\n",
    ],
    [
      ["status", "--supervisor", "init"],
      "mosaic-fleet: option `--supervisor <KIND>` argument `init` is invalid. Allowed choices are auto, systemd, tmux\nAdd `--help` to see how it is used.\n",
    ],
  ])("%j", async (argv, stderr) => {
    expect(await runForTest(argv)).toEqual({ code: 2, stdout: "", stderr });
  });

  test.each(laterCommands)("`%s` is not taken for a slip", async (name) => {
    const { code, stdout, stderr } = await runForTest([name, "canary"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `mosaic-fleet: this version does not have \`${name}\` yet\n\`mosaic-fleet --help\` lists the commands.\n`,
    );
    expect(commands.map((command) => command.name)).not.toContain(name);
  });

  test.each([
    [["start", "--all", "--tag", "x"], "`--all` and `--tag`"],
    [["start", "canary", "--all"], "`canary` and `--all`"],
    [["stop", "canary", "lead", "--tag=x"], "`canary`, `lead` and `--tag`"],
    [["stop", "canary", "--all", "--tag", "x"], "`canary` and `--all` and `--tag`"],
  ])("who is meant is said in one way: %j", async (argv, ways) => {
    expect(await runForTest(argv)).toEqual({
      code: 2,
      stdout: "",
      stderr: `mosaic-fleet: ${ways} do not go together\nName agents, or give \`--all\`, or give \`--tag TAG\`.\n`,
    });
  });

  test("no command at all: help, on stderr", async () => {
    const { code, stdout, stderr } = await runForTest([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe((await runForTest(["--help"])).stdout);
  });

  test("under npm the remedy names `npx`", async () => {
    const { stderr } = await runForTest(["frobnicate"], { env: { npm_lifecycle_event: "npx" } });
    expect(stderr).toContain("\n`npx mosaic-fleet --help` lists");
  });

  test("in a narrow terminal words are wrapped, commands are not", async () => {
    const { stderr } = await runForTest(["frobnicate"], { terminal: 24 });
    expect(stderr).toBe(
      "mosaic-fleet: unknown\ncommand `frobnicate`\n`mosaic-fleet --help`\nlists the commands.\n",
    );
  });
});

describe("with --json a failure is a document on stdout", () => {
  test("an unknown command", async () => {
    expect(await failure("statu")).toEqual({
      code: 2,
      error: { code: "Usage", message: "unknown command `statu`\nDid you mean `status`?" },
    });
  });

  test("also where the parser never got to `--json`", async () => {
    expect(await failure("status", "--frob")).toMatchObject({ code: 2, error: { code: "Usage" } });
  });

  test("no command", async () => {
    expect(await failure()).toMatchObject({
      code: 2,
      error: { code: "Usage", message: expect.stringMatching(/^no command was given\n/) },
    });
  });

  test("`attach` has none", async () => {
    expect(await failure("attach", "canary")).toMatchObject({
      code: 2,
      error: { code: "Usage", message: "`attach` has no `--json`: it shows a terminal" },
    });
  });

  test("`--json` after `--` is a word", async () => {
    const { code, stdout } = await runForTest(["status", "--", "--json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});
