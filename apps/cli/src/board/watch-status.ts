import type { Fleet } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import type { CliContext } from "../context.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import type { GlobalFlags } from "../global-flags.js";
import { asTyped } from "../invocation.js";
import { statusView } from "../render/status.js";
import { speaksUtf8 } from "./ascii.js";
import { printChanges } from "./plain.js";

/** `status --watch`: the board where something can be drawn, else what changes as it does. */
export async function watchStatus(call: {
  readonly context: CliContext;
  readonly output: Output;
  readonly globals: GlobalFlags;
}): Promise<number> {
  const { context, output, globals } = call;
  const { openFleet } = await import("../open-fleet.js");
  // What is said meanwhile would stand across the board.
  const silent = { ...fleetOptions(call), log: () => undefined };
  const openLooking = async (): Promise<Fleet> => await openFleet({ ...silent, onlyLooks: true });
  const { terminal: port, env, ended } = context;
  if (port === undefined || output.json || env["TERM"] === "dumb" || env["TERM"] === undefined) {
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    await printChanges(fleet, output, { signal: ended, view: () => statusView(fleet, call) });
    return ExitCode.Done;
  }
  const { runBoard } = await import("./board.js");
  await runBoard({
    port,
    ended,
    openLooking,
    openActing: async () => await openFleet(silent),
    view: (fleet) => {
      const { name, reason } = statusView(fleet, call);
      return { name, reason, color: output.color, typed: (sentence) => asTyped(sentence, env) };
    },
    now: context.now,
    ascii: !speaksUtf8(env),
    yes: globals.yes,
  });
  return ExitCode.Done;
}
