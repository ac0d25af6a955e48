import { call } from "../transport/call.js";
import { tmuxError } from "../transport/failure.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { TmuxError, invalidArgument } from "../values/error.js";
import { EPOCH_WITNESS, callGuarded, epochConditions, sameEpoch } from "../transport/guard.js";
import { parseSessionName } from "../values/name.js";
import { checkText } from "../values/quote.js";
import { rawCommands } from "./raw-commands.js";
import type { RawCommand, RawCommandName } from "./raw-commands.js";
import { checkEpoch, isIdTarget } from "../values/target.js";
import type { ServerEpoch } from "../values/target.js";

export interface RunOptions {
  /** Run only by this run of the server; needed for a target that is an id. */
  readonly server?: ServerEpoch;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** A command out of the allow-list, by its full name, with its arguments. */
export type RawCommandLine = readonly [RawCommandName, ...string[]];

/** One raw command, for what has no verb of its own. Formats in it are tmux's: `#(…)` runs programs. */
export async function run(
  client: Client,
  command: RawCommandLine,
  options: RunOptions = {},
): Promise<string> {
  const { shown, commands } = checkCommand(client, command, options.server !== undefined);
  const { server, deadlineMs, signal } = options;
  const how = { shown, deadlineMs, signal };
  if (!server) return (await call(client, commands, how)).toString("utf8");

  const guard = { conditions: epochConditions(checkEpoch(server)), witness: EPOCH_WITNESS };
  const verdict = await callGuarded(client, guard, commands, how);
  if (verdict.held) return verdict.output.toString("utf8");
  const what = sameEpoch(verdict.witness, server)
    ? "tmux refused the command without a reason"
    : `\`${shown.join(" ")}\` was meant for another run of the tmux server`;
  throw tmuxError(client, "StaleReference", what, { command: shown, delivery: "rejected" });
}

export interface CheckedCommand {
  /** What may be shown of it. */
  readonly shown: Command;
  /** What to run for it; the last one writes the answer. */
  readonly commands: readonly Command[];
}

/** Throws Unsupported or InvalidArgument for what is not run raw. */
export function checkCommand(
  client: Client,
  command: readonly string[],
  guarded: boolean,
): CheckedCommand {
  const [name = "", ...words] = command;
  const rule: RawCommand | undefined = Object.hasOwn(rawCommands, name)
    ? rawCommands[name as RawCommandName]
    : undefined;
  if (!rule) {
    throw new TmuxError(
      "Unsupported",
      `\`${name}\` is not run raw: use a verb of this package, or a full name out of ${Object.keys(rawCommands).join(", ")}`,
    );
  }
  for (const word of words) checkText(word, `an argument of \`${name}\``);
  const { flags, rest } = parseFlags(name, rule, words);
  const given = new Set(flags.map((flag) => flag.letter));
  for (const { letter, value } of flags) {
    if (letter === "t" || (name === "detach-client" && letter === "s")) checkTarget(value, guarded);
  }
  if (
    needsTarget(rule, given) &&
    !given.has("t") &&
    !(name === "detach-client" && given.has("s"))
  ) {
    throw invalidArgument(
      `\`${name}\` without a target would pick some session: give \`-t =name:\``,
    );
  }
  if (client.address.isDefault && rule.configures && (given.has("g") || given.has("s"))) {
    throw invalidArgument(
      `\`${name}\` for all of the default tmux server is refused: it is the person's own`,
    );
  }
  // tmux itself rewrites a name that it does not like, and says nothing.
  if (name === "rename-session" && rest.length === 1) parseSessionName(rest[0] ?? "");
  const hidden = rest.length > rule.shows ? ["…"] : [];
  return {
    shown: [name, ...flags.flatMap(show), ...rest.slice(0, rule.shows), ...hidden],
    commands: [...witness(name, flags), command],
  };
}

/** Commands that say nothing of a target that is not there: another one looks for it first. */
function witness(name: string, flags: readonly Flag[]): Command[] {
  const target = flags.findLast(({ letter }) => letter === "t")?.value;
  const quiet = name === "display-message" || flags.some(({ letter }) => letter === "q");
  return quiet && target !== undefined ? [["has-session", "-t", target]] : [];
}

/** Throws Unsupported or InvalidArgument for what tmux shall not run by itself later. */
export function checkHookCommand(client: Client, command: readonly string[]): void {
  const [name, flag, channel = "", ...rest] = command;
  const signals = name === "wait-for" && flag === "-S" && /^[A-Za-z0-9][\w.-]*$/.test(channel);
  if (!signals || rest.length > 0) checkCommand(client, command, false);
}

interface Flag {
  readonly letter: string;
  readonly value: string | undefined;
}

function parseFlags(
  name: string,
  rule: RawCommand,
  words: readonly string[],
): { flags: Flag[]; rest: string[] } {
  const flags: Flag[] = [];
  let index = 0;
  for (; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (word === "--") return { flags, rest: words.slice(index + 1) };
    if (!word.startsWith("-") || word === "-") break;
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? "";
      const known = /[A-Za-z]/.test(letter) ? rule.flags.indexOf(letter) : -1;
      if (known < 0)
        throw invalidArgument(
          `\`${name}\` takes no \`-${letter}\` here: put \`--\` before words that begin with \`-\``,
        );
      if (rule.flags[known + 1] !== ":") {
        flags.push({ letter, value: undefined });
        continue;
      }
      const attached = word.slice(at + 1);
      if (attached === "") index += 1;
      const value = attached === "" ? words[index] : attached;
      // 3.3a takes a flag at the end without its value, and then picks some session.
      if (value === undefined) throw invalidArgument(`\`${name} -${letter}\` needs a value`);
      flags.push({ letter, value });
      break;
    }
  }
  return { flags, rest: words.slice(index) };
}

function checkTarget(target: string | undefined, guarded: boolean): void {
  if (target !== undefined && isIdTarget(target)) {
    if (guarded) return;
    throw invalidArgument(
      `id \`${target}\` may mean another in a new server: give the option \`server\` with it`,
    );
  }
  if (target !== undefined && /^=[A-Za-z0-9][A-Za-z0-9_-]{0,63}:$/.test(target)) return;
  throw invalidArgument(
    `target ${JSON.stringify(target)} is not exact: write \`=name:\`, or an id with the option \`server\``,
  );
}

function needsTarget(rule: RawCommand, given: ReadonlySet<string>): boolean {
  if (rule.target === "needed") return true;
  if (rule.target === "all") return !given.has("a");
  return rule.target === "global" && !given.has("g") && !given.has("s");
}

function show(flag: Flag): string[] {
  return flag.value === undefined ? [`-${flag.letter}`] : [`-${flag.letter}`, flag.value];
}
