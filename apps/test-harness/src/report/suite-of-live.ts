import { visible } from "@mosaicstack/tmux-client/visible";
import type { LiveDocument } from "../live/live-document.js";
import type { Case, Suite } from "./case.js";

/** A case per scenario. */
export function suiteOfLive({ scenarios }: LiveDocument): Suite {
  const cases = scenarios.map(({ id, title, status, reason, seconds }): Case => {
    // The lines after the first are what was seen.
    const [first, ...details] = reason?.split("\n").map((line) => visible(line)) ?? [];
    const name = `${id}: ${title}`;
    return { name, status, ...(first === undefined ? {} : { reason: first }), details, seconds };
  });
  return { name: "live", cases };
}
