import { randomBytes } from "node:crypto";
import { execute } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { quoteCommands } from "../transport/command.js";
import { classify } from "../transport/classify.js";
import { failure, tmuxError, unsealed } from "../transport/failure.js";
import { newSeal, unseal } from "../transport/seal.js";
import { isTmuxError } from "../values/error.js";
import type { TmuxError } from "../values/error.js";
import type { LineResult, Outcome, Outcomes, Step, StepPlan } from "./step.js";

/**
 * Does all steps in one call of tmux, each on its own: one that fails stops no other. Throws
 * TmuxError only where nothing was sent; else every step has its outcome.
 */
export async function batch<const S extends readonly Step<unknown>[]>(
  client: Client,
  steps: S,
): Promise<Outcomes<S>> {
  const plans = steps.map((step) => step.plan(client));
  if (plans.length === 0) return [] as unknown as Outcomes<S>;
  const nonce = randomBytes(8).toString("hex");
  const lines = plans.flatMap((plan) => plan.lines);
  const input = Buffer.from(lines.map((line, index) => marked(line, nonce, index)).join(""));
  const shown = ["source-file", "-", `(${String(plans.length)} steps)`];
  const seal = newSeal();
  // Each line of a file stands alone for tmux; by argv the first failure would end them all.
  const done = await execute(client, [["source-file", "-"]], { shown, input }, seal);
  const { outcome } = done;
  const finished = outcome.kind === "exited" && outcome.exitCode !== undefined;
  const sealed = finished ? unseal(outcome.stdout, seal) : "missing";
  const marks = readMarks(outcome.stdout, nonce, lines);
  const broken = await breakage();
  if (broken && broken.delivery === "not-sent") throw broken;
  const stderr = finished ? outcome.stderr : "";
  // tmux writes what it has against each command that fails, in order, and not which it was.
  const each = messages(stderr, marks.filter(({ complete }) => !complete).length);
  let at = 0;
  const results = plans.map((plan) => {
    const mine: LineResult[] = [];
    let unknown = false;
    for (let count = 0; count < plan.lines.length; count += 1) {
      const mark = marks.shift() ?? { outputs: [], complete: false };
      unknown ||= !mark.complete && broken !== undefined;
      const error = mark.complete ? undefined : lineError(plan, each?.[at], mark.outputs.length);
      if (!mark.complete) at += 1;
      mine.push({ outputs: mark.outputs, error });
    }
    return unknown && broken ? { status: "unknown", error: broken } : settle(plan, mine);
  });
  return results as unknown as Outcomes<S>;

  /** Why not every line was come to, if so. */
  async function breakage(): Promise<TmuxError | undefined> {
    if (typeof sealed !== "string") {
      // A line that tmux cannot read makes it run none of them.
      const unread = finished && /^-:\d+: /m.test(outcome.stderr);
      if (!unread) return undefined;
      const what = `tmux could not read the steps: ${outcome.stderr}`;
      const { code } = classify(outcome.stderr);
      return tmuxError(client, code, what, { command: shown, stderr: outcome.stderr });
    }
    if (finished && outcome.exitCode === 0) return unsealed(client, sealed, done.shown);
    return await failure(client, outcome, done.shown, done.deadlineMs);
  }

  function lineError(plan: StepPlan<unknown>, said: string | undefined, before: number): TmuxError {
    // A message that may be another step's must not choose the code.
    const { code, delivery } = classify(said ?? "");
    const why = said ?? `tmux wrote, of this or another step: ${stderr}`;
    const what = `\`${plan.shown.join(" ")}\` failed: ${why}`;
    return tmuxError(client, code, what, {
      command: plan.shown,
      stderr: said ?? stderr,
      exitCode: 1,
      delivery: before > 0 ? "applied" : delivery,
    });
  }
}

/** What tmux said of each of so many commands. Undefined where that cannot be told apart. */
function messages(stderr: string, count: number): readonly string[] | undefined {
  const lines = stderr.split("\n").filter((line) => line !== "");
  if (lines.length === count) return lines;
  // One that quotes a word with a newline goes on in the next line.
  const whole: string[] = [];
  for (const line of lines) {
    if (whole.length === 0 || classify(line).code !== "Command") whole.push(line);
    else whole.push(`${whole.pop() ?? ""}\n${line}`);
  }
  return whole.length === count ? whole : undefined;
}

function settle(plan: StepPlan<unknown>, lines: readonly LineResult[]): Outcome<unknown> {
  try {
    return { status: "done", value: plan.read(lines) };
  } catch (error) {
    if (isTmuxError(error)) return { status: "failed", error };
    throw error;
  }
}

/** A line with a mark behind each command: what stands before it, that command wrote. */
function marked(line: StepPlan<unknown>["lines"][number], nonce: string, index: number): string {
  const words = line.flatMap((command, at) => [
    command,
    ["display-message", "-p", `${nonce} ${String(index)} ${String(at + 1)}`],
  ]);
  return `${quoteCommands(words)}\n`;
}

interface Marked {
  readonly outputs: readonly Buffer[];
  readonly complete: boolean;
}

function readMarks(
  stdout: Buffer,
  nonce: string,
  lines: readonly StepPlan<unknown>["lines"][number][],
): Marked[] {
  const found: Buffer[][] = lines.map(() => []);
  const nonceBytes = Buffer.from(nonce);
  let from = 0;
  for (;;) {
    const at = stdout.indexOf(nonceBytes, from);
    const newline = at < 0 ? -1 : stdout.indexOf(0x0a, at);
    if (newline < 0) break;
    const [, index = ""] = stdout.toString("latin1", at, newline).split(" ");
    found[Number(index)]?.push(stdout.subarray(from, at));
    from = newline + 1;
  }
  return lines.map((line, index) => ({
    outputs: found[index] ?? [],
    complete: found[index]?.length === line.length,
  }));
}
