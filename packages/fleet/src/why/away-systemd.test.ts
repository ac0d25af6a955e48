import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { AgentReport } from "../documents/reports.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("away for a moment, under systemd", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const tool = async (folder: string): Promise<string> => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, "away-tool");
    await writeFile(file, "#!/bin/sh\nexec sleep 1000\n");
    await chmod(file, 0o755);
    return file;
  };
  type Row = StatusDocument["agents"][number];
  const row = async (name: string): Promise<Row | undefined> =>
    (await fleet.verb<StatusDocument>("status")).agents.find((each) => each.name === name);
  const until = async (name: string, wanted: (row: Row) => boolean): Promise<Row> =>
    await waitFor(
      async () => {
        const now = await row(name);
        return now !== undefined && wanted(now) ? now : undefined;
      },
      { timeoutMs: 60_000, what: name, saw: async () => await row(name) },
    );
  /** Of agents alone: all of them have become such a sleep. */
  const endAgents = async (): Promise<void> => {
    await fleet.sandbox.exec("sh", [
      "-c",
      'for pid in $(pgrep -x sleep); do tr "\\0" " " <"/proc/$pid/cmdline" | grep -q "sleep 1000" && kill -9 "$pid"; done; :',
    ]);
  };

  test("program and workdir are tried again until they are there, and given up with the reason", async () => {
    const { home } = fleet.sandbox;
    const kept = await tool(join(home, "kept"));
    const old = await tool(join(home, "bin"));
    const gone = join(home, "gone");
    await mkdir(gone);
    await writeFile(
      fleet.roster,
      `version: 1
name: t
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { delay: 1s, max_delay: 1s, burst: 30 } }
agents:
  - { name: given, command: ["${kept}"] }
  - { name: found, command: [away-tool] }
  - { name: dir, workdir: ~/gone, command: [sleep, "1000"] }
  - { name: burst, command: ["${kept}"], restart: { burst: 1 } }
`,
    );
    const reports = await fleet.verb<AgentReport[]>("up");
    expect(reports.map(({ outcome }) => outcome)).toEqual(reports.map(() => "started"));
    await rename(kept, `${kept}.old`);
    await rm(old);
    await rm(gone, { recursive: true });
    await endAgents();
    const away = (kind: string) => (now: Row) =>
      now.lifecycle === "activating" && now.reason?.kind === kind;
    expect((await until("given", away("program-missing"))).reason?.message).toMatch(
      /^it waits 1s to be started again: `.*\/kept\/away-tool` is not there/,
    );
    expect((await until("found", away("program-missing"))).reason?.message).toContain(
      "/bin/away-tool` is gone, and its name is neither on",
    );
    expect((await until("dir", away("folder-missing"))).reason?.message).toContain(
      "gone` cannot be entered",
    );
    const burst = await until("burst", ({ lifecycle }) => lifecycle === "failed");
    expect(burst.reason?.kind).toBe("gave-up");
    expect(burst.reason?.message).toMatch(/^systemd gave up after 1 restart: .* is not there/);
    expect(burst.lastExit).toMatchObject({ code: 72 });

    // An updater puts the new one elsewhere on PATH.
    await tool(join(home, ".local/bin"));
    await rename(`${kept}.old`, kept);
    await mkdir(gone);
    for (const name of ["given", "found", "dir"]) {
      const back = await until(name, ({ lifecycle }) => lifecycle === "active");
      expect(back.reason).toBeNull();
    }
    // A person asks, and is told at once what is missing.
    await rm(kept);
    await fleet.verb("stop", "given", "dir");
    await rm(gone, { recursive: true });
    const again = await fleet.verb<AgentReport[]>("start", "given", "dir", "found");
    expect(again.map(({ outcome }) => outcome)).toEqual(["failed", "running", "failed"]);
    expect(again[0]?.message).toContain(`not found on PATH: \`${kept}\``);
    expect(again[2]?.message).toContain("cannot be entered");
    await fleet.verb("down");
  });
});
