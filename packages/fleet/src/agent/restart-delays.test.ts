import { rm, writeFile } from "node:fs/promises";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { restartDelays } from "./restart-delays.js";
import type { StatusDocument } from "../documents/status.js";

const restart = (delaySeconds: number, maxDelaySeconds: number, burst: number) => ({
  policy: "always" as const,
  delaySeconds,
  maxDelaySeconds,
  burst,
});

test.each([
  ["constant before 254", restart(5, 300, 10), 253, 0, 6050],
  ["doubling from 254 on", restart(5, 300, 10), 254, 6, 7502],
  ["no growth without room", restart(5, 5, 10), 257, 0, 6050],
  ["no delay at all", restart(0, 300, 10), 257, 0, 6000],
  ["no restarts", restart(5, 300, 0), 257, 6, 1],
  ["a longest delay beyond ten minutes", restart(60, 7200, 3), 262, 7, 21_780],
])("steps and start limit: %s", (_, wanted, version, steps, startLimitSeconds) => {
  expect(restartDelays(wanted, version)).toEqual({ steps, startLimitSeconds });
  // A burst at the longest delay falls within the limit as well.
  if (wanted.burst > 0 && steps > 0)
    expect(startLimitSeconds).toBeGreaterThan(wanted.burst * wanted.maxDelaySeconds);
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a crash loop under a real manager", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });

  test("waits as the roster says, as far as this systemd can, and is given up after its burst", async () => {
    await writeFile(
      fleet.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { delay: 1s, max_delay: 5s, burst: 5 } }
agents: [ { name: loops, command: [sh, -c, "exit 3"] } ]
`,
    );
    await fleet.verb("up");
    const unit = "mosaic-agent@loops.service";
    const seen = new Map<string, string>();
    await waitFor(
      async () => {
        const names = "NRestarts,RestartUSecNext,RestartUSec,ActiveState";
        const shown = await fleet.systemctl("show", "-p", names, unit);
        const value = (key: string): string =>
          new RegExp(`^${key}=(.*)$`, "m").exec(shown)?.[1] ?? "";
        if (value("ActiveState") === "activating")
          seen.set(value("NRestarts"), value("RestartUSecNext") || value("RestartUSec"));
        return value("ActiveState") === "failed";
      },
      { timeoutMs: 120_000, what: "the agent to be given up" },
    );
    const version = (await systemdVersion()) ?? 0;
    const grown = ["1s", "1.709975s", "2.924017s", "5s", "5s", "5s"];
    const expected = (restarts: string): string =>
      version < 254 ? "1s" : (grown[Number(restarts)] ?? "?");
    expect([...seen]).toEqual([...seen.keys()].map((restarts) => [restarts, expected(restarts)]));
    expect(seen.size).toBeGreaterThan(2);
    const { agents } = await fleet.verb<StatusDocument>("status");
    expect(agents[0]?.reason?.message).toBe(
      "systemd gave up after 5 restarts: it ended with exit 3",
    );
    expect(agents[0]?.drift.map(({ kind }) => kind)).toEqual(["lifecycle"]);
    await rm(fleet.roster);
  });
});
