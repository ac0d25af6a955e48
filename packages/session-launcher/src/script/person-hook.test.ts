import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { openByHand } from "../../test/by-hand.js";
import { installHooks } from "../../test/install-hooks.js";
import { openUnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

const told = async (home: string, name: string, match = /\n/): Promise<string> => {
  const read = (): string => {
    try {
      return readFileSync(join(home, name), "utf8");
    } catch {
      return "";
    }
  };
  return await waitFor(() => (match.test(read()) ? read() : undefined), { what: name, saw: read });
};
/** Runs until it is told to end. */
const lasting =
  'cat /proc/self/cgroup >"$out/began"; while [ ! -e "$out/go" ]; do sleep 0.05; done';
/** How it ended, where nobody else ended it or who runs it; a slow machine may have taken ten seconds. */
const ended = /^event=started at=\S+ ended=(0|timeout) dropped=0\n/;
const record = ".local/state/mosaic/fleet/agents/mosaic-fleet/a/hooks";

test.skipIf(obstacle !== undefined)(
  "under a unit a hook is the manager's: a stop of its agent does not end it, and the end of a unit is told",
  async () => {
    await using fleet = await openUnitFleet();
    const { home } = fleet;
    const write =
      'echo "$MOSAIC_AGENT $MOSAIC_EVENT $MOSAIC_REASON ${MOSAIC_RUN-no mark} $HOME" >>"$out/ran"';
    installHooks(home, { started: lasting, failed: write });
    // Another home is the agent's, not the person's
    const other = join(home, "other");
    mkdirSync(other);
    fleet.agent("a", {
      HOME: other,
      MOSAIC_AGENT_COMMAND: fleet.program("sleeper", "exec sleep 1000"),
    });
    fleet.agent("b", { MOSAIC_AGENT_COMMAND: fleet.program("fails", "exit 3") });
    await fleet.control("start", "a");
    expect(await told(home, "began")).toMatch(/\/run-\w+\.service\n/);
    await fleet.control("stop", "a");
    expect(await fleet.facts("a")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    writeFileSync(join(home, "go"), "");
    expect(await told(other, record)).toMatch(ended);
    fleet.dropIn("b", "[Service]\nRestart=no\n");
    await fleet.control("daemon-reload");
    await fleet.control("start", "b");
    expect(await told(home, "ran")).toMatch(
      new RegExp(`^b failed ended with status 3 no mark ${home}\n`),
    );
    const units = 'systemctl --user list-units --all --plain --no-legend "run-*"';
    await waitFor(async () => (await fleet.shell(units)) === "", {
      what: "no unit of a hook to be left",
    });
  },
);

test("where no manager answers a hook outlives its agent too, and its end is told", async () => {
  await using hand = await openByHand();
  const { home } = hand;
  const write =
    'echo "$MOSAIC_AGENT $MOSAIC_EVENT $MOSAIC_REASON ${MOSAIC_RUN-no mark}" >>"$out/ran"';
  installHooks(home, { started: lasting, failed: write });
  const agent = hand.program("fails", `[ -e '${home}/go' ] || exec sleep 1000; exit 3`);
  await hand.start("a", agent);
  await told(home, "began");
  await hand.ask("kill-session", "-t", "=a:");
  await waitFor(() => hand.folders().length === 0, { what: "the pane half to be gone" });
  writeFileSync(join(home, "go"), "");
  expect(await told(home, record)).toMatch(ended);
  await hand.run(["--restart", "no:0:0:0", "b"], { MOSAIC_AGENT_COMMAND: agent });
  expect(await told(home, "ran")).toMatch(/^b failed ended with status 3 no mark\n/);
});
