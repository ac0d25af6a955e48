import {
  followEvents,
  journalOf,
  timeOfId,
  type EventGap,
  type FleetEvent,
} from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHomes } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { EventDocument } from "../documents/event.js";
import { FleetError, toFleetError } from "../error.js";
import { merge } from "./merge.js";

export interface EventOptions {
  /** From that time on, milliseconds since the epoch; without it and `after` from now on. */
  readonly since?: number | undefined;
  /** Behind the event of this id. */
  readonly after?: string | undefined;
  /** Ends with what is known by now. Default: goes on until the signal. */
  readonly once?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What happens to these agents, the oldest first, as their launchers, hooks, plugins and senders note it down: no process of
 * ours has to run meanwhile. Throws FleetError `Usage` for what is no id.
 */
export async function* fleetEvents(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  { since, after, once = false, signal = new AbortController().signal }: EventOptions = {},
): AsyncGenerator<EventDocument, void, undefined> {
  if (after !== undefined && timeOfId(after) === undefined) {
    throw new FleetError("Usage", `\`${after}\` is not the id of an event`, {
      remedy: "Take the `id` of a line of `mosaic-fleet events --json`.",
    });
  }
  const names = new Set(agents.map(({ name }) => name));
  const homes = await agentHomes(fleet, agents);
  const journals = new Map(
    [...homes.values()].map(({ channel }) => {
      const journal = journalOf(channel);
      return [journal.folder, journal];
    }),
  );
  const sources = [...journals.values()].map((journal) => (ends: AbortSignal) => {
    const from = {
      ...(since === undefined ? {} : { since }),
      ...(after === undefined ? {} : { after }),
    };
    return followEvents(journal, { ...from, follow: !once, signal: ends });
  });
  try {
    for await (const event of merge(sources, signal)) {
      if (event.kind === "gap") yield gap(event);
      else if (names.has(event.agent)) yield told(event);
    }
  } catch (error) {
    throw toFleetError(error);
  }
}

function told({
  id,
  at,
  agent,
  kind,
  from,
  to,
  source,
  reason,
  message,
}: FleetEvent): EventDocument {
  return {
    version: 1,
    id,
    at,
    agent,
    kind,
    from,
    to,
    source,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

function gap({ from }: EventGap): EventDocument {
  const reason =
    from === null ? "nothing is kept from before" : `what was before ${from} is not kept any more`;
  return {
    version: 1,
    id: null,
    at: from ?? new Date().toISOString(),
    agent: null,
    kind: "gap",
    from: null,
    to: null,
    source: "journal",
    reason,
  };
}
