import { visible } from "@mosaicstack/tmux-client/visible";
import { againOf } from "../live/again.js";
import type { LiveDocument } from "../live/live-document.js";
import type { Case, Suite } from "./case.js";

/** A case per scenario. */
export function suiteOfLive({ scenarios }: LiveDocument): Suite {
  const cases = scenarios.map((result): Case => {
    const { id, title, supervisor, status, reason, artefacts, seconds } = result;
    // The lines after the first are what was seen.
    const [first, ...seen] = reason?.split("\n").map((line) => visible(line)) ?? [];
    const kept = artefacts === undefined ? [] : [visible(`kept in ${artefacts}`)];
    const again = status === "failed" ? [visible(`again: \`${againOf(result)}\``)] : [];
    const details = [...seen, ...kept, ...again];
    const name = `${id}, ${supervisor}: ${title}`;
    return { name, status, ...(first === undefined ? {} : { reason: first }), details, seconds };
  });
  return { name: "live", cases };
}
