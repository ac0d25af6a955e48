import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import {
  NothingToRun,
  completionOf,
  defineCommand,
  helpOn,
  ownVersion,
  runProgram,
  watchOutput,
} from "./chunk-JYUDAFKS.js";
import { exitCode, exitCodeMeanings, exitCodeOf } from "./chunk-5H6XA7DG.js";
import "./chunk-CIKW3GJG.js";
import "./chunk-ORMPPTNO.js";
import "./chunk-2FRK6LD2.js";
import { UsageError } from "./chunk-MOOARJTO.js";
import "./chunk-U26MRXRI.js";
var programName = "mosaic-fleet-harness",
  globalFlags = {},
  programText = {
    name: programName,
    description: "Check the unit files of a fleet, and rehearse its life and its disasters.",
    groups: [
      { title: "Check", names: ["check", "list", "explain"] },
      { title: "Rehearse", names: ["live", "probe"] },
      { title: "Learn", names: ["completion", "help"] },
    ],
    globals: globalFlags,
    places: {},
    notes: [],
    exitCodes: exitCodeMeanings,
    example:
      "mosaic-flee\
t-harness check --installed --strict",
  };
var defineCommand2 = defineCommand;
var formats = ["human", "tap", "json", "junit"];
var checkFormats = [...formats, "sarif"];
var resultFormat = {
    value: "FORMAT",
    choices: formats,
    usual: "human",
    says: `how the result is printed: ${formats.join(", ")}`,
  },
  checkFormat = {
    ...resultFormat,
    choices: checkFormats,
    says: `how the result is printe\
d: ${checkFormats.join(", ")}`,
  },
  toldFormat = {
    value: "FORMAT",
    choices: ["human", "json"],
    usual: "human",
    says: "how it is printed: human, json",
  };
var flags = {
    installed: { says: "check what is installed for this user, the script included" },
    strict: { says: "a warning fails too" },
    noVerify: { says: "do not ask `systemd-analyze verify` as well" },
    baseline: {
      value:
        "\
FILE",
      says: "what stands in this file fails nothing",
    },
    writeBaseline: { says: "make that file of what is found now" },
    format: checkFormat,
  },
  checkCommand = defineCommand2({
    name: "check",
    summary:
      "check unit files:\
 syntax, and how they belong together",
    details: "Drop-ins are applied. Without PATH: the units that this version ships.",
    words: { usage: "[PATH...]", count: "any" },
    flags,
    examples: [
      "mosaic-fleet-harness chec\
k --installed --strict",
      "mosaic-fleet-harness check ~/my-units --format junit",
    ],
    run: async (call) => {
      let { checkUnits } = await import("./chunk-3GSCUMQB.js");
      return await checkUnits(call);
    },
  });
var explainCommand = defineCommand2({
  name: "explain",
  summary: "say what a rule of `check` asks, why, and what to do",
  details: "With a unit that breaks it, and one that holds.",
  words: {
    usage: "CODE",
    count:
      "on\
e",
  },
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness explain MF203"],
  run: async ({ output, words, flags: flags3 }) => {
    let { explainRule, formatExplanation } = await import("./chunk-PKF6U3EA.js"),
      [code = ""] = words,
      rule = explainRule(code);
    if (flags3.format === "json") output.document({ rule });
    else for (let line of formatExplanation(rule)) output.print(line);
    return exitCode.held;
  },
});
var listCommand = defineCommand2({
  name: "list",
  summary: "list every rule of `check` and every scenario of `live`",
  flags: { format: toldFormat },
  examples: [
    "mosaic-fleet-harness list",
    "mosaic-fleet-harness list\
 --format json",
  ],
  run: async ({ output, flags: flags3 }) => {
    let { allRules } = await import("./chunk-PEA57UYH.js"),
      { scenarios } = await import("./chunk-MEKU62QO.js"),
      rules = allRules().map(({ code, severity, what }) => ({
        code,
        severity,
        what,
      })),
      rehearsals = scenarios.map(({ id, title }) => ({ id, title }));
    if (flags3.format === "json") output.document({ rules, scenarios: rehearsals });
    else {
      for (let { code, severity, what } of rules)
        output.print(`${code}  ${severity.padEnd(7)}  ${what}`);
      output.print("");
      for (let { id, title } of rehearsals) output.print(`${id.padEnd(17)}  ${title}`);
    }
    return exitCode.held;
  },
});
var laneNames = ["auto", "sandbox", "delegated", "host"];
var flags2 = {
    scenario: {
      value: "PATTERN",
      says: "only those whose id has this in it, or matches it (`*-killed`)",
    },
    lane: {
      value: "LANE",
      choices: laneNames,
      usual: "auto",
      says: `where the sandbox comes from, see \`\
probe\`: ${laneNames.join(", ")}`,
    },
    cli: {
      value: "FILE",
      says: "the `mosaic-fleet` to compare with; default: beside this, else PATH",
    },
    format: resultFormat,
  },
  liveCommand = defineCommand2({
    name: "live",
    summary:
      "r\
ehearse a fleet's life, faults included, in a private sandbox",
    details:
      "With a real `systemd --user` and real tmux. After each step unit state, tmux's list, cgroup contents and the JSON of `mosaic-fle\
et` are compared.",
    flags: flags2,
    examples: ["mosaic-fleet-harness live", "mosaic-fleet-harness live --scenario '*-killed'"],
    run: async (call) => {
      let { rehearse } = await import("./chunk-DAHS3AZU.js");
      return await rehearse(call);
    },
  });
var probeCommand = defineCommand2({
  name: "probe",
  summary: "say which lane this machine allows, and why not the others",
  details: "A lane is how `live` gets its private sandbox.",
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness probe"],
  run: async ({ output, flags: flags3 }) => {
    let { chooseLane, readLanes } = await import("./chunk-MEUMZN4Z.js"),
      lanes = await readLanes(),
      { lane } = chooseLane("auto", lanes);
    if (flags3.format === "json") output.document({ lane, lanes });
    else for (let line of lanes.flatMap(laneLines)) output.print(line);
    return lane === null ? exitCode.nothingRan : exitCode.held;
  },
});
function laneLines({ lane, possible, reason }) {
  let head = `${lane.padEnd(9)}  ${possible ? "yes" : "no "}  `;
  return reason.split("; ").map((each, at) => (at === 0 ? head : " ".repeat(head.length)) + each);
}
var commands = [
  checkCommand,
  listCommand,
  explainCommand,
  liveCommand,
  probeCommand,
  completionOf(programText, {
    commands: () => commands,
    example: "mosaic-fleet-harness completion fish | source",
    script: async () => (await import("./chunk-IGATXFOR.js")).completionScript,
  }),
  helpOn(programText, {
    commands: () => commands,
    later: [],
    example: "mosaic-fleet-harness help live",
  }),
];
async function run(argv, given) {
  let { env, cwd, out, err, color, columns } = given;
  return await runProgram(
    program,
    {
      argv,
      env,
      stdout: { write: out },
      stderr: { write: err },
      isTTY: { stdout: color || columns !== void 0, stderr: !1 },
      columns,
    },
    ({ stdout: stdout2, stderr: stderr2 }) => {
      let write = { out: stdout2.write, err: stderr2.write };
      return { env, cwd, color, columns, ...write };
    },
  );
}
function failureOf(error) {
  let message = error instanceof Error ? error.message : String(error);
  return error instanceof UsageError || error instanceof NothingToRun
    ? error
    : { code: "Failed", message };
}
var program = {
  text: programText,
  commands,
  later: [],
  version: ownVersion,
  telling: { name: programName, exitCodeOf },
  failureOf,
  debug: "MOSAIC_FLEET_DEBUG",
  wantsJson: (words) =>
    words.some(
      (word, at) => word === "--format=json" || (word === "--format" && words[at + 1] === "json"),
    ),
  look: (_, { format }) => ({ json: format === "json", quiet: !1, noColor: !1 }),
};
var { stdout, stderr } = process;
watchOutput(programName, process, () => {});
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => {
    stdout.write(text);
  },
  err: (text) => {
    stderr.write(text);
  },
  color: stdout.isTTY && !process.env.NO_COLOR,
  columns: (stdout.isTTY && stdout.columns) || void 0,
});
