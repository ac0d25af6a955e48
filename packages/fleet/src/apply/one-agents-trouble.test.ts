import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canaries, openScratch, type Scratch } from "../../test/scratch.js";
import { checkOwnNames } from "../agent/check-own-names.js";
import { doctor } from "../doctor/doctor.js";
import type { Fleet } from "../fleet.js";
import { openFleet } from "../open-fleet.js";
import { fleetPaths } from "../files/paths.js";
import { loadRoster } from "../files/load-roster.js";
import { validateRosters } from "../files/roster-file.js";

let scratch: Scratch;
let roster = "";
let own = "";
beforeEach(async () => {
  scratch = await openScratch();
  const paths = fleetPaths(scratch.env);
  ({ roster } = paths);
  own = paths.agentEnvironment("cod");
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(roster, canaries(["cod", "dab"]));
});
afterEach(async () => {
  await scratch.close();
});
const fleet = async (): Promise<Fleet> => await openFleet({ env: scratch.env, supervisor: "tmux" });
const outcomes = async (verbs: Fleet): Promise<string[]> =>
  (await verbs.start(["cod", "dab"])).agents.map(
    ({ outcome, message = "" }) => `${outcome} ${message}`,
  );

describe("names that are the launcher's own", () => {
  test.each([
    ["MOSAIC_CHANNEL", "set by the launcher"],
    ["MOSAIC_ROSTER_COMMAND", "set by the launcher"],
    ["MOSAIC_TRANSCRIPT", "set by the key `transcript`"],
    ["TMUX_TMPDIR", "set by tmux"],
  ])(
    "%s in its own env file: told with its line, and that agent alone is refused",
    async (name, by) => {
      const value = "s3cr3t-value";
      writeFileSync(own, `MOSAIC_AGENT_WORKDIR=~\nFREE=1\n${name}=${value}\n`);
      const place = `${own}:3: \`${name}\` is ${by}`;
      const [checked] = await validateRosters([], scratch.env);
      expect(
        checked?.environment.map(({ code, severity, line }) => [code, severity, line]),
      ).toEqual([["reserved-env-name", "error", 3]]);
      const { findings } = await doctor({ env: scratch.env, supervisor: "tmux" });
      const told = findings.filter(({ id }) => id === "env-file");
      expect(told.map(({ what, severity }) => [severity, what])).toEqual([["error", place]]);
      expect(told[0]?.why).not.toBe("");
      if (name !== "MOSAIC_CHANNEL") return;
      const verbs = await fleet();
      expect(await outcomes(verbs)).toEqual([`failed ${place}. Remove the line.`, "started "]);
      rmSync(own);
      expect(await outcomes(verbs)).toEqual(["started ", "running "]);
      // Who runs goes on: nothing is taken from it before its next start.
      writeFileSync(own, `${name}=${value}\n`);
      expect(await outcomes(verbs)).toEqual(["running ", "running "]);
      // Nor is that a failure where it is the only one.
      expect((await verbs.start(["cod"])).agents.map(({ outcome }) => outcome)).toEqual([
        "running",
      ]);
      expect(JSON.stringify([told, checked?.environment])).not.toContain(value);
    },
  );

  test("the roster's env_file, drop-ins, and env files that those name, but not ours", async () => {
    const paths = fleetPaths(scratch.env);
    const [envFile, named] = ["x.env", "named.env"].map((name) => join(scratch.root, name));
    writeFileSync(envFile ?? "", "MOSAIC_RUN=/x\n", { mode: 0o600 });
    writeFileSync(named ?? "", "# x\nMOSAIC_UNIT=x\n");
    writeFileSync(roster, canaries(["cod"], `, env_file: ${envFile}`));
    const folders = ["mosaic-agent@.service.d", "mosaic-agent@cod.service.d"];
    const [every, one] = folders.map((name) => join(paths.units, name));
    for (const folder of [every, one]) {
      mkdirSync(folder ?? "", { recursive: true });
      writeFileSync(join(folder ?? "", "50-roster.conf"), "[Service]\nEnvironment=MOSAIC_RUN=x\n");
    }
    writeFileSync(join(every ?? "", "x.conf"), `[Service]\nEnvironmentFile=-${named}\n`);
    writeFileSync(
      join(one ?? "", "60.conf"),
      `[Service]\nEnvironment=A=MOSAIC_RUN "MOSAIC_TOOLS=/a b" MOSAIC_TMUX_SOCKET=x\n`,
    );
    execFileSync("mkfifo", [join(one ?? "", "fifo.conf")]);
    const boot = join(
      scratch.env["XDG_RUNTIME_DIR"] ?? "",
      "systemd/user/mosaic-agent@cod.service.d",
    );
    mkdirSync(boot, { recursive: true });
    writeFileSync(join(boot, "override.conf"), "[Service]\nEnvironment=UID=1 TMUX=x\n");
    const [agent] = (await loadRoster(roster, paths)).agents;
    const found = async (dropIns: boolean): Promise<string[]> => {
      if (agent === undefined) throw new Error("no agent");
      const reader = { paths, systemdVersion: async () => undefined };
      const wrong = await checkOwnNames(agent, reader, { dropIns });
      return wrong.map(({ file, line, message }) => `${file}:${line} ${message.split(" ")[0]}`);
    };
    expect(await found(false)).toEqual([`${envFile}:1 \`MOSAIC_RUN\``]);
    expect((await found(true)).toSorted()).toEqual(
      [
        `${envFile}:1 \`MOSAIC_RUN\``,
        `${named}:2 \`MOSAIC_UNIT\``,
        `${join(boot, "override.conf")}:2 \`TMUX\``,
        `${join(one ?? "", "60.conf")}:2 \`MOSAIC_TOOLS\``,
      ].toSorted(),
    );
  });
});

test("an env file that is none, or too large, is its agent's trouble alone", async () => {
  const verbs = await fleet();
  for (const [what, put] of [
    ["is not a plain file but a FIFO", () => execFileSync("mkfifo", [own])],
    ["is not a plain file but a device", () => execFileSync("ln", ["-s", "/dev/null", own])],
    ["is not a plain file but a folder", () => mkdirSync(own)],
    [
      "is larger than 4 MiB",
      () => {
        writeFileSync(own, "");
        truncateSync(own, 3 * 1024 ** 3);
      },
    ],
  ] as const) {
    put();
    const told = await outcomes(verbs);
    expect(told[0]).toContain(`failed ${own} ${what}`);
    expect(told[1]).toMatch(/^(started|running) $/);
    rmSync(own, { recursive: true });
  }
  // Nothing is started, and all is said, where nobody is left.
  execFileSync("mkfifo", [own]);
  await expect(verbs.start(["cod"])).rejects.toMatchObject({ code: "Usage" });
});

test("a program that is nowhere keeps only its own agent from being started", async () => {
  writeFileSync(roster, `${canaries(["dab"])}  - { name: cod, command: [no-such-program-here] }\n`);
  const { agents } = await (await fleet()).up();
  expect(agents.map(({ agent, outcome }) => `${agent} ${outcome}`)).toEqual([
    "dab started",
    "cod failed",
  ]);
  expect(agents[1]?.message).toContain("not found on PATH: `no-such-program-here`");
});

test("what the launcher would refuse is told before anybody is ended for it", async () => {
  let log = "";
  const verbs = await openFleet({
    env: scratch.env,
    supervisor: "tmux",
    log: (line) => (log += line),
  });
  expect(await outcomes(verbs)).toEqual(["started ", "started "]);
  const panes = async (): Promise<unknown[]> =>
    (await verbs.status()).agents.map(({ pane }) => pane?.pid);
  const before = await panes();
  for (const [line, words] of [
    ["MOSAIC_AGENT_WORKDIR=src", "MOSAIC_AGENT_WORKDIR is not absolute"],
    ["MOSAIC_AGENT_COMMAND=sleep 'open", "MOSAIC_AGENT_COMMAND cannot be split into words"],
    ["MOSAIC_AGENT_RUNTIME=nobody", "MOSAIC_AGENT_RUNTIME names a runtime that has no command"],
  ] as const) {
    // By hand an open quote is refused as a line; within whole quotes it is a word of the command.
    writeFileSync(own, `${line.replace(/=(.*'.*)/, '="$1"')}\n`);
    log = "";
    await verbs.restart(["cod"]);
    expect(log).toContain(`cod runs, but ${own}:1: ${words}`);
    expect(await panes()).toEqual(before);
  }
});
