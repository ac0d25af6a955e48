import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { otherShells, sh } from "@mosaicstack/agent-channel/testing";

describe.each([sh, ...otherShells()])("the agent's channel, under $name", (shell) => {
  let hand: ByHand;
  beforeAll(async () => {
    hand = await openByHand(shell);
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const folder = (name: string): string =>
    join(hand.runtime, "mosaic-fleet/channels/mosaic-fleet", name);
  const memory = (name: string): string =>
    join(hand.home, ".local/state/mosaic/fleet/agents/mosaic-fleet", name);
  const file = (path: string): string | undefined =>
    existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const environment = (name: string, values: Readonly<Record<string, string>>): string => {
    const path = join(hand.home, `${name}.environment`);
    const { HOME = "", PATH = "" } = hand.env;
    const lines = Object.entries({ HOME, PATH, ...values }).map(
      ([key, value]) => `export ${key}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
    );
    writeFileSync(path, lines.join(""));
    return path;
  };
  const start = async (
    name: string,
    values: Readonly<Record<string, string>>,
    restart = "always:0:0:9",
  ): Promise<void> => {
    const ran = await hand.run([
      "--environment",
      environment(name, values),
      "--restart",
      restart,
      name,
    ]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: `started ${name}` });
  };

  test("is made for it alone, says that it starts, and how its pane is reached", async () => {
    await start("made", {
      MOSAIC_AGENT_COMMAND: hand.program(
        "made",
        'env > "$HOME/made"; mv "$HOME/made" "$HOME/made.env"; exec sleep 1000',
      ),
      conversation: "a name that is used",
    });
    const env = await waitFor(() => hand.read("made.env"), { what: "the agent's environment" });
    expect(env).toContain(`\nMOSAIC_CHANNEL=${folder("made")}\n`);
    expect(env).toContain(`\nMOSAIC_TOOLS=${join(hand.home, ".config/mosaic/tools/fleet")}\n`);
    expect(env).toContain("\nconversation=a name that is used\n");
    expect(lstatSync(folder("made")).mode & 0o777).toBe(0o700);
    expect(readlinkSync(join(folder("made"), "state"))).toBe(memory("made"));
    expect(file(join(folder("made"), "activity"))).toBe("state=starting\nsource=launcher\n");
    const pane = await hand.ask("display-message", "-p", "-t", "=made:", "#{pane_id}");
    expect(file(join(folder("made"), "target"))).toBe(
      `client=/usr/bin/tmux\nsocket=${join(hand.directory, `tmux-${process.getuid?.()}`, "mosaic-fleet")}\npane=${pane}\nsession=made\ndraft=\nshown=\nempty=\ndialogs=\non_quota=\nrollouts=\nworkdir=${hand.home}\n`,
    );
  });

  test("where it cannot be made, the agent runs without one", async () => {
    const blocked = join(hand.home, ".local/state/mosaic/fleet/agents/mosaic-fleet/spaceless");
    mkdirSync(join(blocked, ".."), { recursive: true });
    writeFileSync(blocked, "");
    await start("spaceless", {
      MOSAIC_AGENT_COMMAND: hand.program(
        "spaceless",
        'env > "$HOME/spaceless"; mv "$HOME/spaceless" "$HOME/spaceless.env"; exec sleep 1000',
      ),
    });
    const env = await waitFor(() => hand.read("spaceless.env"), { what: "the environment" });
    expect(env).not.toContain("MOSAIC_CHANNEL");
  });

  test("the pane's output goes to the reader beside the script, if there is one and it is wanted", async () => {
    const reader = join(hand.home, ".config/mosaic/tools/fleet/read-pane.sh");
    writeFileSync(
      reader,
      '#!/bin/sh\nprintf "%s\\n" "$@" > "$1/arguments"; exec cat > "$1/output"\n',
      { mode: 0o755 },
    );
    const command = hand.program("prints", 'echo "the first line"; exec sleep 1000');
    await start("prints", { MOSAIC_AGENT_COMMAND: command, MOSAIC_TRANSCRIPT: "20971520" });
    await waitFor(() => file(join(folder("prints"), "output"))?.includes("the first line"), {
      what: "its output",
    });
    expect(file(join(folder("prints"), "arguments"))).toBe(`${folder("prints")}\n20971520\n\n\n`);
    await start("streams", { MOSAIC_AGENT_COMMAND: command, MOSAIC_STREAM: "osc" });
    await waitFor(() => file(join(folder("streams"), "output")), { what: "its output" });
    expect(file(join(folder("streams"), "arguments"))).toBe(`${folder("streams")}\noff\nosc\n\n`);
    await start("quiet", { MOSAIC_AGENT_COMMAND: command, MOSAIC_TRANSCRIPT: "off" });
    expect(await hand.ask("display-message", "-p", "-t", "=quiet:", "#{pane_pipe}")).toBe("0");
  });

  describe("a conversation", () => {
    /** An agent that notes its words and ends as `$HOME/NAME.end` says, if that is there. */
    const talker = (name: string): string =>
      hand.program(
        name,
        `echo "$*" >> "$HOME/${name}.words"
if [ -e "$HOME/${name}.end" ]; then end=$(cat "$HOME/${name}.end"); rm "$HOME/${name}.end"; exit "$end"; fi
exec sleep 1000`,
      );
    const words = (name: string): string[] =>
      (hand.read(`${name}.words`) ?? "").split("\n").slice(0, -1);
    const roster = (command: string): Readonly<Record<string, string>> => ({
      MOSAIC_AGENT_RUNTIME: "claude",
      MOSAIC_ROSTER_RUNTIME: "claude",
      MOSAIC_ROSTER_COMMAND: `${command} --new 'a  b'`,
      MOSAIC_ROSTER_RESUME: `${command} --resume '{mosaic:id}' 'a  b'`,
    });
    const killAgent = async (name: string): Promise<void> => {
      const before = words(name).length;
      const pane = await hand.ask("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}");
      const children = readFileSync(`/proc/${pane}/task/${pane}/children`, "utf8").trim();
      const agent = Number(children.split(" ")[0]);
      // 0 would be the test runner itself
      expect(agent).toBeGreaterThan(1);
      process.kill(agent, "SIGKILL");
      await waitFor(() => words(name).length > before, { what: "its restart" });
    };

    test("is new at first, and brought back once its id is known", async () => {
      const command = talker("talks");
      await start("talks", roster(command));
      await waitFor(() => words("talks").length === 1, { what: "its first words" });
      writeFileSync(join(memory("talks"), "conversation"), "abc-1\n");
      await killAgent("talks");
      expect(words("talks")).toEqual(["--new a  b", "--resume abc-1 a  b"]);
    });

    test("that cannot be brought back: a new one at once, said in the pane, its id kept", async () => {
      const command = talker("forgets");
      await start("forgets", roster(command), "no:0:0:0");
      await waitFor(() => words("forgets").length === 1, { what: "its first words" });
      await hand.ask("kill-session", "-t", "=forgets:");
      writeFileSync(join(memory("forgets"), "conversation"), "gone-1\n");
      writeFileSync(join(hand.home, "forgets.end"), "1");
      await start("forgets", roster(command), "no:0:0:0");
      await waitFor(() => words("forgets").length === 3, { what: "a new one" });
      expect(words("forgets").slice(1)).toEqual(["--resume gone-1 a  b", "--new a  b"]);
      expect(file(join(memory("forgets"), "conversation.lost"))).toBe("gone-1\n");
      expect(existsSync(join(memory("forgets"), "conversation"))).toBe(false);
      const screen = await hand.ask("capture-pane", "-p", "-J", "-t", "=forgets:");
      expect(screen).toContain(
        "mosaic: conversation gone-1 could not be brought back (status 1): a new one begins",
      );
    });

    test("that is no id of its runtime, or could be an option, is set aside", async () => {
      const command = talker("odd");
      const shape = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
      await start(
        "odd",
        { ...roster(command), MOSAIC_ROSTER_CONVERSATION: shape },
        "always:0:0:99",
      );
      await waitFor(() => words("odd").length === 1, { what: "its first words" });
      const lost = join(memory("odd"), "conversation.lost");
      for (const id of ["--dangerous", "abc-1", "../x", "a".repeat(200), "a b"]) {
        writeFileSync(join(memory("odd"), "conversation"), `${id}\n`);
        await killAgent("odd");
        expect([id, words("odd").at(-1)]).toEqual([id, "--new a  b"]);
        expect(file(lost)).toBe(`${id}\n`);
      }
      const id = "00000000-0000-4000-8000-000000000001";
      writeFileSync(join(memory("odd"), "conversation"), `${id}\n`);
      await killAgent("odd");
      expect(words("odd").at(-1)).toBe(`--resume ${id} a  b`);
    });

    test("of a runtime that is given its id: one of ours, noted down", async () => {
      const command = talker("named");
      await start("named", {
        ...roster(command),
        MOSAIC_ROSTER_COMMAND: `${command} --session-id '{mosaic:id}' --folder '{mosaic:dir}'`,
      });
      await waitFor(() => words("named").length === 1, { what: "its words" });
      const id = file(join(memory("named"), "conversation"))?.trim() ?? "";
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      expect(words("named")).toEqual([
        `--session-id ${id} --folder ${join(memory("named"), "conversations")}`,
      ]);
    });
  });

  test("an end at a usage limit waits for its end, and uses no restart up", async () => {
    const command = hand.program(
      "limited",
      `echo run >> "$HOME/limited.runs"
[ -e "$HOME/limited.once" ] && exec sleep 1000
: > "$HOME/limited.once"
printf 'state=blocked\\nsource=hook\\nkind=quota\\nuntil=0%s\\n' $(($(date +%s) + 2)) > "$MOSAIC_CHANNEL/activity"
exit 1`,
    );
    await start("limited", { MOSAIC_AGENT_COMMAND: command }, "no:0:0:0");
    await waitFor(() => hand.read("limited.runs") === "run\nrun\n", { what: "its second run" });
    expect(hand.record("limited")).toMatchObject({ state: "active", restarts: "0" });
    expect(await hand.ask("capture-pane", "-p", "-t", "=limited:")).toMatch(
      /mosaic: ended with status 1 at its usage limit, starts again in [12] s/,
    );
  });
});
