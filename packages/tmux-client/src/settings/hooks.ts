import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { checkHookCommand } from "../raw/raw.js";
import { invalidArgument } from "../values/error.js";
import { quoteCommand } from "../values/quote.js";
import { isOptionName } from "./option-name.js";
import { inScope, refuseShared } from "./scope.js";
import type { Scope } from "./scope.js";

/**
 * Commands that tmux runs by itself when something happens. A hook whose event is the end of its
 * own session or pane sees an unrelated one by all formats but `hook_…`; most of tmux's state is
 * better looked at by `watch()`.
 */
export interface Hooks {
  /** Sets all commands of this hook. Each is one that `run()` takes, or a `wait-for -S` channel. */
  set<N extends string>(scope: Scope<N>, hook: string, commands: readonly Command[]): Promise<void>;
  unset<N extends string>(scope: Scope<N>, hook: string): Promise<void>;
  /** As tmux writes them; empty where none is set. */
  get<N extends string>(scope: Scope<N>, hook: string): Promise<readonly string[]>;
}

export function hooks(client: Client): Hooks {
  return {
    async set(scope, hook, commands) {
      refuseShared(client, scope);
      if (commands.length === 0)
        throw invalidArgument("a hook needs a command: give one, or unset it");
      for (const command of commands) checkHookCommand(client, command);
      const text = commands.map(quoteCommand).join(" ; ");
      await inScope(client, scope, ["set-hook"], [checkHook(hook), text], {
        flags: flags(scope),
        shows: 1,
      });
    },
    async unset(scope, hook) {
      refuseShared(client, scope);
      await inScope(client, scope, ["set-hook", "-u"], [checkHook(hook)], { flags: flags(scope) });
    },
    async get(scope, hook) {
      const output = await inScope(client, scope, ["show-hooks"], [checkHook(hook)], {
        flags: flags(scope),
      });
      // An unset hook is written as its bare name.
      return output
        .toString("utf8")
        .split("\n")
        .filter((line) => line.includes(" "));
    },
  };
}

/** Hooks have no server scope: what is of all sessions is global. */
function flags(scope: Scope): string[] {
  if (scope === "server") throw invalidArgument("a hook is of no server: use `global`");
  if (typeof scope === "string") return scope === "global" ? ["-g"] : ["-g", "-w"];
  if ("session" in scope) return [];
  return "window" in scope ? ["-w"] : ["-p"];
}

function checkHook(name: string): string {
  if (isOptionName(name)) return name;
  throw invalidArgument(`${JSON.stringify(name)} is no hook: it looks like \`after-new-session\``);
}
