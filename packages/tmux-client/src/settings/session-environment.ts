import type { Client } from "../transport/client.js";
import { tmuxError } from "../transport/failure.js";
import { isTmuxError } from "../values/error.js";
import type { NameText } from "../values/name.js";
import { checkVariable } from "../values/program.js";
import { checkText } from "../values/quote.js";
import type { SessionRef } from "../values/target.js";
import { plainText } from "./plain-text.js";
import { inScope, refuseShared } from "./scope.js";

/** The environment that new panes get: of all sessions, or of one. */
export type EnvironmentScope<N extends string = string> =
  "global" | { readonly session: SessionRef | (N & NameText<N>) };

export interface EnvironmentOptions {
  /** Seen by formats only, not by programs (`set-environment -h`). */
  readonly hidden?: boolean;
}

/** All throw TmuxError. Values travel by standard input, and stand in no argv and no error. */
export interface SessionEnvironment {
  set<N extends string>(
    scope: EnvironmentScope<N>,
    name: string,
    value: string,
    options?: EnvironmentOptions,
  ): Promise<void>;
  /** Takes it out of this scope, so that the global one shows through. */
  unset<N extends string>(scope: EnvironmentScope<N>, name: string): Promise<void>;
  /** New panes shall not have it, whatever the global environment says. */
  remove<N extends string>(scope: EnvironmentScope<N>, name: string): Promise<void>;
  /** Undefined where this scope has none, or says that it is removed. */
  get<N extends string>(
    scope: EnvironmentScope<N>,
    name: string,
    options?: EnvironmentOptions,
  ): Promise<string | undefined>;
  /** All of this scope, by name; undefined for one that is removed. */
  all<N extends string>(
    scope: EnvironmentScope<N>,
    options?: EnvironmentOptions,
  ): Promise<ReadonlyMap<string, string | undefined>>;
}

export function sessionEnvironment(client: Client): SessionEnvironment {
  const change = async (
    scope: EnvironmentScope,
    words: readonly string[],
    rest: readonly string[],
  ): Promise<void> => {
    refuseShared(client, scope);
    await inScope(client, scope, ["set-environment", ...words], rest, { secret: true, shows: 1 });
  };
  const hide = (options: EnvironmentOptions | undefined): string[] =>
    options?.hidden ? ["-h"] : [];
  return {
    async set(scope, name, value, options) {
      const text = checkText(value, `variable ${name}`);
      await change(scope, hide(options), [checkVariable(name), text]);
    },
    unset: async (scope, name) => await change(scope, ["-u"], [checkVariable(name)]),
    remove: async (scope, name) => await change(scope, ["-r"], [checkVariable(name)]),
    async get(scope, name, options) {
      try {
        const words = ["show-environment", ...hide(options)];
        const output = await inScope(client, scope, words, [checkVariable(name)]);
        const text = plainText(client, output, `variable \`${name}\``);
        return text.startsWith(`${name}=`) ? text.slice(name.length + 1) : undefined;
      } catch (error) {
        if (isTmuxError(error) && /unknown variable/.test(error.stderr)) return undefined;
        throw error;
      }
    },
    async all(scope, options) {
      const words = ["show-environment", "-s", ...hide(options)];
      const text = plainText(client, await inScope(client, scope, words, []), "the environment");
      const found = parseShellForm(text === "" ? "" : `${text}\n`);
      if (found) return found;
      throw tmuxError(client, "Protocol", "tmux wrote an environment that cannot be read", {
        command: words,
        delivery: "applied",
      });
    },
  };
}

/**
 * What `show-environment -s` writes. Undefined for other text. tmux quotes the values, but no name: one of a foreign program may hold
 * anything but `=` and NUL, so a name that is set is told by standing there twice, and one that is removed by what follows it.
 */
export function parseShellForm(text: string): Map<string, string | undefined> | undefined {
  const found = new Map<string, string | undefined>();
  for (let at = 0; at < text.length;) {
    const entry = assignmentAt(text, at) ?? removalAt(text, at);
    if (entry === undefined) return undefined;
    found.set(entry.name, entry.value);
    at = entry.end;
  }
  return found;
}

interface Entry {
  readonly name: string;
  readonly value: string | undefined;
  readonly end: number;
}

function assignmentAt(text: string, at: number): Entry | undefined {
  const pattern = /([^=]+)="((?:[^"\\$`]|\\[\\$`"])*)"; export /y;
  pattern.lastIndex = at;
  const [whole, name, value] = pattern.exec(text) ?? [];
  if (whole === undefined || name === undefined || value === undefined) return undefined;
  if (!text.startsWith(`${name};\n`, at + whole.length)) return undefined;
  const end = at + whole.length + name.length + 2;
  return { name, value: value.replaceAll(/\\([\\$`"])/g, "$1"), end };
}

function removalAt(text: string, at: number): Entry | undefined {
  const start = at + "unset ".length;
  if (!text.startsWith("unset ", at)) return undefined;
  for (let stop = text.indexOf(";\n", start); stop !== -1; stop = text.indexOf(";\n", stop + 1)) {
    const end = stop + 2;
    if (end === text.length || text.startsWith("unset ", end) || assignmentAt(text, end))
      return { name: text.slice(start, stop), value: undefined, end };
  }
  return undefined;
}
