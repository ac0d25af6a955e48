import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a unit that adopts a session", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "sleep 1400 & exec sleep 1000");
    await fleet.control("start", "holder");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  /** Session by hand, outside every unit, and its unit's start; its pane half. */
  const adopted = async (name: string): Promise<string> => {
    const env = { MOSAIC_AGENT_COMMAND: sleeper };
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    const { stdout, stderr } = await fleet.sandbox.exec(script, [name], { env });
    if (stdout !== `started ${name}`) throw new Error(`${stdout}${stderr}`);
    fleet.agent(name, env);
    const pane = await fleet.pane(name);
    await fleet.control("start", name);
    expect(await fleet.pane(name)).toBe(pane);
    return pane;
  };
  const tree = [
    expect.stringMatching(/start-agent-session\.sh \w+$/),
    expect.stringMatching(/start-agent-session\.sh --pane /),
    "sleep 1000",
    "sleep 1400",
  ];

  test("restarts it when the session is killed by hand: one new tree, nothing of the old one", async () => {
    onTestFinished(async () => await fleet.control("stop", "killed"));
    const pane = await adopted("killed");
    // The process that would see the end of the pane half is not needed any more, and was outside the unit.
    await expect
      .poll(() => fleet.shell("pgrep -fc -- '--pane [^ ]*/hand/killed' || :"), { timeout: 60_000 })
      .toBe("1");
    const before = await fleet.facts("killed");
    await fleet.tmux("kill-session", "-t", "=killed:");
    await fleet.restarted("killed", before);
    expect(fleet.read(".local/state/mosaic/fleet/sessions/mosaic-fleet/killed")).toContain(
      "status=75\n",
    );
    expect(await fleet.pane("killed")).not.toBe(pane);
    const members = await fleet.settled("killed");
    expect(members).toHaveLength(4);
    expect(members).toEqual(expect.arrayContaining(tree));
    expect(await fleet.shell("pgrep -fc '^sleep 1400' || :")).toBe("1");
    // Also of its folder, which the pane half that was hung up could not remove
    expect(await fleet.shell('ls "$XDG_RUNTIME_DIR/mosaic-fleet/hand"')).toBe("");
  });

  test("a start by hand of one whose unit runs finds it running, under its name and another", async () => {
    onTestFinished(async () => await fleet.control("stop", "kept"));
    const env = { MOSAIC_AGENT_COMMAND: sleeper };
    fleet.agent("kept", env);
    await fleet.control("start", "kept");
    const [before, pane] = [await fleet.facts("kept"), await fleet.pane("kept")];
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    const byHand = async (): Promise<string> =>
      (await fleet.sandbox.exec(script, ["kept"], { env })).stdout;
    expect(await byHand()).toBe("running kept");
    await fleet.tmux("rename-session", "-t", "=kept:", "other");
    expect(await byHand()).toBe("running kept");
    await fleet.tmux("rename-session", "-t", "=other:", "kept");
    expect(await fleet.pane("kept")).toBe(pane);
    expect(await fleet.facts("kept")).toEqual(before);
  });

  test("finds it by its marks under another name; a stop or a restart ends exactly that one", async () => {
    const names = async (): Promise<string> => await fleet.tmux("list-sessions", "-F", "#S");
    const env = { MOSAIC_AGENT_COMMAND: sleeper };
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    await fleet.sandbox.exec(script, ["turned"], { env, reject: true });
    const pane = await fleet.pane("turned");
    await fleet.tmux("rename-session", "-t", "=turned:", "feature");
    await fleet.tmux("new-window", "-t", "=feature:", "sleep 2001");
    await fleet.tmux("new-session", "-d", "-s", "turned", "sleep 2002");
    fleet.agent("turned", env);
    await fleet.control("start", "turned");
    expect((await fleet.facts("turned")).StatusText).toContain(`pane half ${pane}`);
    expect(await fleet.settled("turned")).toEqual(expect.arrayContaining(tree));
    await fleet.control("stop", "turned");
    expect(await names()).toBe("turned");
    expect(await fleet.shell("pgrep -fc '^sleep 1[04]00' || :")).toBe("0");

    await fleet.tmux("kill-session", "-t", "=turned:");
    await fleet.control("start", "turned");
    await fleet.tmux("rename-session", "-t", "=turned:", "feature");
    await fleet.tmux("new-window", "-t", "=feature:", "sleep 2001");
    await fleet.control("restart", "turned");
    expect(await names()).toBe("turned");
    expect(await fleet.settled("turned")).toHaveLength(4);
    await fleet.control("stop", "turned");
    expect(await names()).toBe("");
  });

  test("and one that starts anew need no bus where the hierarchy is unified", async () => {
    // The script meets it first; tmux and `systemctl` need none
    fleet.program("../.local/bin/busctl", 'echo "$*" >> "$HOME/called"; exit 1');
    await fleet.shell('mv "$XDG_RUNTIME_DIR/bus" "$XDG_RUNTIME_DIR/bus.away"');
    try {
      await adopted("found");
      fleet.agent("anew", { MOSAIC_AGENT_COMMAND: sleeper });
      await fleet.control("start", "anew");
      for (const name of ["found", "anew"]) {
        expect(await fleet.settled(name)).toHaveLength(4);
        expect(await fleet.members(name)).toEqual(expect.arrayContaining(tree));
      }
      expect(fleet.read("called")).toBeUndefined();
      await fleet.control("stop", "found", "anew");
      for (const name of ["found", "anew"])
        expect(await fleet.facts(name)).toMatchObject({
          ActiveState: "inactive",
          Result: "success",
        });
      expect(await fleet.shell("pgrep -fc '^sleep 1[04]00' || :")).toBe("0");
    } finally {
      await fleet.shell('mv "$XDG_RUNTIME_DIR/bus.away" "$XDG_RUNTIME_DIR/bus"');
    }
  });
});
