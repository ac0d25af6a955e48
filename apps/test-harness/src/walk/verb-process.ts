import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExecResult, Sandbox } from "@mosaicstack/systemd-sandbox";
import type { RunCli } from "../live/rehearsal.js";
import type { VerbAnswer, VerbCall } from "./verb-call.js";

/** One process inside that runs each verb of the command, for as long as it lives: a reboot ends it, and the next verb starts another. */
export interface VerbProcess extends AsyncDisposable {
  readonly run: RunCli;
}

/** What each verb leaves in memory, the first file of the command, is let go with the process. */
const VERBS_EACH = 400;

/** `cli`: the command, its `main.js` beside it. `program`: `answer-verbs.js`, as it is built. */
export async function openVerbProcess(
  sandbox: Sandbox,
  { cli, program }: { readonly cli: string; readonly program: string },
): Promise<VerbProcess> {
  // Seen inside wherever it stands outside
  const inside = join(sandbox.home, ".answer-verbs.mjs");
  await copyFile(program, inside);
  const main = join(dirname(cli), "..", "dist", "main.js");
  let child: Answering | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const answer: RunCli = async (argv, { deadlineMs = 30_000 }) => {
    if (child === undefined || child.isOver() || child.verbs >= VERBS_EACH) {
      await child?.end();
      child = startAnswering(sandbox, inside, main);
    }
    return child.run({ argv }, deadlineMs);
  };
  return {
    run: async (argv, options) => {
      const answered = turn.then(async () => answer(argv, options));
      turn = answered.catch(() => undefined);
      return answered;
    },
    [Symbol.asyncDispose]: async () => child?.end(),
  };
}

interface Answering {
  verbs: number;
  readonly isOver: () => boolean;
  readonly run: (call: VerbCall, deadlineMs: number) => Promise<ExecResult>;
  readonly end: () => Promise<void>;
}

function startAnswering({ enter, home }: Sandbox, program: string, main: string): Answering {
  const [file = "", ...args] = enter;
  const child = spawn(file, [...args, process.execPath, program, main], { cwd: home });
  const ended = once(child, "exit");
  // A line to who has just ended
  child.stdin.on("error", () => undefined);
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => void (complaint += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    verbs: 0,
    isOver,
    async run(call, deadlineMs) {
      this.verbs += 1;
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const waiting = new AbortController();
      const late = sleep(deadlineMs, "late" as const, { signal: waiting.signal });
      const line = await Promise.race([lines.next(), late]).finally(() => waiting.abort());
      late.catch(() => undefined);
      if (line !== "late" && line.done !== true)
        return { ...(JSON.parse(line.value) as VerbAnswer), timedOut: false };
      await kill(child, ended);
      const timedOut = line === "late";
      return { exitCode: undefined, stdout: "", stderr: complaint, timedOut };
    },
    end: async () => {
      child.stdin.end();
      await kill(child, ended);
    },
  };
}

async function kill(child: ChildProcessWithoutNullStreams, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGKILL");
  await ended;
}
