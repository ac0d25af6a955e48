import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { openOutside, plantedKinds, planter, untouched } from "../../test/planter.js";
import { otherShells, sh } from "@mosaicstack/agent-channel/testing";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

/** Plants at its start, so that its own end meets it, too; ends once by itself. */
const body = (plant: string, name: string): string => `echo "$*" >>"$HOME/${name}.words"
"${plant}" ${name}
[ -e "$HOME/${name}.second" ] || { : >"$HOME/${name}.second"; exit 3; }
: >"$HOME/${name}.ready"; exec sleep 4444`;
const roster = (command: string): Readonly<Record<string, string>> => ({
  MOSAIC_AGENT_RUNTIME: "claude",
  MOSAIC_ROSTER_RUNTIME: "claude",
  MOSAIC_ROSTER_COMMAND: `${command} --new`,
  MOSAIC_ROSTER_RESUME: `${command} --resume '{mosaic:id}'`,
  MOSAIC_ROSTER_CONVERSATION: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
});

describe.each([sh, ...otherShells()])("what is planted, by hand under $name", (shell) => {
  let hand: ByHand;
  let seen: () => unknown;
  let plant: string;
  beforeAll(async () => {
    hand = await openByHand(shell);
    ({ seen } = await openOutside(hand.home));
    plant = hand.program("plant", planter);
    await hand.start("neighbour", "sleep 1000");
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());
  const plantNow = async (...args: string[]): Promise<unknown> =>
    await execa(plant, args, { env: hand.env, extendEnv: false });
  const pane = async (name: string): Promise<string> =>
    await hand.ask("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}");
  const environment = (name: string, values: Readonly<Record<string, string>>): string => {
    const path = join(hand.home, `${name}.environment`);
    const { HOME = "", PATH = "", XDG_RUNTIME_DIR = "" } = hand.env;
    const lines = Object.entries({ HOME, PATH, XDG_RUNTIME_DIR, ...values }).map(
      ([key, value]) => `export ${key}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
    );
    writeFileSync(path, lines.join(""));
    return path;
  };

  test("holds no start, no restart and no end, and is followed nowhere", async () => {
    const neighbour = await pane("neighbour");
    const ran = plantedKinds.map(async (kind) => {
      await plantNow(kind);
      const file = environment(kind, roster(hand.program(kind, body(plant, kind))));
      return await hand.run(["--environment", file, "--restart", "always:00:08:09", kind]);
    });
    expect(await Promise.all(ran)).toMatchObject(
      plantedKinds.map((kind) => ({ exitCode: 0, stdout: `started ${kind}` })),
    );
    for (const kind of plantedKinds) {
      await waitFor(() => hand.read(`${kind}.ready`) !== undefined, { what: `${kind} again` });
      expect([kind, hand.read(`${kind}.words`)]).toEqual([kind, "--new\n--new\n"]);
      const half = Number(await pane(kind));
      process.kill(-half, "SIGTERM");
      await waitFor(async () => (await pane(kind)) === "", { what: `the end of ${kind}` });
      // A folder stays where it is, and costs the record
      if (kind !== "folder") expect([kind, hand.record(kind)["state"]]).toEqual([kind, "inactive"]);
    }
    // But for what it planted again after its start
    expect(hand.folders().filter((each) => !/^neighbour|4999999$/.test(each))).toEqual([]);
    expect(seen()).toEqual(untouched);
    expect(await pane("neighbour")).toBe(neighbour);
  });

  test("where the server is noted down: it is noted again", async () => {
    const file = join(hand.runtime, "mosaic-fleet/servers/mosaic-fleet");
    const pid = await hand.ask("display-message", "-p", "#{pid}");
    for (const kind of plantedKinds) {
      await plantNow(kind, file);
      expect(await hand.run(["--wait-holder"])).toMatchObject({ exitCode: 0, stderr: "" });
      expect([kind, readFileSync(file, "utf8").split(" ")[0]]).toEqual([kind, pid]);
    }
    await plantNow("folder-link", join(hand.runtime, "mosaic-fleet/servers"));
    expect(await hand.run(["--wait-holder"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(lstatSync(join(file, "..")).isDirectory()).toBe(true);
    expect(seen()).toEqual(untouched);
  });

  test("in the place of a folder of its channel: it runs without one, and says so", async () => {
    const places = [
      join(hand.runtime, "mosaic-fleet/channels/mosaic-fleet/linked-0"),
      join(hand.home, ".local/state/mosaic/fleet/agents/mosaic-fleet/linked-1"),
      join(hand.home, ".local/state/mosaic/fleet/agents/mosaic-fleet/linked-2/queue"),
    ];
    for (const [at, place] of places.entries()) {
      const name = `linked-${at}`;
      mkdirSync(join(place, ".."), { recursive: true });
      symlinkSync(join(hand.home, "outside/folder"), place);
      const ran = await hand.start(
        name,
        hand.program(
          name,
          `env >"$HOME/${name}.part"; mv "$HOME/${name}.part" "$HOME/${name}.env"; exec sleep 1000`,
        ),
      );
      expect(ran).toMatchObject({ exitCode: 0, stdout: `started ${name}` });
      expect(ran.stderr).toContain(`\`${name}\` runs without its channel`);
      const env = await waitFor(() => hand.read(`${name}.env`), { what: "the environment" });
      expect(env).not.toContain("MOSAIC_CHANNEL");
    }
    // Its link to what outlives a boot is the launcher's own
    const state = join(hand.runtime, "mosaic-fleet/channels/mosaic-fleet/relinked/state");
    mkdirSync(join(state, ".."), { recursive: true });
    symlinkSync(join(hand.home, "outside/folder"), state);
    expect(await hand.start("relinked", "sleep 1000")).toMatchObject({ stderr: "" });
    expect(readdirSync(state).sort()).toEqual(["conversations", "queue", "taken"]);
    expect(seen()).toEqual(untouched);
  });

  test("as the session's own words in tmux: nothing is removed there", async () => {
    await hand.start("worded", "sleep 1000");
    const victim = join(hand.home, "victim");
    mkdirSync(victim);
    await execa("mkfifo", [join(victim, "life")]);
    const life = join(hand.runtime, "mosaic-fleet/hand/worded.1/../../../../home/victim/life");
    mkdirSync(join(hand.runtime, "mosaic-fleet/hand/worded.1"));
    const start = async (): Promise<unknown> => {
      const { exitCode, stdout } = await hand.start("worded", "sleep 1000");
      return stdout === "" ? exitCode : stdout;
    };
    // What is said to be its own, and cannot be, is replaced; what does not say its name is nobody's, and is left alone.
    for (const [said, outcome] of [
      [`${hand.runtime}/mosaic-fleet/hand/worded.1/../../../../home/victim/life`, "started worded"],
      [`${life}\n1`, 78],
    ] as const) {
      const own = await hand.ask("display-message", "-p", "-t", "=worded:", "#{@mosaic_life}");
      // The pane's own words are believed, and only as far as they can be true
      await hand.ask("set-option", "-t", "=worded:", "@mosaic_life", said);
      expect(await start()).toBe("running worded");
      await hand.ask("set-option", "-p", "-t", "=worded:", "@mosaic_life", said);
      expect(await start()).toBe(outcome);
      if (outcome === 78) await hand.ask("set-option", "-p", "-t", "=worded:", "@mosaic_life", own);
      expect(await start()).toBe("running worded");
      expect(readdirSync(victim)).toEqual(["life"]);
    }
  });
  test("as another one's mark, by mistake: no session is ended for it", async () => {
    await hand.start("marked", "sleep 1000");
    await hand.ask("set-option", "-p", "-t", "=marked:", "@mosaic_agent", "other");
    await hand.ask("new-session", "-d", "-s", "persons", "sleep 1000");
    await hand.ask("set-option", "-t", "=persons:", "@mosaic_agent", "other");
    await hand.ask("set-option", "-F", "-t", "=persons:", "@mosaic_pane", "#{pane_id}");
    expect(await hand.start("other", "sleep 1000")).toMatchObject({ stdout: "started other" });
    const names = (await hand.ask("list-sessions", "-F", "#{session_name}")).split("\n");
    expect(names).toEqual(expect.arrayContaining(["marked", "other", "persons"]));
  });
});

describe.skipIf(obstacle !== undefined)("what is planted, in a unit", () => {
  let fleet: UnitFleet;
  let seen: () => unknown;
  let plant: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    ({ seen } = await openOutside(fleet.home));
    plant = fleet.program("plant", planter);
    fleet.agent("neighbour", { MOSAIC_AGENT_COMMAND: "sleep 1000" });
    await fleet.control("start", "neighbour");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  test("holds no start, no restart and no stop, and is followed nowhere", async () => {
    const neighbour = await fleet.facts("neighbour");
    for (const kind of plantedKinds) {
      fleet.agent(kind, roster(fleet.program(kind, body(plant, kind))));
      await fleet.shell('"$1" "$2"', plant, kind);
    }
    await fleet.control("start", ...plantedKinds);
    for (const kind of plantedKinds) {
      await waitFor(() => fleet.read(`${kind}.ready`) !== undefined, { what: `${kind} again` });
      expect([kind, fleet.read(`${kind}.words`)]).toEqual([kind, "--new\n--new\n"]);
    }
    await fleet.control("restart", ...plantedKinds);
    await fleet.control("stop", ...plantedKinds);
    for (const kind of plantedKinds)
      expect(await fleet.facts(kind)).toMatchObject({ ActiveState: "inactive", Result: "success" });
    expect(seen()).toEqual(untouched);
    expect(await fleet.facts("neighbour")).toEqual(neighbour);
  });

  test("where the server is noted down: agents start all the same", async () => {
    fleet.agent("guest", { MOSAIC_AGENT_COMMAND: "sleep 1000" });
    const file = (await fleet.shell('echo "$XDG_RUNTIME_DIR"')).trim();
    for (const kind of ["fifo", "link", "folder", "sparse", "torn"]) {
      await fleet.shell('"$1" "$2" "$3"', plant, kind, `${file}/mosaic-fleet/servers/mosaic-fleet`);
      await fleet.control("start", "guest");
      await fleet.control("stop", "guest");
    }
    await fleet.control("restart", "holder");
    expect(seen()).toEqual(untouched);
  });

  test("in the pipe of its pane half, without end: a stop ends in its time", async () => {
    const life = "/proc/$PPID/fd/9";
    const programs = {
      lines: `yes x >${life} & exec sleep 1000`,
      late: `trap 'yes "exit x" >${life}' TERM; while :; do sleep 0.1; done`,
      part: `printf 'exit 08' >${life}; exec sleep 1000`,
    };
    for (const [name, text] of Object.entries(programs))
      fleet.agent(name, { MOSAIC_AGENT_COMMAND: fleet.program(name, text) });
    const names = Object.keys(programs);
    await fleet.control("start", ...names);
    for (const name of names) await fleet.settled(name);
    await fleet.control("stop", ...names);
    for (const name of names)
      expect([name, await fleet.facts(name)]).toMatchObject([
        name,
        { ActiveState: "inactive", Result: "success" },
      ]);
    expect(await fleet.shell("pgrep -x yes || :")).toBe("");
  });
});
