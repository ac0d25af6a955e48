import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { buildSync } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBoxedAgent, type BoxedAgent } from "../../test/boxed-agent.js";
import { boxRuntime } from "../../test/box-runtime.js";
import { moments } from "../../test/moments.js";
import { readDeliveries } from "../channel/deliveries.js";
import { begin, enqueue, queued } from "../channel/queue.js";
import { deliver as send } from "./deliver.js";
import { lookAt } from "./hindrance.js";
import { terminalAt } from "./line-reader.js";
import { takeLock } from "./lock.js";
import { normalise } from "./message.js";
import { runDrain } from "./run-drain.js";

/** Where a sender that is bundled elsewhere finds the scripts. */
const modules = join(import.meta.dirname, "../../../../node_modules");
const lines = '- first line;\n\n\tsecond ünïcode 漢字 ✓ "quoted" $HOME `x` #{pid} \\n\nlast one;';
// What comes of it is judged, not when a busy machine came to it
const patient = { paintMs: HANG_MS, receiptMs: HANG_MS, lockMs: HANG_MS };
const deliver: typeof send = async (target, text, policy) =>
  await send(target, text, { ...patient, ...policy });
const submitted = async (agent: BoxedAgent, count: number): Promise<unknown[]> =>
  await waitFor(() => agent.submissions().length >= count && agent.submissions(), {
    what: `${count} submissions`,
  });

describe("a message arrives once, byte for byte", () => {
  test.each([
    { BOX_MODE: "plain" },
    { BOX_MODE: "chunk" },
    { BOX_MODE: "burst" },
    { BOX_MODE: "chunk", BOX_BLOCK_MS: "150" },
    { BOX_MODE: "burst", BOX_DEAF: "2" },
  ])("%j", async (env) => {
    await using agent = await openBoxedAgent(env);
    for (const text of ["- begins with a dash;", lines, "x".repeat(20_000)]) {
      const delivery = await deliver(agent.target, text, { enterMs: 400 });
      expect(delivery).toMatchObject({ outcome: "delivered", receipt: "hook" });
      const last = agent.submissions().at(-1);
      expect(last).toMatchObject({ sha256: delivery.sha256, bytes: delivery.bytes });
    }
    expect(agent.submissions()).toHaveLength(3);
    expect(readDeliveries(agent.target.channel)).toMatchObject([
      { outcome: "delivered", receipt: "hook", bytes: 21 },
      { outcome: "delivered" },
      { outcome: "delivered", bytes: 20_000 },
    ]);
  });

  test("whatever text: what could act on the terminal is taken out, the rest arrives", async () => {
    await using agent = await openBoxedAgent();
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    const hostile = fc.constantFrom("\u001b[201~", "\u0000", "\r\n", ";", "-", "\u009b", "\ud800");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(text, hostile), { maxLength: 4 }), async (parts) => {
        const before = agent.submissions().length;
        // Its hook tells of a turn before its screen shows that the box is empty again
        await waitFor(async () => /^> *$/mu.test(await agent.screen()), { what: "an empty box" });
        const delivery = await deliver(agent.target, parts.join(""));
        const last = agent.submissions().slice(before);
        // Blanks alone are nothing to say either
        const empty = normalise(parts.join("")).text.trim() === "";
        expect(delivery).toMatchObject({ outcome: empty ? "refused" : "delivered" });
        expect(last).toMatchObject(empty ? [] : [{ sha256: delivery.sha256 }]);
      }),
      { numRuns: 12, examples: [[["\r\n"]]] },
    );
  });

  test("a message of more than 256 KiB goes through a file", async () => {
    await using agent = await openBoxedAgent();
    const delivery = await deliver(agent.target, "ü".repeat(150_000));
    expect(delivery).toMatchObject({ outcome: "delivered", bytes: 300_000 });
    const [{ text = "" } = {}] = agent.submissions();
    const file = /in the file (\S+):/.exec(text)?.[1] ?? "";
    expect(file).toContain(delivery.id);
    expect(existsSync(file)).toBe(true);
  });

  test("two hundred lines and 200 KB go as they are", async () => {
    await using agent = await openBoxedAgent();
    const delivery = await deliver(agent.target, `${"y".repeat(999)}\n`.repeat(200));
    expect(delivery).toMatchObject({ outcome: "delivered", bytes: 200_000 });
    expect(agent.submissions()).toMatchObject([{ sha256: delivery.sha256 }]);
  });

  test("many senders at once: each message whole, none in another", async () => {
    await using agent = await openBoxedAgent({ BOX_MODE: "chunk" });
    const texts = Array.from({ length: 8 }, (_, index) => `${index}: ${"word ".repeat(50)}`);
    const sent = await Promise.all(texts.map(async (text) => await deliver(agent.target, text)));
    expect(sent.map(({ outcome }) => outcome)).toEqual(texts.map(() => "delivered"));
    const arrived = agent.submissions().map(({ sha256 }) => sha256);
    expect(arrived).toHaveLength(texts.length);
    expect(new Set(arrived)).toEqual(new Set(sent.map(({ sha256 }) => sha256)));
  });
});

describe("nothing is typed blindly", () => {
  const expectRefusal = async (
    agent: BoxedAgent,
    reason: RegExp,
    text = "hello",
  ): Promise<void> => {
    const delivery = await deliver(agent.target, text);
    expect(delivery).toMatchObject({ outcome: "refused", receipt: null });
    expect(delivery.reason).toMatch(reason);
    expect(agent.submissions()).toEqual([]);
  };

  test("a person's draft, a dialog, a start, a permission prompt, nothing to say", async () => {
    await using agent = await openBoxedAgent({ BOX_DRAFT: "half a thou" });
    await expectRefusal(agent, /^draft: /);
    expect(await agent.screen()).toContain("> half a thou");
    await expectRefusal(agent, /^empty$/, "\u001b\u0000");
    agent.tell("state=starting\nsource=launcher\n");
    await expectRefusal(agent, /^starting$/);
    agent.tell("state=blocked\nsource=hook\nkind=permission\n");
    await expectRefusal(agent, /^blocked: permission$/);
    expect(await deliver({ ...agent.target, pane: undefined }, "hello")).toMatchObject({
      outcome: "refused",
      reason: "not-running",
    });
    expect(readDeliveries(agent.target.channel)).toHaveLength(5);
  });

  test("a dialog is named by its words", async () => {
    await using agent = await openBoxedAgent({ BOX_DRAFT: "Trust this?" });
    await expectRefusal(agent, /^dialog \("Trust this\?"\)$/);
  });

  test("a dead pane: refused, and the server lives", async () => {
    await using agent = await openBoxedAgent();
    const { tmux, pane } = agent.target;
    await tmux.options.set({ pane }, "remain-on-exit", "on");
    await tmux.panes.keys(pane, "C-c");
    await waitFor(async () => (await tmux.panes.exit(pane)) !== undefined, { what: "its end" });
    await expectRefusal(agent, /^dead: its program has ended$/);
    expect(await tmux.list(["pane_dead"])).toEqual([{ pane_dead: true }]);
  });

  test("copy mode is left: the message arrives", async () => {
    await using agent = await openBoxedAgent();
    const argv = ["-u", "-N", "-L", "throw-away", "copy-mode", "-t", "=it:"];
    await once(spawn("tmux", argv, { env: agent.server.env, stdio: "ignore" }), "close");
    expect(await agent.target.tmux.list(["pane_in_mode"])).toEqual([{ pane_in_mode: true }]);
    expect(await deliver(agent.target, "hello")).toMatchObject({ outcome: "delivered" });
  });

  test("a screen that does not show the text gets no Enter", async () => {
    const program = ["sh", "-c", "echo hello; stty -echo raw; exec cat >/dev/null"];
    await using agent = await openBoxedAgent({}, { program, runtime: boxRuntime });
    await waitFor(async () => (await agent.screen()).includes("hello"), { what: "its word" });
    expect(await deliver(agent.target, "hello", { paintMs: 300 })).toMatchObject({
      outcome: "uncertain",
      reason: "unseen: its screen did not show the text",
    });
  });

  test("a prompt that was dismissed is over when the box is there again", async () => {
    await using agent = await openBoxedAgent();
    agent.tell("state=blocked\nsource=hook\nkind=permission\n");
    expect(await deliver(agent.target, "hello")).toMatchObject({ reason: "blocked: permission" });
    const box = { ...boxRuntime.box, shown: "^\\[box" };
    const runtime = { ...boxRuntime, box };
    expect(await deliver({ ...agent.target, runtime }, "hello")).toMatchObject({
      outcome: "delivered",
    });
  });

  test("a line that the terminal would cut is refused, for who reads by lines", async () => {
    await using agent = await openBoxedAgent({}, { runtime: undefined, program: ["cat"] });
    const refused = await deliver(agent.target, `a\n${"z".repeat(4096)}`);
    expect(refused).toMatchObject({ outcome: "refused" });
    expect(refused.reason).toMatch(/longer than 4095 bytes/);
    const short = await deliver(agent.target, "z".repeat(4000));
    expect(short).toMatchObject({ outcome: "delivered", receipt: "screen" });
  });

  test("nor is it queued for one, and in a queue it keeps nobody waiting", async () => {
    const program = ["sh", "-c", "stty sane; sleep 1000"];
    await using agent = await openBoxedAgent({}, { program });
    const { channel } = agent.target;
    const gathers = async (): Promise<boolean> => {
      const { facts } = await lookAt(agent.target);
      return (await terminalAt(facts.tty)()).gathersLines;
    };
    await waitFor(gathers, { what: "its terminal" });
    agent.tell("state=working\nsource=hook\n");
    const long = "z".repeat(4096);
    const refused = await deliver(agent.target, long);
    expect(refused.reason).toMatch(/longer than 4095 bytes/);
    expect(queued(channel)).toEqual([]);
    enqueue(channel, "0001", long);
    agent.tell("state=idle\nsource=hook\n");
    const lock = await takeLock(channel, HANG_MS);
    await runDrain("held", agent.target, { lock: lock! });
    lock?.();
    expect(queued(channel)).toEqual([]);
    expect(readDeliveries(channel).at(-1)).toMatchObject({ id: "0001", reason: refused.reason });
  });

  test("a box that swallows every Enter: uncertain, and pasted once", async () => {
    await using agent = await openBoxedAgent({ BOX_DEAF: "99" });
    const delivery = await deliver(agent.target, "hello", { enterMs: 150 });
    expect(delivery).toMatchObject({
      outcome: "uncertain",
      reason: "stands: the text still stands in its input box",
    });
    expect(await agent.screen()).toMatch(/length=5\n> hello$/m);
  });
});

describe("an agent that works", () => {
  test("is not disturbed: queued where something hands it over, refused elsewhere or when asked", async () => {
    await using agent = await openBoxedAgent({ BOX_TURN_MS: "never" });
    await deliver(agent.target, "first");
    const second = await deliver(agent.target, "second");
    expect(second).toMatchObject({ outcome: "queued", receipt: null, reason: "busy" });
    expect(queued(agent.target.channel)).toMatchObject([{ id: second.id }]);
    expect(await deliver(agent.target, "third", { whenBusy: "refuse" })).toMatchObject({
      outcome: "refused",
      reason: "busy",
    });
    const runtime = { ...agent.target.runtime!, channel: { args: [], variables: {}, drain: null } };
    expect(await deliver({ ...agent.target, runtime }, "fourth")).toMatchObject({
      outcome: "refused",
      reason: "busy",
    });
    expect(agent.submissions()).toHaveLength(1);
  });

  test("gets what waits longer first", async () => {
    await using agent = await openBoxedAgent({ BOX_TURN_MS: "never" });
    await deliver(agent.target, "first");
    await deliver(agent.target, "second");
    agent.tell("state=idle\nsource=hook\n");
    const third = await deliver(agent.target, "third");
    expect(third).toMatchObject({ outcome: "queued", reason: "waits: others wait before it" });
    expect(agent.submissions().map(({ text }) => text)).toEqual(["first", "second"]);
    expect(queued(agent.target.channel)).toMatchObject([{ id: third.id }]);
    expect(readdirSync(join(agent.target.channel.state, "taken"))).toEqual([]);
    expect(readDeliveries(agent.target.channel).map(({ outcome }) => outcome)).toEqual([
      "delivered",
      "delivered",
      "queued",
    ]);
  });

  test("at a usage limit: queued with the time if it is prompted on then, else refused; not after it", async () => {
    await using agent = await openBoxedAgent();
    agent.tell("state=blocked\nsource=hook\nkind=quota\nuntil=4102444800\n");
    const reason = "blocked: quota until 2100-01-01T00:00:00.000Z";
    expect(await deliver(agent.target, "go on")).toMatchObject({ outcome: "refused", reason });
    const resume = { onQuota: "resume" } as const;
    expect(await deliver(agent.target, "go on", resume)).toMatchObject({
      outcome: "queued",
      reason,
    });
    agent.tell("state=blocked\nsource=hook\nkind=quota\nuntil=1700000000\n");
    expect(await deliver(agent.target, "later", resume)).toMatchObject({ outcome: "queued" });
    expect(agent.submissions().map(({ text }) => text)).toEqual(["go on"]);
  });

  test("what could not be typed waits on, and is not told uncertain", async () => {
    await using agent = await openBoxedAgent({ BOX_DRAFT: "half a thou" });
    agent.tell("state=working\nsource=hook\n");
    const waits = await deliver(agent.target, "waits");
    agent.tell("state=idle\nsource=hook\n");
    const { channel } = agent.target;
    expect(await deliver(agent.target, "next")).toMatchObject({ outcome: "queued" });
    expect(queued(channel).map(({ id }) => id)).toContain(waits.id);
    expect(queued(channel)).toHaveLength(2);
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
    expect(agent.submissions()).toEqual([]);
  });

  test("of which nothing has told since its start is not queued for: nobody would hand it over", async () => {
    await using agent = await openBoxedAgent();
    agent.tell("");
    const title = { idle: null, working: "." };
    const runtime = { ...agent.target.runtime!, title };
    expect(await deliver({ ...agent.target, runtime }, "hello")).toMatchObject({
      outcome: "refused",
      reason: "busy",
    });
  });
});

describe("a sender that dies", () => {
  // One that can be killed is a process of its own, with the real code.
  const folder = mkdtempSync(join(tmpdir(), "sender-"));
  const sender = join(folder, "sender.mjs");
  beforeAll(() => {
    const entry = join(import.meta.dirname, "../../test/sender.ts");
    const common = { bundle: true, platform: "node", format: "esm", outfile: sender } as const;
    buildSync({ ...common, entryPoints: [entry], conditions: ["@mosaicstack/source"] });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("at any moment: its message arrives once or not at all; the next one arrives whole", async () => {
    await using agent = await openBoxedAgent({ BOX_MODE: "chunk" });
    const { tmux, pane, channel } = agent.target;
    const start = async (text: string) => {
      const child = spawn(process.execPath, [sender], {
        env: {
          ...agent.server.env,
          NODE_PATH: modules,
          SEND: JSON.stringify({ pane, channel, text }),
        },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const closed = once(child, "close");
      await once(child.stdout, "data");
      return { child, closed };
    };
    const undisturbed = await start("undisturbed");
    const began = performance.now();
    await undisturbed.closed;
    for (const [round, moment] of moments(8, performance.now() - began).entries()) {
      const text = `round ${round} ${"of words ".repeat(4)}end`;
      const { child, closed } = await start(text);
      await sleep(moment);
      child.kill("SIGKILL");
      await closed;
      const next = await deliver(agent.target, `after ${round}`, { enterMs: 600 });
      expect(next).toMatchObject({ outcome: "delivered" });
      const texts = agent.submissions().map((each) => each.text);
      expect(texts.at(-1)).toBe(`after ${round}`);
      const own = texts.filter((each) => each?.includes(`round ${round} `));
      expect([[], [text]]).toContainEqual(own);
    }
    expect(await tmux.list(["session_name"])).toHaveLength(1);
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
  });

  test("its lock is free at once; a living one is waited for, and told when it does not end", async () => {
    await using agent = await openBoxedAgent();
    const release = await takeLock(agent.target.channel, HANG_MS);
    expect(release).toBeDefined();
    expect(await takeLock(agent.target.channel, 100)).toBeUndefined();
    expect(await deliver(agent.target, "hello", { lockMs: 100 })).toMatchObject({
      outcome: "refused",
      reason: "lock: another sender types to it all the time",
    });
    release?.();
    expect(await deliver(agent.target, "hello")).toMatchObject({ outcome: "delivered" });
  });

  test("what it left in the box is entered, and never pasted again", async () => {
    await using agent = await openBoxedAgent();
    const { tmux, pane, channel } = agent.target;
    // Larger than the box shows: it is known by its end
    const large = `${"words of it ".repeat(300)}left over text`;
    begin(channel, "left-over", large);
    begin(channel, "other", "over text");
    await tmux.panes.paste(pane, large);
    await waitFor(async () => (await agent.screen()).includes("left over text"), {
      what: "the paste",
    });
    expect(await deliver(agent.target, "next")).toMatchObject({ outcome: "delivered" });
    await submitted(agent, 2);
    expect(agent.submissions().map(({ text }) => text?.slice(-9))).toEqual(["over text", "next"]);
    expect(readDeliveries(channel)).toMatchObject([
      { id: "left-over", outcome: "delivered", receipt: "hook" },
      {
        id: "other",
        outcome: "uncertain",
        reason: expect.stringMatching(/^sender-died: /) as string,
      },
      { outcome: "delivered" },
    ]);
  });
});

describe("without flock", () => {
  test("nothing is typed, and it is said what to install", async () => {
    await using agent = await openBoxedAgent();
    await expect(takeLock(agent.target.channel, 100, agent.server.directory)).rejects.toMatchObject(
      {
        code: "Failed",
        message: expect.stringContaining("install it (util-linux)") as string,
      },
    );
  });
});
