import { batch } from "./batch/batch.js";
import type { Outcomes, Step } from "./batch/step.js";
import { list } from "./panes/list.js";
import { panes } from "./panes/panes.js";
import type { Panes } from "./panes/panes.js";
import { run } from "./raw/raw.js";
import type { RawCommandLine, RunOptions } from "./raw/raw.js";
import { capabilities } from "./server/capabilities.js";
import type { Capabilities } from "./server/capabilities.js";
import { server } from "./server/server.js";
import type { Server } from "./server/server.js";
import { attachCommand } from "./sessions/attach.js";
import type { AttachCommand, AttachOptions } from "./sessions/attach.js";
import { sessions } from "./sessions/sessions.js";
import type { Sessions } from "./sessions/sessions.js";
import { buffers } from "./settings/buffers.js";
import type { Buffers } from "./settings/buffers.js";
import { channels } from "./settings/channels.js";
import type { Channels } from "./settings/channels.js";
import { hooks } from "./settings/hooks.js";
import type { Hooks } from "./settings/hooks.js";
import { optionValues } from "./settings/option-values.js";
import type { Options } from "./settings/option-values.js";
import { sessionEnvironment } from "./settings/session-environment.js";
import type { SessionEnvironment } from "./settings/session-environment.js";
import { signalsOf } from "./transport/client.js";
import type { Client } from "./transport/client.js";
import { openControl } from "./transport/control/open.js";
import { newGate } from "./transport/gate.js";
import { resolveAddress } from "./values/address.js";
import type { TmuxAddress } from "./values/address.js";
import type { FieldName, Row } from "./values/fields.js";
import type { NameText } from "./values/name.js";
import type { SessionRef } from "./values/target.js";
import { checkDeadline, resolveOptions } from "./values/options.js";
import type { TmuxOptions } from "./values/options.js";
import { watch } from "./watch/watch.js";
import type { Watch, WatchOptions } from "./watch/watch.js";

/** What binds every call of a view made by `with()`. */
export interface CallLimits {
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
}

/** One tmux server, there or not. On exec each verb is one call of tmux(1), or a few. */
export interface Tmux extends AsyncDisposable {
  readonly address: TmuxAddress;
  /** Where the socket is, or would be. */
  readonly socketPath: string;
  readonly server: Server;
  readonly sessions: Sessions;
  readonly panes: Panes;
  readonly options: Options;
  readonly environment: SessionEnvironment;
  readonly hooks: Hooks;
  readonly buffers: Buffers;
  readonly channels: Channels;
  /**
   * Every pane of every session, in one call. Empty only when the server says that it has no
   * session; a server that is absent, stopped or unreadable is a throw.
   */
  list<F extends FieldName>(fields: readonly F[]): Promise<Row<F>[]>;
  /**
   * Many steps in one call, each on its own: an outcome for each, in order. Throws only when
   * nothing was sent.
   */
  batch<const S extends readonly Step<unknown>[]>(steps: S): Promise<Outcomes<S>>;
  /**
   * What changes, as it does: at first all that is there. On exec one listing each interval; on
   * control only when tmux says that something changed, not more often than the interval.
   */
  watch<F extends FieldName>(
    fields: readonly F[],
    intervalMs: number,
    options?: WatchOptions,
  ): Watch<F>;
  /** What the server can, by its own version. */
  capabilities(): Promise<Capabilities>;
  /** One command out of an allow-list; what it wrote. */
  run(command: RawCommandLine, options?: RunOptions): Promise<string>;
  /** argv that shows a session in a terminal. */
  attachCommand<N extends string>(
    session: SessionRef | (N & NameText<N>),
    options?: AttachOptions,
  ): AttachCommand;
  /** The same server with a signal or a deadline for every verb. */
  with(limits: CallLimits): Tmux;
  /** Ends the control connection, if there is one; the server goes on. */
  close(): Promise<void>;
}

/** Touches nothing yet. Throws InvalidArgument for an address that cannot be. */
export function openTmux(address: TmuxAddress, options?: TmuxOptions): Tmux {
  const resolved = resolveOptions(options);
  const client: Client = {
    address: resolveAddress(address, { ...resolved, prefixed: resolved.prefix.length > 0 }),
    options: resolved,
    gate: newGate(resolved.parallel),
    memory: { escapes: false },
    signals: [],
  };
  const control = resolved.transport === "control" ? { control: openControl(client) } : {};
  return view(address, { ...client, ...control });
}

function view(address: TmuxAddress, client: Client): Tmux {
  const close = async (): Promise<void> => await client.control?.close();
  return {
    address,
    socketPath: client.address.socketPath,
    server: server(client),
    sessions: sessions(client),
    panes: panes(client),
    options: optionValues(client),
    environment: sessionEnvironment(client),
    hooks: hooks(client),
    buffers: buffers(client),
    channels: channels(client),
    list: async (fields) => await list(client, fields),
    batch: async (steps) => await batch(client, steps),
    watch: (fields, intervalMs, watchOptions) => watch(client, fields, intervalMs, watchOptions),
    capabilities: async () => await capabilities(client),
    run: async (command, runOptions) => await run(client, command, runOptions),
    attachCommand: (session, attachOptions) => attachCommand(client, session, attachOptions),
    with({ signal, deadlineMs }) {
      const limit = checkDeadline(deadlineMs ?? client.options.deadlineMs);
      return view(address, {
        ...client,
        options: { ...client.options, deadlineMs: limit },
        signals: signalsOf(client, { signal }),
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
