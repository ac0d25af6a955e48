import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, pidOf, type Scratch } from "../../test/scratch.js";
import { openFleet } from "../open-fleet.js";
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
