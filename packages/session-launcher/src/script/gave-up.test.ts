import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand } from "../../test/by-hand.js";
import { installHooks } from "../../test/install-hooks.js";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

/** What the person's hook is told, a line for each time. */
const write = 'echo "$MOSAIC_AGENT: $MOSAIC_REASON" >>"$out/ran"';
const lines = (text: string | undefined): string[] => (text ?? "").split("\n").filter(Boolean);
interface Noted {
  readonly agent: string;
  readonly kind: string;
  readonly to: string;
  readonly reason?: string;
}
/** An agent's lifecycle and exits by its fleet's journal. */
function life(journal: string | undefined, agent: string): string[] {
  return lines(journal)
    .map((line) => JSON.parse(line) as Noted)
    .filter((event) => event.agent === agent && event.kind !== "activity")
    .map(({ kind, to, reason }) => [kind, to, reason].filter(Boolean).join(" "));
}
const journalFile = ".local/state/mosaic/fleet/events/mosaic-fleet/events";

describe.skipIf(obstacle !== undefined)("an agent whose unit is given up", () => {
  let fleet: UnitFleet;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    installHooks(fleet.home, {
      failed: `${write}; [ "$MOSAIC_AGENT" != hangs ] || exec sleep 1000`,
    });
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const limit = (restarts: number): string =>
    `[Unit]\nStartLimitIntervalSec=1000\nStartLimitBurst=${restarts + 1}\n[Service]\n`;
  const here = (text: string): string => text.replace("HOME/", `${fleet.home}/`);
  /** No unit tells any more, nor runs a hook. */
  async function silence(): Promise<void> {
    const list =
      'systemctl --user list-units --plain --no-legend --state=active,activating,deactivating "run-*" "mosaic-gave-up@*"';
    await waitFor(async () => (await fleet.shell(list)) === "", { what: "all to be told" });
  }

  const ends: readonly {
    readonly name: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly unit?: string;
    readonly state?: "failed" | "inactive";
    readonly told: string;
  }[] = [
    {
      name: "limit",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'exit 3'" },
      unit: limit(2),
      told: "given up after 2 restarts: ended with status 3",
    },
    {
      name: "well",
      env: { MOSAIC_AGENT_COMMAND: "true" },
      unit: limit(1),
      told: "given up after 1 restart: ended with status 0",
    },
    {
      name: "killed",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'kill -KILL $$'" },
      unit: limit(1),
      told: "given up after 1 restart: ended with status 137",
    },
    {
      name: "away",
      env: { MOSAIC_AGENT_COMMAND: "/nowhere" },
      unit: limit(1),
      told: "given up after 1 restart: `/nowhere` is not there, or is not executable: install it, or set MOSAIC_AGENT_COMMAND or PATH in HOME/.config/mosaic/fleet/agents/away.env",
    },
    {
      name: "once",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'exit 3'" },
      unit: limit(0),
      told: "ended with status 3",
    },
    {
      name: "no",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'exit 4'" },
      unit: "[Service]\nRestart=no\n",
      told: "ended with status 4",
    },
    {
      name: "own",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'exit 78'" },
      told: "ended with status 78",
    },
    {
      name: "hangs",
      env: { MOSAIC_AGENT_COMMAND: "sh -c 'exit 78'" },
      told: "ended with status 78",
    },
    {
      name: "runtime",
      env: { MOSAIC_AGENT_RUNTIME: "command" },
      told: "runtime `command` needs MOSAIC_AGENT_COMMAND: set it in HOME/.config/mosaic/fleet/agents/runtime.env",
    },
    {
      name: "socket",
      env: { MOSAIC_TMUX_SOCKET: "no good" },
      told: "`no good` is no socket name: set MOSAIC_TMUX_SOCKET in HOME/.config/mosaic/fleet/agents/socket.env to letters, digits, ., _ and -",
    },
    {
      name: "home",
      env: { HOME: "astray", PATH: "/nowhere" },
      told: "HOME is `astray`, which is not absolute: set it to your home folder",
    },
    {
      name: "slow",
      unit: "[Service]\nRestart=no\nTimeoutStartSec=1\nExecStart=\nExecStart=sleep 1000\n",
      told: "it was not ready, or did not end, within the time that its unit allows",
    },
    {
      name: "watched",
      unit: "[Service]\nType=simple\nRestart=no\nWatchdogSec=1\nExecStart=\nExecStart=sleep 1000\n",
      told: "ended with status 134",
    },
    {
      name: "gone",
      unit: `${limit(1)}ExecStart=\nExecStart=/nowhere\n`,
      told: "given up after 1 restart: ended with status 203",
    },
    {
      name: "unready",
      unit: "[Service]\nRestart=no\nEnvironmentFile=/nowhere\n",
      told: "systemd could not prepare its start",
    },
    {
      name: "needs",
      unit: "[Unit]\nRequires=fails.service\nAfter=fails.service\n",
      state: "inactive",
      told: "a unit that it needs did not start",
    },
  ];

  test("is told once, however it came to that, and each with its reason", async () => {
    for (const { name, env = {}, unit } of ends) {
      fleet.agent(name, env);
      if (unit !== undefined) fleet.dropIn(name, unit);
    }
    await fleet.shell(
      'printf "[Service]\nType=oneshot\nExecStart=false\n" >"$1/.config/systemd/user/fails.service"',
      fleet.home,
    );
    // These three are not given up.
    fleet.agent("mends", {
      MOSAIC_AGENT_COMMAND: fleet.program("mends", "mkdir $HOME/mends && exit 3; exec sleep 1000"),
    });
    fleet.agent("stopped", { MOSAIC_AGENT_COMMAND: "sleep 1000" });
    fleet.agent("done", { MOSAIC_AGENT_COMMAND: "true" });
    fleet.dropIn("done", "[Service]\nRestart=on-failure\n");
    await fleet.control("daemon-reload");
    await fleet.control("start", "stopped");
    await fleet.attempt("start", "mends", "done");
    await fleet.attempt("start", ...ends.map(({ name }) => name));
    await fleet.control("stop", "stopped");
    for (const { name, state = "failed" } of ends) await fleet.until(name, { ActiveState: state });
    await fleet.until("mends", { ActiveState: "active", NRestarts: "1" });
    await fleet.until("done", { ActiveState: "inactive" });
    await waitFor(() => lines(fleet.read("ran")).length >= ends.length || undefined, {
      what: "the hook to be told",
      saw: () => fleet.read("ran"),
    });
    await silence();
    const wanted = ends.map(({ name, told }) => `${name}: ${here(told)}`);
    expect(lines(fleet.read("ran")).toSorted()).toEqual(wanted.toSorted());
    const journal = fleet.read(journalFile);
    for (const { name, state = "failed", told } of ends)
      expect(
        life(journal, name).filter((line) => /^lifecycle (failed|inactive)/.test(line)),
      ).toEqual([`lifecycle ${state} ${here(told)}`]);
    const turn = ["lifecycle active", "exit 3"];
    expect(life(journal, "limit").slice(0, -1)).toEqual([...turn, ...turn, ...turn]);
    expect(life(journal, "mends")).toEqual([...turn, "lifecycle active"]);
    expect(life(journal, "done")).toEqual(["lifecycle active", "exit 0"]);
    expect(life(journal, "stopped")).toEqual(["lifecycle active", "lifecycle inactive"]);
    expect(fleet.read(".local/state/mosaic/fleet/agents/mosaic-fleet/hangs/hooks")).toMatch(
      /^event=failed at=\S+ ended=timeout dropped=0\n/,
    );
  });

  test("is told again when it is started and given up again; and where its unit tells nobody, nothing else breaks", async () => {
    const told = (): string[] => lines(fleet.read("ran")).filter((line) => line.startsWith("own:"));
    await fleet.attempt("start", "own");
    await waitFor(() => told().length === 2, { what: "the second end", saw: told });
    await fleet.shell('mv "$1/.config/systemd/user/mosaic-gave-up@.service" "$1"', fleet.home);
    await fleet.control("daemon-reload");
    await fleet.attempt("start", "own");
    await fleet.until("own", { ActiveState: "failed" });
    await fleet.control("restart", "mends");
    await silence();
    expect(told()).toHaveLength(2);
  });
});

test("by hand it is told once its restarts are used up, with the reason, and anew after Enter", async () => {
  await using hand = await openByHand();
  installHooks(hand.home, { failed: write });
  const start = async (name: string, restart: string, body: string): Promise<unknown> =>
    await hand.run(["--restart", restart, name], {
      MOSAIC_AGENT_COMMAND: hand.program(name, body),
    });
  const told = (name: string): string[] =>
    lines(hand.read("ran")).filter((line) => line.startsWith(`${name}:`));
  await start("limit", "always:0:0:2", "exit 3");
  await start("no", "no:0:0:2", "exit 4");
  await start("own", "always:0:0:2", "exit 78");
  await start("done", "on-failure:0:0:2", "exit 0");
  const reason = "given up after 2 restarts: ended with status 3";
  await waitFor(() => told("limit").length === 1, { what: "the hook", saw: () => told("limit") });
  await waitFor(() => told("no").length === 1 && told("own").length === 1, { what: "the others" });
  const turn = ["lifecycle active", "exit 3", "lifecycle activating"];
  const all = [...turn, ...turn, "lifecycle active", "exit 3", `lifecycle failed ${reason}`];
  expect(life(hand.read(journalFile), "limit")).toEqual(all);
  await hand.ask("send-keys", "-t", "=limit:", "Enter");
  await waitFor(() => told("limit").length === 2, { what: "the second end" });
  expect(told("limit")).toEqual([`limit: ${reason}`, `limit: ${reason}`]);
  expect(life(hand.read(journalFile), "limit")).toEqual([...all, ...all]);
  expect(hand.record("limit")).toMatchObject({ state: "failed", restarts: "5", used: "2" });
  expect(hand.record("own")).toMatchObject({ state: "failed", used: "0" });
  expect(told("no")).toEqual(["no: ended with status 4"]);
  expect(told("own")).toEqual(["own: ended with status 78"]);
  await waitFor(() => life(hand.read(journalFile), "done").length === 3, { what: "its end" });
  expect(told("done")).toEqual([]);
});
