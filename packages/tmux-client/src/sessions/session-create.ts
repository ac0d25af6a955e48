import { folderWord } from "./folder.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { tmuxError } from "../transport/failure.js";
import { invalidArgument } from "../values/error.js";
import type { NameText, SessionName } from "../values/name.js";
import { environmentFlags, programWords } from "../values/program.js";
import { checkText, formatLiteral } from "../values/quote.js";
import { exactTarget } from "../values/target.js";
import type { SessionRef } from "../values/target.js";

export interface SessionSpec {
  readonly name: SessionName | string;
  /** argv of the program, run as it is without a shell. Default the person's shell. */
  readonly command?: readonly string[];
  /** An absolute folder that exists. Default `/`. */
  readonly cwd?: string;
  /** Added to the session's environment. It goes by standard input, so that `ps` does not show it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** User options of the session, set before anything else can look at it. */
  readonly options?: Readonly<Record<`@${string}`, string>>;
  readonly windowName?: string;
  /** In cells; default as the server's `default-size`. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** The same with a name that does not compile when it is a literal that cannot be one. */
export type NamedSpec<N extends string> = SessionSpec & { readonly name: N & NameText<N> };

// Ids and times only, so that the answer needs no frame.
export const REF_FORMAT = "#{session_id} #{session_created} #{pid} #{start_time}";

/** What an error shows of it. */
export function shownCreate(name: SessionName): Command {
  return ["new-session", "-d", "-s", name];
}

/** The commands that make the session; the first writes its reference. Throws InvalidArgument. */
export function createCommands(client: Client, name: SessionName, spec: SessionSpec): Command[] {
  const create = ["new-session", "-d", "-E", "-P", "-F", REF_FORMAT, "-s", name];
  create.push("-c", folderWord(client, spec.cwd ?? "/"));
  if (spec.windowName !== undefined) create.push("-n", windowName(spec.windowName));
  if (spec.size) create.push("-x", cells(spec.size.width), "-y", cells(spec.size.height));
  create.push(...environmentFlags(spec.environment ?? {}));
  if (spec.command) create.push(...programWords(spec.command, "the session's command"));
  const options = Object.entries(spec.options ?? {}).map(([key, value]) => {
    if (!/^@[A-Za-z0-9_-]+$/.test(key)) {
      throw invalidArgument(`${JSON.stringify(key)} is no user option: it looks like \`@name\``);
    }
    return ["set-option", "-t", exactTarget(name), key, checkText(value, `option ${key}`)];
  });
  return [create, ...options];
}

/** Undefined for text that is no reference. */
export function parseRef(name: string, text: string): SessionRef | undefined {
  const match = /^\$(\d+) (\d+) (\d+) (\d+)\n/.exec(text);
  if (!match) return undefined;
  return {
    id: `$${Number(match[1])}`,
    name,
    created: Number(match[2]),
    server: { pid: Number(match[3]), startTime: Number(match[4]) },
  };
}

/** The reference that the commands wrote. */
export function parseCreated(client: Client, name: SessionName, text: string): SessionRef {
  const session = parseRef(name, text);
  if (session) return session;
  const what = `tmux made session \`${name}\` but did not name it; look it up with \`sessions.find()\``;
  throw tmuxError(client, "Protocol", what, { delivery: "applied" });
}

/** Throws InvalidArgument for what some tmux refuses, and another rewrites. */
function windowName(name: string): string {
  checkText(name, "the window's name");
  if (name !== "" && !/\p{Cc}/u.test(name)) return formatLiteral(name);
  throw invalidArgument(
    `${JSON.stringify(name)} is no window name: give text without control characters`,
  );
}

function cells(count: number): string {
  if (Number.isSafeInteger(count) && count >= 1 && count <= 10_000) return String(count);
  throw invalidArgument(`a size of ${String(count)} cells cannot be: give 1 to 10000`);
}
