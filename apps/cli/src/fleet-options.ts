import type { FleetOptions } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import type { GlobalFlags } from "./global-flags.js";

/** The global options as the fleet takes them; its talk goes to stderr. */
export function fleetOptions(call: {
  readonly context: CliContext;
  readonly globals: GlobalFlags;
  readonly output: Output;
}): FleetOptions {
  const { roster, socket, supervisor } = call.globals;
  return {
    ...(roster === undefined ? {} : { roster }),
    ...(socket === undefined ? {} : { socket }),
    ...(supervisor === undefined ? {} : { supervisor }),
    env: call.context.env,
    log: call.output.say,
  };
}
