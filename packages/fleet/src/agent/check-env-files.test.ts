import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { placeOf } from "./check-env-files.js";
import { doctor } from "../doctor/doctor.js";
import { openFleet } from "../open-fleet.js";
import { validateRosters } from "../files/roster-file.js";

let scratch: Scratch;
let roster = "";
let own = "";
let shared = "";
beforeEach(async () => {
  scratch = await openScratch();
  const config = join(scratch.env["HOME"] ?? "", ".config/mosaic/fleet");
  roster = join(config, "roster.yaml");
  own = join(config, "agents/one.env");
  shared = join(scratch.root, "shared.env");
  await mkdir(dirname(own), { recursive: true });
  await writeFile(
    roster,
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, env_file: ${shared} }
agents:
  - { name: one, command: [no-such-program-here] }
  - { name: two, command: [sleep, "1000"] }
`,
  );
  await writeFile(shared, "OK=1\n", { mode: 0o600 });
});
afterEach(async () => {
  await scratch.close();
});

const options = (): Parameters<typeof doctor>[0] => ({ env: scratch.env, supervisor: "tmux" });
async function byDoctor(): Promise<string[]> {
  const { findings } = await doctor(options());
  for (const { id, why, remedy } of findings)
    if (id === "env-file") expect([why, remedy]).not.toContain("");
  return findings
    .filter(({ id }) => id === "env-file")
    .map(({ severity, what }) => `${severity} ${what}`);
}

const secret = "s3cr3t-value";

test.each([
  ["export", `export A_TOKEN=${secret}\n`, 1, "error"],
  ["a comment behind a value", `A=1\nB=${secret}   # per job\n`, 2, "warning"],
  ["a variable", `A=$HOME/${secret}\n`, 1, "warning"],
  ["a home", `# x\n\nA=~/${secret}\n`, 3, "warning"],
  ["an open quote", `A=1\nQ="${secret}\nB=2\n`, 2, "error"],
  ["no assignment", `A=1\nsource ${secret}\n`, 2, "error"],
  ["no name", `1A=${secret}\n`, 1, "error"],
  ["a key over several lines", `A=x\nAb/${secret}\nAb/${secret}==\n`, 3, "error"],
  ["a URL", `https://me:${secret}@host/?a=1\n`, 1, "error"],
  ["a folder that goes on", `MOSAIC_AGENT_WORKDIR="w\nB=${secret}\n`, 1, "error"],
  ["a folder that is joined", `MOSAIC_AGENT_WORKDIR=w\\\nB=${secret}\n`, 1, "error"],
  ["a socket that goes on", `MOSAIC_TMUX_SOCKET=a/b\\\nB=${secret}\n`, 1, "error"],
  ["a NUL", `A=${secret}\0\n`, 1, "error"],
  ["no UTF-8", Buffer.from(`A=${secret}\xff\n`, "latin1"), 1, "error"],
  ["a PATH without the system's folders", `PATH=/opt/${secret}\n`, 1, "error"],
])("doctor and validate tell file and line, never a value: %s", async (_, text, line, severity) => {
  await writeFile(own, text, { mode: 0o600 });
  const told = await byDoctor();
  expect(told).toContainEqual(expect.stringContaining(`${severity} ${own}:${line}: `));
  const [checked] = await validateRosters([], scratch.env);
  expect(checked?.environment.map(({ file, line: at }) => `${file}:${at}`)).toContain(
    `${own}:${line}`,
  );
  expect(JSON.stringify([told, checked?.environment])).not.toContain(secret);
});

test.each([
  ["a FIFO", async (path: string) => void execFileSync("mkfifo", [path]), "a FIFO"],
  ["a folder", async (path: string) => await mkdir(path), "a folder"],
  ["a device", async (path: string) => await symlink("/dev/zero", path), "a device"],
])("validate names what is no file: %s", async (_, make, kind) => {
  await make(own);
  const [checked] = await validateRosters([], scratch.env);
  expect(checked?.environment.map(({ message, ...each }) => [each.severity, message])).toEqual([
    ["error", `This is not a plain file but ${kind}`],
  ]);
  expect(checked?.environment[0]?.file).toBe(own);
});

test("a file that two agents share is told once; one that is right is not told", async () => {
  expect(await byDoctor()).toEqual([]);
  await writeFile(own, "A=1\n# B\nC='$HOME'\nMOSAIC_AGENT_WORKDIR=$HOME/w\n", { mode: 0o600 });
  expect(await byDoctor()).toEqual([]);
  await writeFile(shared, "nothing\n", { mode: 0o600 });
  expect(await byDoctor()).toEqual([expect.stringContaining(`${shared}:1: `)]);
  const [checked] = await validateRosters([], scratch.env);
  expect(checked?.environment).toHaveLength(1);
});

test.each([
  ["252 (252.39-1)", []],
  ["253 (253.1)", []],
  ["254 (254.1)", ["error 2"]],
])("the version of systemd is one to all who read env files: %s", async (version, more) => {
  const systemctl = join(scratch.root, "bin/systemctl");
  await mkdir(dirname(systemctl));
  await writeFile(systemctl, `#!/bin/sh\necho 'systemd ${version}'\n`, { mode: 0o755 });
  scratch.env["PATH"] = `${dirname(systemctl)}:${scratch.env["PATH"]}`;
  const text = `# a comment\\\nexport A=1\n# one more\\\nMOSAIC_AGENT_COMMAND=sleep 1000\n`;
  await writeFile(own, text, { mode: 0o600 });
  const by = (told: readonly string[]): string[] =>
    told.filter((each) => each.includes(own)).map((each) => each.slice(each.indexOf(own)));
  const byStatus = by(
    (await (await openFleet(options())).status()).agents.flatMap(({ drift }) =>
      drift.map(({ message }) => message),
    ),
  );
  const told = await byDoctor();
  const [checked] = await validateRosters([], scratch.env);
  const lines = told.map((each) => each.replace(`${own}:`, "").split(":")[0]);
  expect(lines).toEqual(["warning 1", ...more, "warning 3"]);
  expect(byStatus).toEqual(by(told));
  expect(checked?.environment.map(placeOf)).toEqual(by(told));
  // Its own program is nowhere: only where the manager sees the file's command is that no trouble.
  const { findings } = await doctor(options());
  expect(findings.some(({ id }) => id === "runtime-missing")).toBe(more.length === 0);
});

test("status tells it of an agent that should run and does not", async () => {
  await writeFile(own, "LIMIT=30 # per job\n", { mode: 0o600 });
  await writeFile(
    roster,
    (await validateRosters([], scratch.env))[0]?.text.replace(
      "no-such-program-here",
      "sleep, '1000'",
    ) ?? "",
  );
  const fleet = await openFleet(options());
  const drift = async () =>
    (await fleet.status()).agents[0]?.drift.map(({ kind, message }) => [kind, message]);
  expect(await drift()).toEqual([
    ["file", expect.stringContaining(`${own}:1: `)],
    ["lifecycle", "should be running, is inactive"],
  ]);
  await fleet.up();
  expect(await drift()).toEqual([]);
});
