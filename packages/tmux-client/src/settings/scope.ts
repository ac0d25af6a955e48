import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { callGuarded } from "../transport/guard.js";
import { notThatSession, sessionGuard } from "../sessions/session-guard.js";
import { heldOrThrow, paneGuard } from "../panes/pane-guard.js";
import { invalidArgument } from "../values/error.js";
import { parseSessionName } from "../values/name.js";
import type { NameText } from "../values/name.js";
import { exactTarget } from "../values/target.js";
import type { PaneRef, SessionRef } from "../values/target.js";

/**
 * What a setting is of. `server`: the server itself. `global`, `global-window`: what sessions, or
 * windows, have that set nothing of their own. A session is given by name or reference; `window` is
 * the current window of a session; a pane by reference.
 */
export type Scope<N extends string = string> =
  | "server"
  | "global"
  | "global-window"
  | { readonly session: SessionRef | (N & NameText<N>) }
  | { readonly window: SessionRef | (N & NameText<N>) }
  | { readonly pane: PaneRef };

/** The flags that name a scope, without its target. */
function scopeFlags(scope: Scope): string[] {
  if (scope === "server") return ["-s"];
  if (scope === "global") return ["-g"];
  if (scope === "global-window") return ["-g", "-w"];
  if ("session" in scope) return [];
  return "window" in scope ? ["-w"] : ["-p"];
}

/** Runs one command there: `words` stand before, and `rest` behind, the flags that name the scope. */
export async function inScope(
  client: Client,
  scope: Scope,
  words: Command,
  rest: Command,
  how: {
    readonly flags?: readonly string[];
    readonly secret?: boolean;
    readonly shows?: number;
    /** The command says nothing of a session that is not there. */
    readonly quiet?: boolean;
  } = {},
): Promise<Buffer> {
  const flags = how.flags ?? scopeFlags(scope);
  const make = (target: readonly string[]): Command => [
    ...words,
    ...flags,
    ...target,
    "--",
    ...rest,
  ];
  const shownRest = rest.slice(0, how.shows ?? rest.length);
  const show = (target: readonly string[]): Command => [
    ...words,
    ...flags,
    ...target,
    ...shownRest,
    ...(shownRest.length < rest.length ? ["…"] : []),
  ];
  const secret = how.secret ?? false;
  if (typeof scope === "string") return await call(client, [make([])], { shown: show([]), secret });
  if ("pane" in scope) {
    const target = ["-t", scope.pane.id];
    const shown = show(target);
    const guard = paneGuard(scope.pane);
    const verdict = await callGuarded(client, guard, [make(target)], { shown, secret });
    return heldOrThrow(client, scope.pane, verdict, shown);
  }
  const session = "session" in scope ? scope.session : scope.window;
  if (typeof session === "string") {
    const target = ["-t", exactTarget(parseSessionName(session))];
    const witness = how.quiet ? [["has-session", ...target]] : [];
    return await call(client, [...witness, make(target)], { shown: show(target), secret });
  }
  const target = ["-t", session.id];
  const shown = show(target);
  const verdict = await callGuarded(client, sessionGuard(session), [make(target)], {
    shown,
    secret,
  });
  if (verdict.held) return verdict.output;
  throw notThatSession(client, session, shown);
}

/** The default server belongs to the person: only single sessions of it may be set up. */
export function refuseShared(client: Client, scope: Scope): void {
  if (!client.address.isDefault || typeof scope !== "string") return;
  throw invalidArgument(
    "a setting for all of the default tmux server is refused: it is the person's own",
  );
}
