import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { fleetPaths } from "../files/paths.js";
import { openFleet, type Fleet } from "../index.js";

/** Stands in for a later `claude`, whose dialog, title and way to quit nobody has seen yet; its input box is as ever. */
const later = `#!/bin/sh
[ "$NAME" != asks ] || printf 'Rate this session\\n'
[ "$NAME" != other ] || printf '\\033]2;BUSY\\007'
printf '\\342\\235\\257\\302\\240\\n'
while IFS= read -r line; do
  echo "$line" >> "$HOME/$NAME.did"
  [ "$line" != /bye ] || exit 0
done
`;

const known = `runtimes:
  claude:
    ready: { dialogs: [Rate this session] }
    title: { working: "^BUSY" }
    quit: /bye
`;

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch();
  mkdirSync(join(scratch.root, "bin"));
  for (const name of ["claude", "pi"])
    writeFileSync(join(scratch.root, "bin", name), later, { mode: 0o755 });
});
afterEach(async () => await scratch.close());

async function open(changes: string): Promise<Fleet> {
  const roster = join(scratch.root, "roster.yaml");
  writeFileSync(
    roster,
    `version: 1
socket_name: mosaic-fleet
${changes}defaults: { runtime: claude }
agents:
  - { name: asks, env: { NAME: asks } }
  - { name: calm, env: { NAME: calm } }
  - { name: other, runtime: pi, env: { NAME: other } }
`,
  );
  const PATH = `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`;
  return await openFleet({ roster, env: { ...scratch.env, PATH }, supervisor: "tmux" });
}

test("a roster's words for a later version of a program hold wherever it is looked at", async () => {
  const home = scratch.env["HOME"] ?? "";
  const agents = join(home, ".config/mosaic/fleet/agents");
  mkdirSync(agents, { recursive: true });
  writeFileSync(join(agents, "other.env"), "MOSAIC_AGENT_RUNTIME=claude\n");
  const target = (name: string): string => {
    const { folder } = fleetPaths(scratch.env).channel("mosaic-fleet", name);
    return readFileSync(join(folder, "target"), "utf8");
  };

  // Of the program as it was nothing speaks against typing.
  const all = ["asks", "calm", "other"];
  expect((await (await open("")).up()).agents).toEqual(
    all.map((agent) => ({ agent, outcome: "started" })),
  );
  expect(target("asks")).not.toContain("Rate this session");

  const fleet = await open(known);
  expect((await fleet.send(["asks", "other"], "run the tests")).deliveries).toMatchObject([
    { agent: "asks", outcome: "refused", reason: 'dialog ("Rate this session")' },
    // Its own file makes it one, too.
    { agent: "other", outcome: "refused", reason: "busy" },
  ]);
  const activities = (await fleet.status()).agents.map(({ activity }) => activity);
  expect(activities).toMatchObject([{}, {}, { state: "working", source: "title" }]);
  // What the drain of the queue is told it got at the start.
  expect((await fleet.plan()).changes).toMatchObject(
    ["asks", "calm"].map((agent) => ({
      agent,
      action: "restart",
      reason: "runs with another `runtimes`",
    })),
  );
  const waits = 'it waits for a person ("Rate this session"): attach and answer';
  expect((await fleet.restart(["asks", "calm"])).agents).toMatchObject([
    { agent: "asks", outcome: "waiting", message: waits },
    { agent: "calm", outcome: "started" },
  ]);
  expect(target("asks")).toContain("\ndialogs=Rate this session\n");
  expect((await fleet.plan()).changes).toEqual([]);

  await fleet.stop(["calm"]);
  expect(readFileSync(join(home, "calm.did"), "utf8")).toBe("/bye\n");
});
