import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { openFleet, type Fleet } from "../index.js";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch();
});
afterEach(async () => await scratch.close());

const stateOf = async (fleet: Fleet, name: string): Promise<string> => {
  const found = (await fleet.status()).agents.find((agent) => agent.name === name);
  const { state, source, message } = found?.activity ?? {};
  return [state, source, message].filter(Boolean).join(" ");
};

test("an agent that opens an editor or a shell is `replaced` meanwhile; one that is a shell is not", async () => {
  // As a runtime opens `$EDITOR`: the same terminal, until it ends
  const program = `#!${process.execPath}
require("node:child_process").spawnSync(process.argv[2], process.argv.slice(3), { stdio: "inherit" });
setInterval(() => {}, 1000);
`;
  const agent = join(scratch.root, "agent.cjs");
  writeFileSync(agent, program, { mode: 0o755 });
  // What the kernel calls it is the name that it was started by.
  const editor = join(scratch.root, "vi");
  symlinkSync("/bin/sh", editor);
  writeFileSync(
    join(scratch.root, "roster.yaml"),
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { policy: "no" } }
agents:
  - { name: editing, command: [${agent}, ${editor}, -c, read _] }
  - { name: shelled, command: [${agent}, sh] }
  - { name: shell, command: [sh] }
  - { name: told, command: [sh, -c, 'printf "\\033]7501;state=idle\\033\\\\"; read _'], receipt: stream }
  - { name: wrapped, command: [sh, -c, '${agent} true; exit 0'] }
`,
  );
  const roster = join(scratch.root, "roster.yaml");
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  await fleet.up();
  await waitFor(
    async () => (await stateOf(fleet, "editing")) === "replaced process vi has its terminal",
    { what: "the editor" },
  );
  expect(await stateOf(fleet, "shelled")).toBe("replaced process sh has its terminal");
  for (const name of ["shell", "wrapped"]) expect(await stateOf(fleet, name)).toMatch(/^unknown/);
  await waitFor(async () => (await stateOf(fleet, "told")) === "idle stream", {
    what: "what a shell says of itself",
  });
  await fleet.send(["shelled"], "exit 0", { when: "now" });
  await waitFor(async () => (await stateOf(fleet, "shelled")).startsWith("unknown"), {
    what: "the end of its shell",
  });
});
