import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findProgram } from "@mosaicstack/agent-channel";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, pidOf, type Scratch } from "../../test/scratch.js";
import { installFleet } from "../install/install.js";
import { openFleet } from "../open-fleet.js";
import { fleetPaths } from "../files/paths.js";
import { doctor } from "./doctor.js";

let scratch: Scratch;
let roster = "";
beforeEach(async () => {
  scratch = await openScratch();
  roster = join(scratch.root, "roster.yaml");
});
afterEach(async () => {
  await scratch.close();
});

async function found(env: Record<string, string> = scratch.env): Promise<string[]> {
  const { findings } = await doctor({ roster, env, supervisor: "tmux" });
  for (const { what, why, remedy } of findings) expect([what, why, remedy]).not.toContain("");
  return findings.map(({ id, severity }) => `${severity} ${id}`);
}

/** A program in a folder that `withPrograms` puts first on PATH; its file. */
async function program(name: string, body: string): Promise<string> {
  const file = join(scratch.root, "bin", name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}
const withPrograms = (): Record<string, string> => ({
  ...scratch.env,
  PATH: `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`,
});

test("a fleet that runs as its roster says has no problem", async () => {
  await writeFile(roster, canaries(["cod"]));
  await (await openFleet({ roster, env: scratch.env, supervisor: "tmux" })).up();
  expect(await found()).toEqual(["info supervisor-tmux"]);
});

test("without tmux that is the one thing said", async () => {
  await writeFile(roster, canaries(["cod"]));
  expect(await found({ ...scratch.env, PATH: join(scratch.root, "empty") })).toEqual([
    "error tmux-missing",
  ]);
  const old = join(scratch.root, "old");
  await mkdir(old);
  await writeFile(join(old, "tmux"), "#!/bin/sh\necho tmux 3.1c\n", { mode: 0o755 });
  expect(await found({ ...scratch.env, PATH: `${old}:/bin` })).toEqual(["error tmux-version"]);
});

test("no roster yet is a hint; one that was named and is not there, or is wrong, an error", async () => {
  const { findings } = await doctor({ env: scratch.env, supervisor: "tmux" });
  expect(findings.map(({ id, severity }) => [severity, id])).toEqual([["info", "roster-missing"]]);
  expect(await found()).toEqual(["error roster-missing"]);
  await writeFile(roster, "agents: {");
  expect(await found()).toEqual(["error roster-invalid"]);
});

test("a missing program, an agent that is down, a session that no roster names", async () => {
  const fleet = async () => openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  await writeFile(roster, canaries(["cod", "coder"]));
  await (await fleet()).up();
  await writeFile(roster, canaries(["cod", "late"]).replace("--canary]", "--canary], args: [x]"));
  expect(await found()).toEqual([
    "info supervisor-tmux",
    "warning agent-settings",
    "warning agent-lifecycle",
    "warning orphan-session",
  ]);
  await writeFile(roster, canaries(["cod"]).replace("start-agent-session.sh", "no-such-program"));
  expect(await found()).toContain("error runtime-missing");
});

const agents = (names: readonly string[], runtime: string): string =>
  `version: 1\nname: test\nsocket_name: mosaic-fleet\ndefaults: { runtime: ${runtime} }\nagents:\n` +
  names.map((name) => `  - name: ${name}\n`).join("");

test("a runtime that is there: its version and who it runs, asked once", async () => {
  const log = join(scratch.root, "asked");
  const claude = await program(
    "claude",
    `echo "$*" >> ${log}; echo '2.1.197 (Claude Code)'; echo more`,
  );
  await writeFile(roster, agents(["one", "two"], "claude"));
  const { findings } = await doctor({ roster, env: withPrograms(), supervisor: "tmux" });
  expect(findings.filter(({ id }) => id.startsWith("runtime-"))).toEqual([
    {
      id: "runtime-version",
      severity: "info",
      what: `\`claude\` is 2.1.197 (${claude})`,
      why: "It runs agents `one`, `two`.",
      remedy: "Nothing to do; its npm package is `@anthropic-ai/claude-code`.",
      fixable: false,
    },
  ]);
  expect(await readFile(log, "utf8")).toBe("--version\n");
  // One that its own file makes something else is not asked.
  const own = join(scratch.env["HOME"] ?? "", ".config/mosaic/fleet/agents/one.env");
  await mkdir(dirname(own), { recursive: true });
  await writeFile(own, "MOSAIC_AGENT_COMMAND=sleep\n");
  await writeFile(roster, agents(["one"], "claude"));
  expect(await found(withPrograms())).not.toContain("info runtime-version");
});

test("a runtime that is there and cannot tell its version", async () => {
  const codex = await program("codex", "echo 'needs Node 99' >&2; exit 3");
  await writeFile(roster, agents(["one"], "codex"));
  const { findings } = await doctor({ roster, env: withPrograms(), supervisor: "tmux" });
  expect(findings).toContainEqual(
    expect.objectContaining({
      id: "runtime-version-unknown",
      severity: "warning",
      what: `\`${codex} --version\` ended with exit 3: needs Node 99`,
      remedy: "Run it yourself; if it fails there too, `npm install -g @openai/codex`.",
    }),
  );
});

test("a runtime that is nowhere: said once, with its npm package and all who need it", async () => {
  await writeFile(roster, agents(["a", "b", "c", "d", "e"], "qwen"));
  const env = { ...scratch.env, PATH: "/usr/bin:/bin" };
  const { findings } = await doctor({ roster, env, supervisor: "tmux" });
  const missing = findings.filter(({ id }) => id === "runtime-missing");
  expect(missing.map(({ what, remedy }) => [what, remedy])).toEqual([
    [
      "`qwen` of agents `a`, `b`, `c`, 2 more is not on PATH",
      "Install it (`npm install -g @qwen-code/qwen-code`), or set MOSAIC_AGENT_COMMAND in the agent's env file.",
    ],
  ]);
});

test("scripts that are not beside the launcher, or cannot be used there", async () => {
  await writeFile(roster, canaries(["cod"]));
  await installFleet({ env: scratch.env });
  const tools = join(scratch.env["HOME"] ?? "", ".config/mosaic/tools/fleet");
  expect(await found()).not.toContain("warning channel-script-missing");
  await rm(join(tools, "pi-channel.js"));
  await chmod(join(tools, "read-pane.sh"), 0o644);
  const { findings } = await doctor({ roster, env: scratch.env, supervisor: "tmux" });
  expect(findings.find(({ id }) => id === "channel-script-missing")?.what).toBe(
    `\`pi-channel.js\` cannot be used in ${tools}`,
  );
  expect(findings.find(({ id }) => id === "script-not-executable")?.what).toBe(
    `${join(tools, "read-pane.sh")} cannot be run: it lost its run bit`,
  );
  await installFleet({ env: scratch.env });
  expect(await found()).not.toContain("warning channel-script-missing");
});

test("no flock on PATH", async () => {
  await writeFile(roster, canaries(["cod"]));
  expect(await found()).not.toContain("warning flock-missing");
  const bin = join(scratch.root, "few");
  await mkdir(bin);
  const tmux = findProgram("tmux", scratch.env["PATH"] ?? "") ?? "";
  await symlink(tmux, join(bin, "tmux"));
  expect(await found({ ...scratch.env, PATH: bin })).toContain("warning flock-missing");
});

test("a runtime folder that is not there", async () => {
  await writeFile(roster, canaries(["cod"]));
  await rm(join(scratch.root, "run"), { recursive: true });
  expect(await found()).toContain("error runtime-folder-missing");
});

test("a server that is stopped, and one whose socket is gone", async () => {
  await writeFile(roster, canaries(["cod"]));
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  await fleet.up();
  const pid = pidOf(await fleet.status());
  process.kill(pid, "SIGSTOP");
  try {
    // What cannot be seen is not called dead: no word about the agent.
    expect(await found()).toEqual(["info supervisor-tmux", "error server-not-answering"]);
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await rm(join(scratch.env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`, "mosaic-fleet"));
  expect(await found()).toEqual(["info supervisor-tmux", "error server-socket-lost"]);
  process.kill(pid, "SIGUSR1");
});

test("a hook of the person that is not run, or failed last, is named", async () => {
  await writeFile(roster, canaries(["cod"]));
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  await fleet.up();
  const paths = fleetPaths(scratch.env);
  const { config } = paths;
  const hook = (event: string): string => join(config, "hooks", event);
  await mkdir(dirname(hook("idle")), { mode: 0o700 });
  for (const [event, mode] of [
    ["idle", 0o644],
    ["blocked", 0o777],
    ["quota", 0o755],
    ["error", 0o755],
  ] as const) {
    await writeFile(hook(event), "#!/bin/sh\n");
    await chmod(hook(event), mode);
  }
  await symlink(hook("quota"), hook("started"));
  const line = (event: string, year: number, ended: string): string =>
    `event=${event} at=${year}-01-01T00:00:00Z ended=${ended} dropped=0\n`;
  const { state } = paths.channel("mosaic-fleet", "cod");
  await writeFile(
    join(state, "hooks"),
    `nonsense\n${line("quota", 2999, "timeout")}${line("error", 2000, "3")}`,
  );
  const { findings } = await doctor({ roster, env: scratch.env, supervisor: "tmux" });
  const said = findings.map(({ id, what }) => `${id} ${what.replaceAll(`${config}/`, "")}`);
  expect(said.filter((each) => each.includes("hook"))).toEqual([
    "mode-too-wide hooks/blocked can be written by others (mode 0777)",
    "person-hook your hook hooks/idle is not executable",
    "person-hook your hook hooks/quota was ended after ten seconds for `cod` at 2999-01-01T00:00:00Z",
    "person-hook your hook hooks/started is no plain file",
  ]);
});
