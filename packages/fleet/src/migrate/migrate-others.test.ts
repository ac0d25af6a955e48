import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alone, claude, ends, OLD, openOldFleet, type OldFleet } from "../../test/old-fleet.js";
import type { MigrateDocument } from "../documents/migrate.js";

let me: OldFleet;
beforeEach(async () => (me = await openOldFleet()));
afterEach(async () => await me.scratch.close());

const reason = ({ agents }: MigrateDocument, name: string): string | undefined =>
  agents.find((each) => each.name === name)?.reason;
const panes = async (session: string): Promise<string> =>
  (await me.tmux.run(["display-message", "-p", "-t", `=${session}:`, "#{pane_pid}"])).trim();

describe("sessions that somebody else made", () => {
  test("are moved one after the other, and what is not the roster's is left alone", async () => {
    me.write([alone("one"), alone("two"), alone("three"), "{ name: four }"]);
    for (const name of ["one", "two", "three"]) await me.make(name);
    const foreign = ["onetwo", "$(touch hit)", "##{pid}", "=one", "ünï", "-t one"];
    for (const name of foreign) await me.make("foreign", name);
    const before = await panes("onetwo");
    const plan = await (await me.open()).planMigration(["one", "four"], OLD);
    expect(plan).toMatchObject({
      from: OLD,
      to: "mosaic-fleet",
      server: "running",
      agents: [
        {
          name: "one",
          from: { session: "one", madeBy: "other", workdir: process.cwd(), attached: false },
          to: { lifecycle: "inactive", session: null },
          next: "move",
          conversation: { fate: "new", id: null },
        },
        { name: "four", from: null, next: "not-there" },
      ],
    });
    expect(me.sessions()).toHaveLength(9);
    const done = await me.migrate();
    expect(ends(done)).toEqual(["one moved", "two moved", "three moved", "four not-there"]);
    expect(done.left).toEqual({ server: "running", sessions: me.sessions() });
    expect(me.sessions().toSorted()).toEqual(
      foreign.map((name) => name.replace("##", "#")).toSorted(),
    );
    expect(await panes("onetwo")).toBe(before);
    expect(me.doubles().filter((name) => name !== "foreign")).toEqual([]);
    const { agents } = await (await me.open()).status();
    expect(agents.map(({ lifecycle }) => lifecycle)).toEqual([
      "active",
      "active",
      "active",
      "inactive",
    ]);
    // Again: nothing is done twice.
    const again = await me.migrate();
    expect(ends(again)).toEqual([
      "one already-there",
      "two already-there",
      "three already-there",
      "four not-there",
    ]);
    expect((await (await me.open()).status()).agents.map(({ pane }) => pane)).toEqual(
      agents.map(({ pane }) => pane),
    );
    expect(existsSync(join(me.home, "hit"))).toBe(false);
  });

  test("one that does not hear TERM is killed, and the server that is left empty goes by itself", async () => {
    me.write([alone("deaf")]);
    me.program(
      "deaf",
      `#!/bin/sh\ntrap '' TERM HUP\ntouch "$HOME/deaf"\nwhile :; do sleep 1; done\n`,
    );
    me.old("new-session", "-d", "-s", "deaf", "deaf");
    await waitFor(() => existsSync(join(me.home, "deaf")), { what: "the old one" });
    const done = await me.migrate();
    expect(ends(done)).toEqual(["deaf moved"]);
    expect(done.agents[0]?.strays).toBeGreaterThan(0);
    expect(done.left).toEqual({ server: "absent", sessions: [] });
  });

  test("whose new one could not start goes on as it is, and the others are moved", async () => {
    const folder = join(me.scratch.root, "folder");
    me.write([
      "{ name: program, command: [nowhere-to-be-found] }",
      `{ name: folder, workdir: ${folder} }`,
      "{ name: off, enabled: false }",
      "{ name: files, env_file: /nowhere/at/all }",
      "{ name: own }",
      alone("fine"),
    ]);
    const names = ["program", "folder", "off", "files", "own", "fine"];
    for (const name of names) await me.make(name);
    const overrides = join(me.home, ".config/mosaic/fleet/agents");
    mkdirSync(overrides, { recursive: true });
    writeFileSync(join(overrides, "own.env"), "# mine\nMOSAIC_AGENT_COMMAND=/no/such/program\n");
    const done = await me.migrate();
    expect(ends(done)).toEqual([
      "program skipped",
      "folder skipped",
      "off skipped",
      "files skipped",
      "own skipped",
      "fine moved",
    ]);
    expect(me.sessions().toSorted()).toEqual(names.slice(0, -1).toSorted());
    expect(reason(done, "program")).toContain("not found on PATH: `nowhere-to-be-found`");
    expect(reason(done, "folder")).toBe(
      `its workdir ${folder} is not there: create it, or correct \`workdir\``,
    );
    expect(reason(done, "off")).toContain("`enabled: false`");
    expect(reason(done, "files")).toContain("/nowhere/at/all");
    expect(reason(done, "own")).toContain("its program `/no/such/program` is not found");
    mkdirSync(folder);
    expect(ends(await me.migrate())).toContain("folder moved");
  });

  test("one that does not come up is the last, and the next one starts it", async () => {
    me.write(["{ name: bad, command: [quits], restart: { policy: no } }", alone("good")]);
    me.program("quits", "#!/bin/sh\nexit 3\n");
    for (const name of ["bad", "good"]) await me.make(name);
    const done = await me.migrate();
    expect(ends(done)).toEqual(["bad failed", "good skipped"]);
    expect(reason(done, "bad")).toMatch(
      /^the old one is ended and cannot be brought back, and the new one does not run: it ended at once with exit 3/,
    );
    expect(reason(done, "good")).toContain("it was left, for `bad` failed");
    expect(me.sessions()).toEqual(["good"]);
    me.program("quits", "#!/bin/sh\nexec sleep 1000\n");
    const [bad] = (await (await me.open()).planMigration(["bad"], OLD)).agents;
    expect(bad).toMatchObject({ from: null, next: "start" });
    expect(ends(await me.migrate())).toEqual(["bad moved", "good moved"]);
    expect(me.doubles()).toEqual([]);
  });

  test("one that was stopped since its old one ended is not started again", async () => {
    me.write(["{ name: bad, command: [quits], restart: { policy: no } }"]);
    me.program("quits", "#!/bin/sh\nexit 3\n");
    await me.make("bad");
    await me.migrate();
    await (await me.open()).stop(["bad"]);
    const done = await me.migrate();
    expect(ends(done)).toEqual(["bad skipped"]);
    expect(reason(done, "bad")).toContain("it was stopped since");
  });

  test("who works is waited for by name, and left at the end of the time", async () => {
    me.write(["{ name: busy, runtime: claude }", alone("free")]);
    me.program("claude", claude);
    me.old("new-session", "-d", "-s", "busy", "exec bash -c 'exec -a claude sleep 1000'");
    await me.make("free");
    me.old("select-pane", "-t", "=busy:", "-T", "⠋ at work");
    await waitFor(() => me.old("list-panes", "-t", "=busy:", "-F", "#{pane_current_command}"), {
      what: "its program",
    });
    // Its name is what tmux reads from its argv.
    const command = me.old("list-panes", "-t", "=busy:", "-F", "#{pane_current_command}").trim();
    expect(command).toBe("claude");
    const done = await me.migrate({ timeoutMs: 1 });
    expect(ends(done)).toEqual(["busy skipped", "free moved"]);
    expect(done.agents[0]).toMatchObject({
      timedOut: true,
      from: { activity: { state: "working" } },
    });
    expect(reason(done, "busy")).toContain("it works (by its pane's title)");
    expect(me.sessions()).toEqual(["busy"]);
    // Its session is called otherwise while it is waited for: then it is somebody else's.
    const running = me.migrate();
    await waitFor(
      () => me.said.some((line) => line.includes("waiting for the end of busy's turn")),
      {
        what: "the wait",
      },
    );
    me.old("rename-session", "-t", "=busy:", "mine");
    expect(ends(await running)).toEqual(["busy not-there", "free already-there"]);
    expect(me.sessions()).toEqual(["mine"]);
    me.old("rename-session", "-t", "=mine:", "busy");
    const now = await me.migrate({ now: true });
    expect(me.sessions()).toEqual([]);
    expect(ends(now)).toEqual(["busy moved", "free already-there"]);
  });

  test("one of the fleet's own name on the new socket, a pane of another agent, and one that runs on both stay", async () => {
    me.write([alone("both"), alone("held"), alone("taken"), alone("mate")]);
    const fleet = await me.open();
    await fleet.start(["both"]);
    await (await me.open({ socket: OLD })).start(["mate"]);
    me.old("new-session", "-d", "-s", "held", "sleep 1003");
    me.old("link-window", "-d", "-s", "=mate:", "-t", "=held:");
    me.old("new-session", "-d", "-s", "both", "sleep 1001");
    me.old("new-session", "-d", "-s", "taken", "sleep 1002");
    const own = openTmux({ socket: "mosaic-fleet" }, { env: me.env });
    await own.sessions.ensure({ name: "taken" });
    const done = await me.migrate();
    expect(ends(done)).toEqual(["both skipped", "held skipped", "taken skipped", "mate moved"]);
    expect(reason(done, "held")).toContain("its session holds the pane of `mate` too");
    expect(reason(done, "both")).toContain("it runs on both");
    expect(reason(done, "taken")).toContain("was not started by Mosaic Fleet");
    expect(me.sessions().toSorted()).toEqual(["both", "held", "taken"]);
  });

  test("an old server that does not answer is told within its deadline, and nothing is done", async () => {
    me.write([alone("one")]);
    await me.make("one");
    const pid = Number(me.old("display-message", "-p", "#{pid}"));
    process.kill(pid, "SIGSTOP");
    try {
      await expect(me.migrate()).rejects.toMatchObject({
        code: "NotAnswering",
        message: `the tmux server on the old socket \`${OLD}\` does not answer`,
      });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(me.sessions()).toEqual(["one"]);
    expect(ends(await me.migrate())).toEqual(["one moved"]);
  });

  test("an old socket without a server is no failure; one that cannot be is wrong usage", async () => {
    me.write([alone("one")]);
    expect(await me.migrate()).toEqual({
      version: 1,
      from: OLD,
      to: "mosaic-fleet",
      agents: [{ name: "one", from: null, outcome: "not-there" }],
      left: { server: "absent", sessions: [] },
    });
    const fleet = await me.open();
    for (const from of ["mosaic-fleet", "../x", "", "default", "a b", "-L"])
      await expect(fleet.migrate(["one"], from)).rejects.toMatchObject({ code: "Usage" });
  });
});
