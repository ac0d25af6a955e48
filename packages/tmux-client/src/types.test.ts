import { expectTypeOf, test } from "vitest";
import { openTmux, parseSessionName, steps } from "./index.js";
import type { Outcome, PaneRef, SessionId, SessionRef, Tmux } from "./index.js";

// Checked by the compiler: each `@ts-expect-error` is a call that must not compile.
declare const tmux: Tmux;
declare const session: SessionRef;
declare const pane: PaneRef;
declare const text: string;

/** Never run. */
export function unsafe(): unknown[] {
  return [
    // A pane or session is a reference with its server, never a bare string or id.
    // @ts-expect-error
    tmux.panes.keys("%0", "x"),
    // @ts-expect-error
    tmux.panes.keys({ id: "%0" }, "x"),
    // @ts-expect-error
    tmux.panes.paste({ id: "agent-1", server: pane.server }, "x"),
    // @ts-expect-error
    tmux.panes.capture({ id: text, server: pane.server }),
    // @ts-expect-error
    tmux.sessions.kill({ id: session.id, name: "a" }),
    // Names that tmux would take for something else.
    // @ts-expect-error
    tmux.sessions.kill(""),
    // @ts-expect-error
    tmux.sessions.kill("=agent-1"),
    // @ts-expect-error
    tmux.sessions.kill("ag*"),
    // @ts-expect-error
    tmux.sessions.kill("$0"),
    // @ts-expect-error
    tmux.sessions.find("a.b"),
    // @ts-expect-error
    tmux.sessions.find("a:1"),
    // @ts-expect-error
    tmux.sessions.rename(session, "-x"),
    // @ts-expect-error
    steps.kill("{last}"),
    // @ts-expect-error
    tmux.sessions.ensure({ name: "a.b" }),
    // @ts-expect-error
    steps.create({ name: "agent 1" }),
    // @ts-expect-error
    steps.ensure({ name: "_agent" }),
    // @ts-expect-error
    steps.setOption("=agent-1:", "@a", "b"),
    // @ts-expect-error
    tmux.options.get({ session: "=agent-1" }, "@a"),
    // @ts-expect-error
    tmux.options.set({ window: "agent-1:0" }, "@a", "b"),
    // @ts-expect-error
    tmux.environment.set({ session: "" }, "A", "b"),
    // @ts-expect-error
    tmux.hooks.unset({ session: "$0" }, "pane-died"),
    // @ts-expect-error
    tmux.attachCommand("ag*"),
    // Commands that end or configure a server, hold others, or are cut short.
    // @ts-expect-error
    tmux.run(["kill-server"]),
    // @ts-expect-error
    tmux.run(["kill-ser"]),
    // @ts-expect-error
    tmux.run(["run-shell", "x"]),
    // @ts-expect-error
    tmux.run("list-panes -a"),
    // No server but by naming its socket; none ended but by its epoch.
    // @ts-expect-error
    tmux.server.shutdown(),
    // @ts-expect-error
    tmux.server.shutdown({ pid: 1 }),
    // @ts-expect-error
    openTmux(),
    // @ts-expect-error
    openTmux({}),
    // @ts-expect-error
    openTmux("agents"),
    // @ts-expect-error
    tmux.list(["no_such_field"]),
    // @ts-expect-error
    tmux.list(["buffer_name"]),
    // @ts-expect-error
    tmux.options.set({ session: 1 }, "@a", "b"),
    // @ts-expect-error
    tmux.batch([["kill-server"]]),
  ];
}

test("what is safe compiles, with its types", () => {
  type List = typeof tmux.list<"session_id" | "pane_dead_status" | "@owner">;
  type Fields = Awaited<ReturnType<List>>[number];
  expectTypeOf<Parameters<typeof tmux.panes.keys>[0]>().toEqualTypeOf<PaneRef>();
  expectTypeOf<Fields["session_id"]>().toEqualTypeOf<SessionId>();
  expectTypeOf<Fields["pane_dead_status"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Fields["@owner"]>().toEqualTypeOf<string>();
});

/** Never run. */
export async function safe(): Promise<void> {
  await tmux.sessions.find(text);
  await tmux.sessions.find("agent-1");
  await tmux.sessions.kill(parseSessionName(text));
  await tmux.sessions.kill(session);
  await tmux.sessions.ensure({ name: text });
  await tmux.sessions.ensure({ name: parseSessionName(text), command: ["cat"] });
  await tmux.options.get({ session }, "@a");
  await tmux.options.get({ session: text }, "@a");
  await tmux.options.get({ pane }, "@a");
  await tmux.environment.set({ session: "agent-1" }, "A", "b");
  tmux.attachCommand(parseSessionName(text));
  const [made, killed] = await tmux.batch([steps.create({ name: "a" }), steps.kill("b")]);
  expectTypeOf(made).toEqualTypeOf<Outcome<SessionRef>>();
  expectTypeOf(killed).toEqualTypeOf<Outcome<"killed" | "absent">>();
  for await (const change of tmux.watch(["session_name"], 1000)) {
    if (change.kind === "added") expectTypeOf(change.row.session_name).toEqualTypeOf<string>();
  }
}
