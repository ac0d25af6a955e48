import { NotOurs } from "@mosaicstack/session-launcher";
import { FleetError, toldError } from "./error.js";
import type { Drift } from "./status.js";

/** What kept something of an agent from being looked at, as a drift of that agent. */
export function lookDrift(agent: string, error: unknown): Drift {
  if (error instanceof NotOurs)
    return {
      kind: "look",
      target: error.path,
      message: `${error.message}, so what it should tell is not known: look at it, then remove it`,
    };
  const words = error instanceof Error ? error.message : String(error);
  const message = error instanceof FleetError ? toldError(error) : words;
  return { kind: "look", target: agent, message: `cannot be looked at: ${message}` };
}
