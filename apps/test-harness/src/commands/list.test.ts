import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { allRules } from "../check/rule-list.js";
import { commands } from "../commands.js";
import { run } from "../program.js";
import { disasters } from "../rehearse/disasters/disasters.js";
import { scenarios } from "../scenarios/scenarios.js";

async function harness(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await run(argv, {
    env: {},
    cwd: "/",
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
  });
  return { code, out, err };
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

it("lists every rule, scenario and disaster", async () => {
  const { code, out } = await harness("list");
  expect(code).toBe(0);
  for (const { code: each, severity, what } of allRules())
    expect(out).toContain(`\n  ${each}  ${severity.padEnd(7)}  ${what}\n`);
  expect(out).toMatch(/^rules of `check`\n[^]*\n\nscenarios of `live`\n[^]*\n\ndisasters of `live/);
  for (const { id, title } of [...scenarios, ...disasters])
    expect(out).toMatch(new RegExp(`^  ${id} +${escape(title)}$`, "m"));
  const document = JSON.parse((await harness("list", "--format", "json")).out) as object;
  expect(document).toMatchObject({
    version: 1,
    scenarios: expect.any(Array),
    disasters: disasters.map(({ id, title }) => ({ id, title })),
  });
});

it("wraps its lines at the width of a terminal, below what they say", async () => {
  let out = "";
  const narrow = { color: true, columns: 60, err: () => undefined };
  await run(["list"], { env: {}, cwd: "/", out: (text) => void (out += text), ...narrow });
  expect(out.split("\n").filter((line) => line.length > 60)).toEqual([]);
  expect(out).toMatch(/^ {2}churn +commands .*\n {24,}\S/m);
});

it("has a code for one rule each, and all that a rule has to say", () => {
  const codes = allRules().map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^MF[1-7]\d\d$/.test(code))).toEqual([]);
  expect(allRules().filter(({ what, why, remedy }) => !what || !why || !remedy)).toEqual([]);
});

it("explains a rule", async () => {
  const { code, out } = await harness("explain", "mf701");
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "MF701  error
    What    The script that the units call is there and may be run
    Why     Without it every start of holder and agents ends with 203/EXEC.
    Remedy  Run \`mosaic-fleet install\`, or copy the script and \`chmod 755\` it.

    Bad     ls -l ~/.config/mosaic/tools/fleet
         >  -rw-r--r-- 1 me me 33610 start-agent-session.sh

    Good    ls -l ~/.config/mosaic/tools/fleet
            -rwxr-xr-x 1 me me 33610 start-agent-session.sh
    "
  `);
  expect(JSON.parse((await harness("explain", "MF701", "--format", "json")).out)).toMatchObject({
    rule: { code: "MF701" },
  });
});

it.each([
  [["explain", "MF000"], "there is no rule `MF000`\n`mosaic-fleet-harness list` shows them all.\n"],
  [["explain"], "missing required argument `CODE`\nAdd `--help` to see how it is used.\n"],
  [["lsit"], "unknown command `lsit`\nDid you mean `list`?\n"],
  [["moon"], "unknown command `moon`\n`mosaic-fleet-harness --help` lists the commands.\n"],
  [
    ["list", "--format", "tap"],
    "option `--format <FORMAT>` argument `tap` is invalid. Allowed choices are human, json\nAdd `--help` to see how it is used.\n",
  ],
])("%j is wrong usage", async (argv, message) => {
  expect(await harness(...argv)).toEqual({
    code: 2,
    out: "",
    err: `mosaic-fleet-harness: ${message}`,
  });
});

it("no command at all: help, on stderr", async () => {
  const { out } = await harness("--help");
  expect(await harness()).toEqual({ code: 2, out: "", err: out });
});

it("prints help and version on stdout, in 80 columns", async () => {
  expect(await harness("--version")).toMatchObject({ code: 0, err: "", out: /./ });
  expect((await harness("--help")).out).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet-harness [options] COMMAND

    Check the unit files of a fleet, and rehearse its life and its disasters.

    Check:
      check       check unit files: syntax, and how they belong together
      list        list every rule, scenario and disaster
      explain     say what a rule of \`check\` asks, why, and what to do

    Rehearse:
      live        rehearse a fleet's life, faults included, in a private sandbox
      probe       say which lane this machine allows, and why not the others

    Learn:
      completion  print a script that completes this command in a shell
      help        print help of a command

    Options of every command:
      --version   print the version
      -h, --help  print help

    \`mosaic-fleet-harness help COMMAND\` says more of one, with examples.

    Exit codes:
      0  all hold
      1  something does not
      2  wrong usage
      5  nothing could run

    Example:
      mosaic-fleet-harness check --installed --strict
    "
  `);
  for (const { name } of commands) {
    const { code, out, err } = await harness(name, "--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(await harness("help", name)).toEqual({ code, out, err });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  }
});

it.each(["bash", "zsh", "fish"])(
  "completion for %s knows commands, options and choices",
  async (shell) => {
    const { code, out, err } = await harness("completion", shell);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const word of ["explain", "installed", "sandbox", "junit"]) expect(out).toContain(word);
    expect(out).not.toMatch(/tool[_-]name|mosaic_fleet(?!_harness)/);
    const folder = scratchFolder("harness-completion");
    try {
      writeFileSync(join(folder, "script"), out);
      const { status, stderr } = spawnSync(shell, ["-n", join(folder, "script")], {
        encoding: "utf8",
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
