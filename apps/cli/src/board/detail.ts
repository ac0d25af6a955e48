import type { AgentStatus } from "@mosaicstack/fleet/documents";
import { visible } from "@mosaicstack/tmux-client/visible";
import { wrapIndented } from "@mosaicstack/command-line";
import { formatSince } from "../render/time.js";

/** Why an agent is as it is, and what to do, in words. */
export function detailOf(agent: AgentStatus, now: number): string[] {
  const { name, activity, reason, drift } = agent;
  const { state, kind, message } = activity;
  const said =
    message === undefined ? undefined : `${[state, kind].filter(Boolean).join(" ")}: ${message}`;
  const why = reason === null ? undefined : `${reason.message}. ${reason.remedy}`;
  // What its end has to say, the reason says as well.
  const others = drift.filter((each) => reason === null || !each.message.includes(reason.message));
  const differences = others.map((each) =>
    each.remedy === undefined ? each.message : `${each.message}. ${each.remedy}`,
  );
  const sentences = [said, why, ...differences, factsOf(agent, now)].filter(
    (sentence) => sentence !== undefined,
  );
  return sentences.map((sentence) => `${name}: ${visible(sentence)}`);
}

function factsOf({ lifecycle, since, pane, session }: AgentStatus, now: number): string {
  const span = since === null ? undefined : formatSince(since, now);
  return [
    span === undefined ? lifecycle : `${lifecycle} for ${span}`,
    ...(pane === null ? [] : [`pid ${pane.pid}${pane.dead ? ", dead" : ""}`]),
    ...(session?.attached === true ? ["somebody is attached"] : []),
  ].join(", ");
}

/** Sentences in at most so many lines; the last one says by `…` that there was more. */
export function inLines(sentences: readonly string[], width: number, most: number): string[] {
  const lines = sentences.flatMap((each) => wrapIndented(each, width, { hang: 2 }));
  if (lines.length <= most) return lines;
  const last = lines[most - 1];
  return last === undefined ? [] : [...lines.slice(0, most - 1), `${last} …`];
}
