import { checkDirectory } from "../values/address.js";
import { clientEnvironment, foundingEnvironment } from "../values/environment.js";
import { checkDeadline } from "../values/options.js";
import { aborted } from "./abort.js";
import type { Signals } from "./abort.js";
import type { Answer } from "./answer.js";
import type { CallOptions } from "./call-options.js";
import { signalsOf } from "./client.js";
import type { Client } from "./client.js";
import { joinCommands, quoteCommands } from "./command.js";
import type { Command } from "./command.js";
import { cannotStart, failure, tmuxError, unsealed } from "./failure.js";
import { runProcess } from "./run.js";
import type { RunOutcome } from "./run.js";
import { newSeal, unseal } from "./seal.js";

/** Runs commands in one call of tmux and returns what they wrote. Throws TmuxError. */
export async function call(
  client: Client,
  commands: readonly Command[],
  options: CallOptions = {},
): Promise<Buffer> {
  return (await ask(client, commands, options)).answer;
}

/** As `call`, and tells how the answer is written. */
export async function ask(
  client: Client,
  commands: readonly Command[],
  options: CallOptions = {},
): Promise<Answer> {
  if (client.control?.carries(commands, options)) {
    // The connection is shared; the deadline of `with` is this client's own
    const deadlineMs = options.deadlineMs ?? client.options.deadlineMs;
    const own = { ...options, deadlineMs };
    return await client.control.ask(commands, own, signalsOf(client, options));
  }
  const seal = newSeal();
  const { outcome, shown, deadlineMs } = await execute(client, commands, options, seal);
  if (outcome.kind === "exited" && outcome.exitCode === 0) {
    const answer = unseal(outcome.stdout, seal);
    if (typeof answer !== "string") return answer;
    throw unsealed(client, answer, shown);
  }
  throw await failure(client, outcome, shown, deadlineMs);
}

export interface Execution {
  readonly outcome: RunOutcome;
  readonly shown: Command;
  readonly deadlineMs: number;
}

/** One run of the tmux client, whatever comes of it. Throws TmuxError when it cannot be run. */
export async function execute(
  client: Client,
  commands: readonly Command[],
  options: CallOptions,
  seal?: string,
): Promise<Execution> {
  const { prefix, env, uid } = client.options;
  if (client.address.directory !== undefined) checkDirectory(client.address.directory, uid);
  const deadlineMs = checkDeadline(options.deadlineMs ?? client.options.deadlineMs);
  // A founder reads no configuration of the person; everyone else may not found.
  const founding = options.founding ? ["-f", "/dev/null"] : ["-N"];
  const tmux = [
    options.binary ?? client.options.binary,
    "-u",
    ...founding,
    ...client.address.flags,
  ];
  const shown = [...tmux, ...(options.shown ?? commands[0] ?? [])];
  const { words, input } = carry(commands, options);
  const end = seal === undefined ? [] : [";", "display-message", "-p", seal];
  const argv = [...prefix, ...tmux, ...words, ...end];
  const environment = options.founding ? foundingEnvironment(env) : clientEnvironment(env);
  const signals = signalsOf(client, options);
  const until = Date.now() + deadlineMs;
  const leave = options.ungated ? () => {} : await client.gate.enter(deadlineMs, signals);
  if (!leave) throw notAdmitted(client, shown, signals, deadlineMs);
  try {
    const outcome = await runProcess(argv[0] ?? "", argv.slice(1), {
      env: environment,
      input,
      deadlineMs: Math.max(1, until - Date.now()),
      signals,
    });
    const read = words[0] === "source-file" ? withCauses(outcome) : outcome;
    return { outcome: read, shown, deadlineMs };
  } catch (cause) {
    throw cannotStart(argv[0] ?? "", cause, shown);
  } finally {
    leave();
  }
}

/** Bytes of argv from which commands go by standard input: tmux itself takes 16 KiB. */
const ARGV_LIMIT = 8192;

function carry(
  commands: readonly Command[],
  options: CallOptions,
): { words: readonly string[]; input: Buffer | undefined } {
  const words = joinCommands(commands);
  const bytes = words.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 0);
  if (options.input || options.founding || (!options.secret && bytes <= ARGV_LIMIT)) {
    return { words, input: options.input };
  }
  // One line, so that tmux stops at the first command that fails, as it does for argv.
  return { words: ["source-file", "-"], input: Buffer.from(`${quoteCommands(commands)}\n`) };
}

/** What tmux's parser has against commands from standard input it writes among the answers. */
function withCauses(outcome: RunOutcome): RunOutcome {
  if (outcome.kind !== "exited" || outcome.exitCode === 0 || outcome.stderr !== "") return outcome;
  const cause = /^-:\d+: .+$/m.exec(outcome.stdout.toString("utf8"))?.[0];
  return cause === undefined ? outcome : { ...outcome, stderr: cause };
}

function notAdmitted(
  client: Client,
  command: Command,
  signals: Signals,
  deadlineMs: number,
): Error {
  const verb = `\`${command.join(" ")}\``;
  if (aborted(signals)) return tmuxError(client, "Aborted", `${verb} was aborted`, { command });
  const what = `${verb} waited ${String(deadlineMs)} ms for other calls on \`${client.address.socketPath}\` to end`;
  return tmuxError(client, "Timeout", what, { command });
}
