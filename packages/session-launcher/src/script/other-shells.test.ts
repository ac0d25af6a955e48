import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { otherShells } from "@mosaicstack/agent-channel/testing";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

// `/bin/sh` is bash on some distributions and busybox on others: the heart of the other tests holds there too.
describe.each(otherShells())("by hand under $name", (shell) => {
  let hand: ByHand;
  beforeAll(async () => {
    hand = await openByHand(shell);
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());
  const state = async (name: string, wanted: string): Promise<void> => {
    await waitFor(() => hand.record(name)["state"] === wanted, { what: `${name} to be ${wanted}` });
  };

  test("starts, finds running, and carries the environment", async () => {
    hand.envFile("a", `ODD='q"u$o \\ é'\nscratch=/\n=\n`);
    expect(await hand.run(["a"])).toMatchObject({ exitCode: 78 });
    hand.envFile("a", `ODD='q"u$o \\ é'\nscratch=/\n`);
    const command = hand.program(
      "dump",
      'env > "$HOME/got.part"; mv "$HOME/got.part" "$HOME/got"; exec sleep 1000',
    );
    expect(await hand.start("a", `${command} 'x  y'`)).toEqual({
      exitCode: 0,
      stdout: "started a",
      stderr: "",
    });
    expect(await hand.start("a", command)).toEqual({
      exitCode: 0,
      stdout: "running a",
      stderr: "",
    });
    const got = await waitFor(() => hand.read("got"), { what: "the dump" });
    expect(got).toContain('ODD=q"u$o \\ é\n');
    expect(got).toContain("scratch=/\n");
    expect(got).not.toContain("CALLER_SECRET");
  });

  test("restarts after a delay that Ctrl-C cuts short, gives up, starts again on Enter, ends on TERM", async () => {
    await hand.run(["--restart", "always:100:300:1", "loop"], {
      MOSAIC_AGENT_COMMAND: hand.program("loop", "exit 3"),
    });
    await state("loop", "activating");
    const screen = async (): Promise<string> =>
      await hand.ask("capture-pane", "-p", "-t", "=loop:");
    await waitFor(async () => (await screen()).includes("starts again in 100 s"), {
      what: "the delay",
    });
    await hand.ask("send-keys", "-t", "=loop:", "C-c");
    await waitFor(async () => (await screen()).includes("Enter starts it again"), {
      what: "the last word",
    });
    expect(hand.record("loop")).toMatchObject({ state: "failed", restarts: "1", status: "3" });
    await hand.ask("send-keys", "-t", "=loop:", "Enter");
    await state("loop", "activating");
    const half = Number(hand.record("loop")["pane"]);
    // 0 would be the test runner itself, -1 everything
    expect(half).toBeGreaterThan(1);
    process.kill(-half, "SIGTERM");
    await state("loop", "inactive");
  });

  test("names and values that are refused", async () => {
    for (const name of ["Upper", "é", "a.b", ""])
      expect((await hand.run([name])).exitCode).toBe(78);
    expect(await hand.start("b", "'open")).toMatchObject({ exitCode: 78 });
    expect(await hand.start("b", "sleep 1", { MOSAIC_AGENT_WORKDIR: "$USER/x" })).toMatchObject({
      exitCode: 78,
    });
    expect(hand.folders().filter((name) => name.startsWith("b."))).toEqual([]);
  });

  test("twenty starts at once make one session", async () => {
    const runs = await Promise.all(
      Array.from({ length: 20 }, async () => await hand.start("many", "sleep 1000")),
    );
    expect(
      runs.map(({ stdout, stderr }) => stdout + stderr).filter((said) => said !== "running many"),
    ).toEqual(["started many"]);
  });
});

describe.skipIf(obstacle !== undefined).each(otherShells())("in a unit under $name", (shell) => {
  let fleet: UnitFleet;
  beforeAll(async () => {
    fleet = await openUnitFleet(shell);
    fleet.agent("a", { MOSAIC_AGENT_COMMAND: fleet.program("sleeper", "exec sleep 1000") });
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());
  const record = (name: string): string =>
    fleet.read(`.local/state/mosaic/fleet/sessions/mosaic-fleet/${name}`) ?? "";

  test("the manual sequence, a session killed by hand, the death of server and supervisor", async () => {
    await fleet.control("start", "holder");
    await fleet.control("start", "canary", "a");
    let a = await fleet.facts("a");
    await fleet.tmux("kill-session", "-t", "=a:");
    a = await fleet.restarted("a", a);
    expect(record("a")).toContain("status=75\n");
    await fleet.shell('kill -9 "$1"', a.MainPID);
    a = await fleet.restarted("a", a);
    await fleet.shell('kill -9 "$1"', (await fleet.facts("holder")).MainPID);
    await fleet.restarted("a", a);
    expect(await fleet.settled("a")).toHaveLength(3);
  });

  test("the environment, byte for byte", async () => {
    const values = {
      ODD: "line1\nq'u\"o`$t$(id)\\",
      UTF8: "café \u0007",
      EMPTY: "",
      LARGE: "x".repeat(60_000),
      dir: "/",
      scratch: "/",
    };
    const dump = fleet.program(
      "dump",
      'env -0 > "$HOME/got.part"; mv "$HOME/got.part" "$HOME/got"; exec sleep 1000',
    );
    fleet.agent("env", { MOSAIC_AGENT_COMMAND: `${dump} 'a b'`, ...values });
    await fleet.control("start", "env");
    const got = await waitFor(() => fleet.read("got"), { what: "the dump" });
    for (const [key, value] of Object.entries(values))
      expect(got.split("\0")).toContain(`${key}=${value}`);
    expect(got).not.toMatch(/^(NOTIFY_SOCKET|RUNTIME_DIRECTORY|INVOCATION_ID)=/m);
  });

  test.each([
    ["exit 78", "78", /1/],
    ["exit 147", "147", /1/],
    ["kill -SEGV $$", "11", /2|3/],
  ])("`%s` is the unit's end", async (command, status, code) => {
    const name = `ends-${status}`;
    fleet.agent(name, { MOSAIC_AGENT_COMMAND: fleet.program(name, command) });
    await fleet.attempt("start", name);
    const found = await waitFor(
      async () => {
        const facts = await fleet.facts(name);
        return facts.ExecMainStatus === status && facts.MainPID === "0" ? facts : undefined;
      },
      { what: status, everyMs: 5 },
    );
    expect(found.ExecMainCode).toMatch(code);
    await fleet.attempt("stop", name);
  });

  test("a session by hand is adopted, and every stop is a success", async () => {
    const env = { MOSAIC_AGENT_COMMAND: fleet.program("tree", "sleep 1500 & wait $!; exit 7") };
    const script = `${fleet.home}/.config/mosaic/tools/fleet/start-agent-session.sh`;
    await fleet.sandbox.exec(script, ["hand"], { env, reject: true });
    fleet.agent("hand", env);
    const pane = await fleet.pane("hand");
    await fleet.control("start", "hand");
    expect((await fleet.facts("hand")).StatusText).toContain(`pane half ${pane}`);
    expect(await fleet.members("hand")).toContain("sleep 1500");
    await fleet.control("stop", "hand", "a", "env", "canary", "holder");
    for (const name of ["hand", "a", "env", "canary"])
      expect(await fleet.facts(name)).toMatchObject({ ActiveState: "inactive", Result: "success" });
    expect(await fleet.shell("ps -A -o args=")).not.toContain("sleep 1");
    expect(
      await fleet.shell(
        'ls "$XDG_RUNTIME_DIR/mosaic-fleet/agents" "$XDG_RUNTIME_DIR/mosaic-fleet/hand"',
      ),
    ).not.toMatch(/[a-z]$/m);
  });
});
