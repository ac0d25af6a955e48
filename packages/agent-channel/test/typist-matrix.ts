import { createHash } from "node:crypto";
import { deliver } from "../src/delivery/deliver.js";
import { openDrainedAgent, type DrainedAgent } from "./drained-agent.js";

/** A kind of input box, as its header (fake-box.mjs) says. */
export interface Cell {
  readonly mode: "plain" | "chunk" | "burst";
  readonly blockMs: 0 | 150;
}

/** What became of the messages of a cell. */
export interface Tally {
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
  /** Submissions that are no message: two that came as one, or one that came in parts. */
  readonly merged: number;
  /** Told `delivered`, and not arrived; or arrived, and not told so. */
  readonly mistold: number;
}

/** Hands one message to an agent, and says what became of it. */
export type Engine = (agent: DrainedAgent, text: string) => Promise<string | undefined>;

export const engines: Readonly<Record<"send" | "drain", Engine>> = {
  send: async ({ target }, text) => (await deliver(target, text)).outcome,
  drain: async (agent, text) => {
    const message = agent.enqueue(text);
    await agent.drain();
    return agent.record(message)?.outcome;
  },
};

export const cells: readonly Cell[] = (["plain", "chunk", "burst"] as const).flatMap((mode) => [
  { mode, blockMs: 0 },
  { mode, blockMs: 150 },
]);

/** One line, several, and what is read in two, three and five pieces. */
const texts: readonly string[] = [
  "- one line; `id`; $HOME",
  "several\n\tlines ü 漢字 ✓\n\nthe last;",
  `${"y".repeat(99)}\n`.repeat(60),
  `${"é漢z ".repeat(1250)}end`,
  "x".repeat(20_000),
];

/** Sends them all, `rounds` times, to an agent of this kind whose drain is `script`. */
export async function runCell(
  { mode, blockMs }: Cell,
  options: { readonly script: string; readonly engine: Engine; readonly rounds: number },
): Promise<Tally> {
  await using agent = await openDrainedAgent(options.script, {
    BOX_MODE: mode,
    BOX_BLOCK_MS: String(blockMs),
  });
  const sent: { readonly sha256: string; readonly told: string | undefined }[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const text of texts) {
      const one = `${round}${text}`;
      const told = await options.engine(agent, one);
      sent.push({ sha256: createHash("sha256").update(one).digest("hex"), told });
    }
  }
  const got = agent.submissions().map(({ sha256 }) => sha256);
  const times = sent.map(({ sha256 }) => got.filter((each) => each === sha256).length);
  return {
    sent: sent.length,
    lost: times.filter((count) => count === 0).length,
    doubled: times.filter((count) => count > 1).length,
    merged: got.filter((each) => !sent.some(({ sha256 }) => sha256 === each)).length,
    mistold: sent.filter(({ told }, at) => (told === "delivered") !== (times[at] === 1)).length,
  };
}
