import { expect, it } from "vitest";
import { allRules } from "../check/rule-list.js";
import { run } from "../program.js";
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

it("lists every rule and every scenario", async () => {
  const { code, out } = await harness("list");
  expect(code).toBe(0);
  for (const { code: each, severity, what } of allRules())
    expect(out).toContain(`${each}  ${severity.padEnd(7)}  ${what}\n`);
  for (const { id, title } of scenarios) expect(out).toContain(`${id.padEnd(17)}  ${title}\n`);
  const document = JSON.parse((await harness("list", "--format", "json")).out) as object;
  expect(document).toMatchObject({ version: 1, scenarios: expect.any(Array) });
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
  [["explain", "MF000"], "there is no rule `MF000`; `list` shows them all"],
  [["explain"], "missing required argument `code`; `--help` shows how it is used"],
  [[], "no command was given; `--help` lists them"],
  [["lsit"], "unknown command `lsit` (Did you mean list?); `--help` shows how it is used"],
  [["list", "--format", "tap"], /^option `--format <format>` argument `tap` is invalid/],
])("%j is wrong usage", async (argv, message) => {
  const { code, out, err } = await harness(...argv);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err.replace(/^mosaic-fleet-harness: (.*)\n$/, "$1")).toMatch(message);
});

it("prints help and version on stdout", async () => {
  expect(await harness("--version")).toMatchObject({ code: 0, err: "", out: /./ });
  expect((await harness("--help")).out).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet-harness [options] [command]

    Check the unit files of a fleet, and rehearse its life and its disasters.

    Options:
      --version                  print the version
      -h, --help                 print help

    Commands:
      check [options] [path...]  check unit files: syntax, and how they belong
                                 together
      live [options]             rehearse the life of a fleet, faults included, in a
                                 private sandbox
      probe [options]            say which lane this machine allows, and why not the
                                 others
      list [options]             list every rule and every scenario
      explain [options] <code>   say what a rule asks, why, and what to do
      help [command]             print help of a command

    Exit codes:
      0  all hold
      1  something does not
      2  wrong usage
      5  nothing could run
    "
  `);
  expect(await harness("live", "--help")).toMatchObject({ code: 0, err: "" });
});
