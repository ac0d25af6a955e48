import type { ResolvedAddress } from "../values/address.js";
import type { ResolvedOptions } from "../values/options.js";
import type { Signals } from "./abort.js";
import type { ControlTransport } from "./control/transport.js";
import type { Gate } from "./gate.js";

/** One server's address with the ways to reach it. */
export interface Client {
  readonly address: ResolvedAddress;
  readonly options: ResolvedOptions;
  readonly gate: Gate;
  /** Where it was asked for; calls that it cannot carry go by exec all the same. */
  readonly control?: ControlTransport;
  /** Each of them aborts every call. */
  readonly signals: Signals;
  /** What was learnt of the server, to ask rightly the first time. */
  readonly memory: { escapes: boolean };
}

/** The signals of the client, and that of the call. */
export function signalsOf(
  client: Client,
  options: { readonly signal?: AbortSignal | undefined },
): Signals {
  return options.signal ? [...client.signals, options.signal] : client.signals;
}
