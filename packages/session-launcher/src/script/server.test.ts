import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openByHand } from "../../test/by-hand.js";
import { runFragments } from "../../test/run-fragments.js";

describe.concurrent("the server of sessions by hand", () => {
  test("one that lost its socket makes it again; there is never a second one", async () => {
    await using hand = await openByHand();
    await hand.start("a", "sleep 1000");
    const pid = await hand.ask("display-message", "-p", "#{pid}");
    rmSync(join(hand.directory, `tmux-${process.getuid?.()}`, "mosaic-fleet"));
    expect(await hand.start("a", "sleep 1000")).toMatchObject({ stdout: "running a" });
    expect(await hand.start("b", "sleep 1000")).toMatchObject({ stdout: "started b" });
    expect(await hand.ask("display-message", "-p", "#{pid}")).toBe(pid);
  });

  test("one that another has founded meanwhile is not told to make its socket anew", async () => {
    await using hand = await openByHand();
    await hand.start("a", "sleep 1000");
    const socket = join(hand.directory, `tmux-${process.getuid?.()}`, "mosaic-fleet");
    const { ino } = statSync(socket);
    const outside = join(import.meta.dirname, "../../../outside-files/lib/outside.sh");
    const text = `. '${outside}'\nsocket=mosaic-fleet runtime="$XDG_RUNTIME_DIR/mosaic-fleet"\ncall_back && echo back`;
    expect(runFragments(["say.sh", "server.sh"], text, { env: hand.env })).toBe("back\n");
    expect(statSync(socket).ino).toBe(ino);
  });

  test("one that was killed is founded again, and its sessions' folders are cleared", async () => {
    await using hand = await openByHand();
    await hand.start("a", "sleep 1000");
    const [server, pane] = (
      await hand.ask("display-message", "-p", "-t", "=a:", "#{pid} #{pane_pid}")
    ).split(" ");
    // 0 would be the test runner itself
    expect(Number(server)).toBeGreaterThan(1);
    process.kill(Number(server), "SIGKILL");
    await waitFor(() => !existsSync(`/proc/${pane}`), { what: "the pane half to end" });
    expect(await hand.start("a", "sleep 1000")).toMatchObject({ stdout: "started a" });
    expect(hand.folders()).toHaveLength(1);
  });

  test("one that is stopped costs a deadline and 69, and nothing is left", async () => {
    await using hand = await openByHand();
    await hand.start("a", "sleep 1000");
    const pid = Number(await hand.ask("display-message", "-p", "#{pid}"));
    process.kill(pid, "SIGSTOP");
    const { exitCode, stderr } = await hand.start("b", "sleep 1000");
    process.kill(pid, "SIGCONT");
    expect([exitCode, stderr]).toEqual([
      69,
      "start-agent-session.sh: the tmux server on socket `mosaic-fleet` does not answer: see whether it is stopped (kill -CONT)",
    ]);
    expect(hand.folders()).toHaveLength(1);
    expect(await hand.start("b", "sleep 1000")).toMatchObject({ stdout: "started b" });
  });

  test("--wait-holder ends with 69 when none answers", async () => {
    await using hand = await openByHand();
    expect(await hand.run(["--wait-holder"])).toMatchObject({
      exitCode: 69,
      stderr: expect.stringContaining("no tmux server answers on socket `mosaic-fleet`") as string,
    });
    expect(await hand.run(["--wait-holder"], { MOSAIC_TMUX_SOCKET: "" })).toMatchObject({
      exitCode: 78,
    });
    expect(existsSync(join(hand.directory, `tmux-${process.getuid?.()}`, "mosaic-fleet"))).toBe(
      false,
    );
  });

  test("ten first starts at once found one server", async () => {
    await using hand = await openByHand();
    const names = Array.from({ length: 10 }, (_, at) => `n${at}`);
    const runs = await Promise.all(names.map(async (name) => await hand.start(name, "sleep 1000")));
    expect(runs.map(({ stdout, stderr }) => stdout + stderr)).toEqual(
      names.map((name) => `started ${name}`),
    );
    expect((await hand.ask("list-sessions", "-F", "#S")).split("\n").sort()).toEqual(names);
    const pid = await hand.ask("display-message", "-p", "#{pid}");
    expect(hand.read("../run/mosaic-fleet/servers/mosaic-fleet")).toMatch(new RegExp(`^${pid} `));
    expect(readdirSync(join(hand.runtime, "mosaic-fleet/servers"))).toEqual(["mosaic-fleet"]);
  });
});
