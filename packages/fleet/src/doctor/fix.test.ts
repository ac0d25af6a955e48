import { chmod, link, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, pidOf, type Scratch } from "../../test/scratch.js";
import type { DoctorDocument } from "../documents/doctor.js";
import { fleetPaths, type FleetPaths } from "../files/paths.js";
import type { Fleet } from "../fleet.js";
import type { FleetOptions } from "../open-context.js";
import { openFleet } from "../open-fleet.js";
import { doctor } from "./doctor.js";
import { fixFindings } from "./fix.js";

let scratch: Scratch;
let paths: FleetPaths;
let options: FleetOptions;
let fleet: Fleet;
beforeEach(async () => {
  scratch = await openScratch();
  paths = fleetPaths(scratch.env);
  options = { roster: join(scratch.root, "roster.yaml"), env: scratch.env, supervisor: "tmux" };
  await writeFile(options.roster ?? "", canaries(["cod", "coder"]));
  fleet = await openFleet(options);
  await fleet.up();
});
afterEach(async () => {
  await scratch.close();
});

const told = ({ findings }: DoctorDocument): string[] =>
  findings
    .filter(({ severity }) => severity !== "info")
    .map(({ id, fixable, fixed }) => `${id} ${fixable} ${fixed ?? "-"}`);
const yes = async (): Promise<boolean> => true;
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test("a lost socket, its folder too: the same server and sessions answer; rights are mended", async () => {
  const before = await fleet.status();
  const read = join(paths.tools, "read-pane.sh");
  const socketFolder = join(scratch.env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`);
  await rm(socketFolder, { recursive: true });
  await chmod(paths.script, 0o600);
  await chmod(read, 0o644);
  await chmod(paths.state, 0o755);
  // The person's: said, and left to them.
  await chmod(options.roster ?? "", 0o666);
  const found = [
    "mode-too-wide true -",
    "mode-too-wide false -",
    "script-not-executable true -",
    "script-not-executable true -",
    "server-socket-lost true -",
  ];
  expect(told(await doctor(options))).toEqual(found);

  let asked: string[] = [];
  const no = await fixFindings(options, async (document) => {
    asked = told(document);
    return false;
  });
  expect([asked, told(no)]).toEqual([found, found]);
  expect(await modeOf(paths.script)).toBe(0o600);

  expect(told(await fixFindings(options, yes))).toEqual([
    "mode-too-wide true true",
    "script-not-executable true true",
    "script-not-executable true true",
    "server-socket-lost true true",
    "mode-too-wide false -",
  ]);
  const after = await fleet.status();
  expect(pidOf(after)).toBe(pidOf(before));
  expect(after.agents.map(({ pane }) => pane)).toEqual(before.agents.map(({ pane }) => pane));
  expect(await modeOf(socketFolder)).toBe(0o700);
  expect(await modeOf(paths.script)).toBe(0o700);
  expect(await modeOf(options.roster ?? "")).toBe(0o666);
});

test("what cannot be mended is said with the reason; where nothing can be, nobody is asked", async () => {
  const twin = join(scratch.root, "twin");
  await chmod(paths.script, 0o600);
  await link(paths.script, twin);
  const { findings } = await fixFindings(options, yes);
  expect(findings.find(({ id }) => id === "script-not-executable")).toMatchObject({
    fixed: false,
    remedy: `\`--fix\` could not: ${paths.script} has another name elsewhere. Run \`chmod u+rx ${paths.script}\`.`,
  });
  await rm(twin);
  expect(told(await fixFindings(options, yes))).toEqual(["script-not-executable true true"]);
  const nobody = async (): Promise<boolean> => {
    throw new Error("asked");
  };
  expect(told(await fixFindings(options, nobody))).toEqual([]);
});

test("what an agent's own env file says otherwise is good to know, and no drift", async () => {
  const file = paths.agentEnvironment("cod");
  const home = "MOSAIC_AGENT_RUNTIME=command\nMOSAIC_AGENT_WORKDIR=~\nMOSAIC_AGENT_COMMAND=\n";
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, home);
  const overrides = async (): Promise<string[]> =>
    (await doctor(options)).findings
      .filter(({ id }) => id === "agent-override")
      .map(({ what }) => what);
  expect(await overrides()).toEqual([]);
  await writeFile(file, "MOSAIC_AGENT_WORKDIR=/tmp\nMOSAIC_AGENT_COMMAND=sleep 9\n");
  expect(await overrides()).toEqual([
    `\`cod\` runs by MOSAIC_AGENT_WORKDIR and MOSAIC_AGENT_COMMAND of ${file}, not by the roster`,
  ]);
  expect((await fleet.status()).summary.drifted).toBe(0);
});
