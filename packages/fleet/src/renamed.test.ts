import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import { canaries, openScratch, type Scratch } from "../test/scratch.js";
import type { SendDocument } from "./documents/deliveries.js";
import type { AgentReport, DownDocument } from "./documents/reports.js";
import type { ScreenDocument } from "./documents/screen.js";
import type { AgentStatus, StatusDocument } from "./documents/status.js";
import { openFleet, type Fleet } from "./index.js";

/** A fleet of the canary `cod` under one supervisor. */
interface Bed {
  up(): Promise<readonly AgentReport[]>;
  stop(): Promise<readonly AgentReport[]>;
  down(): Promise<DownDocument>;
  status(): Promise<StatusDocument>;
  screen(): Promise<ScreenDocument>;
  send(): Promise<SendDocument["deliveries"]>;
  /** The command for a person's terminal. */
  attach(): Promise<readonly string[]>;
  tmux(...args: string[]): Promise<string>;
}

/** An agent that renames its session, opens more in it, and whose name another session takes. */
async function lifeOf(bed: Bed): Promise<DownDocument> {
  const agent = async (): Promise<AgentStatus> => (await bed.status()).agents[0]!;
  const drift = async (): Promise<unknown> => (await agent()).drift.map(({ message }) => message);
  const ran = (reports: readonly AgentReport[]): string[] => reports.map((each) => each.outcome);
  expect(ran(await bed.up())).toEqual(["started"]);
  const { pane } = await agent();
  const id = await bed.tmux("display-message", "-p", "-t", "=cod:", "#{session_id}");
  const own = await bed.tmux("display-message", "-p", "-t", "=cod:", "#{pane_id}");
  await bed.tmux("rename-session", "-t", "=cod:", "feature x");
  for (const [verb, word] of [
    ["split-window", "beside"],
    ["new-window", "above"],
  ] as const)
    await bed.tmux(verb, "-t", id, `echo ${word}; exec sleep 4000`);
  await bed.tmux("break-pane", "-d", "-s", own);
  const panes = await bed.tmux("list-panes", "-a", "-F", "#{pane_id}");

  expect(await agent()).toMatchObject({
    lifecycle: "active",
    session: { name: "feature x" },
    pane,
  });
  const renamed = "has a session that is called `feature x`";
  expect(await drift()).toEqual([`${renamed}: \`mosaic-fleet up\` renames it back`]);
  expect((await bed.attach()).at(-1)).toBe(`${id}:.${own}`);
  expect(await bed.send()).toMatchObject([{ outcome: "delivered" }]);
  await waitFor(async () => (await bed.screen()).lines.includes("canary heard: hello"), {
    what: "the agent's own pane to be shown",
    saw: async () => await bed.screen(),
  });

  await bed.tmux("new-session", "-d", "-s", "cod", "sleep 4000");
  expect(await drift()).toEqual([`${renamed}, for another one has its name`]);
  expect(ran(await bed.up())).toEqual(["running"]);
  expect(await agent()).toMatchObject({ session: { name: "feature x" }, pane });
  await bed.tmux("kill-session", "-t", "=cod:");
  expect(ran(await bed.up())).toEqual(["running"]);
  expect(await agent()).toMatchObject({ session: { name: "cod" }, pane, drift: [] });
  expect(await bed.tmux("list-panes", "-a", "-F", "#{pane_id}")).toBe(panes);

  // A person's second session of the same windows
  await bed.tmux("rename-session", "-t", "=cod:", "feature");
  await bed.tmux("new-session", "-d", "-s", "pair", "-t", "=feature:");
  expect(await agent()).toMatchObject({ session: { name: "feature" }, pane });
  expect(ran(await bed.stop())).toEqual(["stopped"]);
  expect(await bed.tmux("list-sessions", "-F", "#S")).toBe("pair");
  expect(await bed.tmux("list-panes", "-a", "-F", "#{pane_id}")).not.toContain(own);
  await bed.tmux("kill-session", "-t", "=pair:");

  await bed.tmux("new-session", "-d", "-s", "elsewhere", "exec sleep 4000");
  await lookOn(bed, "person", ["attach-session", "-t", "=elsewhere:"]);
  expect(ran(await bed.up())).toEqual(["started"]);
  await bed.tmux("rename-session", "-t", "=cod:", "feature");
  await bed.tmux("new-window", "-t", "=feature:", "sleep 4000");
  await seenInASmallTerminal(bed);
  return await bed.down();
}

/** A terminal of 80 columns, which is a pane of the fleet's own server, with a client in it. */
async function lookOn(bed: Bed, name: string, args: readonly string[]): Promise<void> {
  const words = args.map((word) => `'${word}'`).join(" ");
  const command = `exec env -u TMUX tmux -u -L mosaic-fleet ${words}`;
  await bed.tmux("new-session", "-d", "-s", name, "-x", "80", "-y", "24", command);
  const clients = async (): Promise<string> => {
    return await bed.tmux("list-clients", "-F", "#{client_width}");
  };
  await waitFor(async () => (await clients()).includes("80"), { what: "a client", saw: clients });
}

/** Made while a client of another size looked on elsewhere, then looked at itself, with another window before it. */
async function seenInASmallTerminal(bed: Bed): Promise<void> {
  const own = "#{==:#{@mosaic_pane},#{pane_id}}";
  const size = async (): Promise<string> =>
    await bed.tmux("list-panes", "-a", "-f", own, "-F", "#{pane_width}x#{pane_height}");
  expect(await size()).toBe("220x50");
  const pane = await bed.tmux("list-panes", "-a", "-f", own, "-F", "#{pane_id}");
  await lookOn(bed, "looker", (await bed.attach()).slice(-4));
  const shown = async (): Promise<string> =>
    await bed.tmux("list-clients", "-F", "#{client_session} #{pane_id}");
  await waitFor(async () => (await shown()).split("\n").includes(`feature ${pane}`), {
    what: "the agent's own pane to be shown",
    saw: shown,
  });
  expect(await size()).toBe("220x50");
  expect(await bed.send()).toMatchObject([{ outcome: "delivered" }]);
  await bed.tmux("detach-client", "-s", "=feature:");
  expect(await size()).toBe("220x50");
  for (const name of ["person", "elsewhere"]) await bed.tmux("kill-session", "-t", `=${name}:`);
}

describe("an agent whose session was renamed, in tmux alone", () => {
  let scratch: Scratch;
  let fleet: Fleet;
  beforeAll(async () => {
    scratch = await openScratch();
    const roster = join(scratch.root, "roster.yaml");
    await writeFile(roster, canaries(["cod"]));
    fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  });
  afterAll(async () => await scratch.close());

  test("stays the same for every verb", async () => {
    const end = await lifeOf({
      up: async () => (await fleet.up()).agents,
      stop: async () => (await fleet.stop(["cod"])).agents,
      down: async () => await fleet.down(),
      status: async () => await fleet.status(),
      screen: async () => await fleet.screen("cod"),
      send: async () => (await fleet.send(["cod"], "hello")).deliveries,
      attach: async () => (await fleet.attachCommand("cod")).args,
      tmux: async (...args) =>
        execFileSync("tmux", ["-u", "-L", "mosaic-fleet", ...args], {
          env: scratch.env,
          encoding: "utf8",
        }).trimEnd(),
    });
    expect(end).toMatchObject({ agents: [{ outcome: "stopped" }], server: "ended" });
  });
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("an agent whose session was renamed, in a unit", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });

  test("stays the same for every verb", async () => {
    await writeFile(fleet.roster, canaries(["cod"]));
    const end = await lifeOf({
      up: async () => await fleet.verb("up"),
      stop: async () => await fleet.verb("stop", "cod"),
      down: async () => await fleet.verb("down"),
      status: async () => await fleet.verb("status"),
      screen: async () => await fleet.verb("screen", "cod"),
      send: async () => await fleet.verb("send", "cod"),
      attach: async () => (await fleet.verb<{ args: string[] }>("attach", "cod")).args,
      tmux: async (...args) => {
        const argv = ["-u", "-L", "mosaic-fleet", ...args];
        return (await fleet.sandbox.exec("tmux", argv, { reject: true })).stdout;
      },
    });
    expect(end).toMatchObject({ agents: [{ outcome: "stopped" }], server: "ended" });
  });
});
