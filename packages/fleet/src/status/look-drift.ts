import { NotOurs } from "@mosaicstack/outside-files";
import { wordsOf } from "../error.js";
import type { Drift } from "../documents/drift.js";

/** What kept something of an agent from being looked at, as a drift of that agent. */
export function lookDrift(agent: string, error: unknown): Drift {
  if (error instanceof NotOurs)
    return {
      kind: "look",
      target: error.path,
      message: `${error.message}, so what it should tell is not known: look at it, then remove it`,
    };
  return { kind: "look", target: agent, message: `cannot be looked at: ${wordsOf(error)}` };
}
