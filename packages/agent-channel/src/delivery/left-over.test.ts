import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBoxedAgent, type BoxedAgent } from "../../test/boxed-agent.js";
import { moments } from "../../test/moments.js";
import { readDeliveries } from "../channel/deliveries.js";
import { begin } from "../channel/queue.js";
import { deliver } from "./deliver.js";

/** Where a sender that is bundled elsewhere finds the scripts. */
const modules = join(import.meta.dirname, "../../../../node_modules");
const policy = { paintMs: HANG_MS, lockMs: HANG_MS, receiptMs: HANG_MS };
/** Writes down each line that it reads. */
const reader = (first: string, answer: string): string[] => [
  "sh",
  "-c",
  `${first}; echo go; while IFS= read -r x; do printf '%s\\n' "$x" >>"$READ"; ${answer}; done`,
];
const readers: [string, string[]][] = [
  ["a terminal that echoes", reader(":", 'echo "$x"')],
  ["one that does not", reader("stty -echo", 'echo "got: $x"')],
  ["one behind a prompt", reader("printf '$ '", `echo "$x"; printf '$ '`)],
  ["bash's own editor", ["bash", "--norc", "-i"]],
];

interface Reading extends BoxedAgent {
  lines(): string[];
}

async function open(program: readonly string[]): Promise<Reading> {
  const file = join(mkdtempSync(join(folder, "read-")), "read");
  const agent = await openBoxedAgent(
    { READ: file, PS1: "$ ", HISTFILE: "/dev/null", INPUTRC: "/dev/null" },
    { runtime: undefined, program },
  );
  await waitFor(async () => (await agent.screen()).trim() !== "", { what: "its first words" });
  return {
    ...agent,
    lines: () => {
      try {
        return readFileSync(file, "utf8").trimEnd().split("\n");
      } catch {
        return [];
      }
    },
  };
}
/** What is sent to bash has to be a command. */
const worded = (program: readonly string[], text: string): string =>
  program[0] === "bash" ? `echo '${text}' | tee -a $READ` : text;

let folder: string;
let sender: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "left-over-"));
  sender = join(folder, "sender.mjs");
  const entryPoints = [join(import.meta.dirname, "../../test/sender.ts")];
  const common = { bundle: true, platform: "node", format: "esm", outfile: sender } as const;
  buildSync({ ...common, entryPoints, conditions: ["@mosaicstack/source"] });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("what a sender who died left in the line of a plain command", () => {
  test.each(readers)("is no part of the next message: %s", async (_, program) => {
    await using agent = await open(program);
    const { tmux, pane, channel } = agent.target;
    for (const text of ["killed first", "killed second"].map((each) => worded(program, each))) {
      begin(channel, `id-${text.length}`, text);
      await tmux.panes.paste(pane, text);
    }
    // The second fell into the line of the first, as with a sender of an older version
    expect(agent.lines()).toEqual([]);
    const first = await deliver(agent.target, worded(program, "the third"), policy);
    if (first.outcome === "refused") {
      expect(first.reason).toMatch(/^left-over: /);
      expect(readdirSync(join(channel.state, "taken"))).not.toEqual([]);
      await tmux.panes.keys(pane, "C-u");
      await deliver(agent.target, worded(program, "the third"), policy);
    }
    await waitFor(() => agent.lines().length > 0, { what: "a line" });
    expect(agent.lines()).toEqual(["the third"]);
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
  });

  test.each(readers)("is settled at any moment of its death: %s", async (_, program) => {
    await using agent = await open(program);
    const { pane, channel } = agent.target;
    const start = async (words: string) => {
      const text = worded(program, words);
      const child = spawn(process.execPath, [sender], {
        env: {
          ...agent.server.env,
          NODE_PATH: modules,
          SEND: JSON.stringify({ pane, channel, text, plain: true }),
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
    const sent = ["undisturbed"];
    for (const [round, moment] of moments(4, performance.now() - began).entries()) {
      sent.push(`killed in round ${round}`);
      const { child, closed } = await start(`killed in round ${round}`);
      await sleep(moment);
      child.kill("SIGKILL");
      await closed;
    }
    sent.push("the last");
    const last = await deliver(agent.target, worded(program, "the last"), policy);
    expect(last).toMatchObject({ outcome: "delivered", receipt: "screen" });
    const got = agent.lines();
    // Each alone, in order, and none twice
    expect(sent.filter((text) => got.includes(text))).toEqual(got);
    expect(got.at(-1)).toBe("the last");
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
    const ends = readDeliveries(channel).filter(({ outcome }) => outcome === "delivered");
    expect(ends.length).toBeLessThanOrEqual(got.length);
  });
});
