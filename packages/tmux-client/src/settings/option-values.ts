import type { Client } from "../transport/client.js";
import { tmuxError } from "../transport/failure.js";
import { invalidArgument, isTmuxError } from "../values/error.js";
import { checkText } from "../values/quote.js";
import { isOptionName } from "./option-name.js";
import { plainText } from "./plain-text.js";
import { inScope, refuseShared } from "./scope.js";
import type { Scope } from "./scope.js";

/** Options of tmux(1), and user options (`@name`). All throw TmuxError: UnknownOption, … */
export interface Options {
  /** As it is set in this scope; undefined where it is not. `inherited` looks further up too. */
  get<N extends string>(
    scope: Scope<N>,
    name: string,
    options?: { readonly inherited?: boolean },
  ): Promise<string | undefined>;
  /** Throws BadValue too, also for an index of what is no array. The value is kept as it is written. */
  set<N extends string>(scope: Scope<N>, name: string, value: string): Promise<void>;
  /** Back to what the scope above has. */
  unset<N extends string>(scope: Scope<N>, name: string): Promise<void>;
}

export function optionValues(client: Client): Options {
  return {
    async get(scope, name, options = {}) {
      // tmux takes a user option that is not set for an unknown one, unless it is told to be quiet.
      const quiet = checkOption(name).startsWith("@");
      const words = ["show-options", ...(quiet ? ["-q"] : []), "-v"];
      if (options.inherited) words.push("-A");
      const output = await inScope(client, scope, words, [name], { quiet });
      // Nothing at all where it is not set; an empty line for an empty value.
      return output.length === 0 ? undefined : plainText(client, output, `option \`${name}\``);
    },
    async set(scope, name, value) {
      refuseShared(client, scope);
      const rest = [checkOption(name), checkText(value, `option ${name}`)];
      try {
        await inScope(client, scope, ["set-option"], rest, { shows: 1 });
      } catch (error) {
        throw asBadValue(client, error);
      }
    },
    async unset(scope, name) {
      refuseShared(client, scope);
      await inScope(client, scope, ["set-option", "-u"], [checkOption(name)]);
    },
  };
}

/** An option may hold commands, as hooks do: what tmux says of those it says of the value. */
function asBadValue(client: Client, error: unknown): unknown {
  if (!isTmuxError(error, "Command", "Unsupported", "InvalidArgument")) return error;
  const { command, stderr, exitCode, delivery, cause } = error;
  if (delivery !== "rejected") return error;
  return tmuxError(client, "BadValue", `\`${command.join(" ")}\` failed: ${stderr}`, {
    command,
    stderr,
    exitCode,
    delivery,
    cause,
  });
}

function checkOption(name: string): string {
  if (name.startsWith("@") ? /^@[A-Za-z0-9_-]+$/.test(name) : isOptionName(name)) return name;
  throw invalidArgument(
    `${JSON.stringify(name)} is no option: it looks like \`history-limit\`, \`update-environment[0]\` or \`@name\``,
  );
}
