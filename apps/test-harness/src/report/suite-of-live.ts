import { visible } from "@mosaicstack/tmux-client/visible";
import type { LiveDocument } from "../live/live-document.js";
import type { Case, Suite } from "./case.js";

/** A case per scenario. */
export function suiteOfLive({ scenarios }: LiveDocument): Suite {
  const cases = scenarios.map((result): Case => {
    const { id, title, supervisor, seed, status, reason, artefacts, seconds } = result;
    // The lines after the first are what was seen.
    const [first, ...seen] = reason?.split("\n").map((line) => visible(line)) ?? [];
    const kept = artefacts === undefined ? [] : [visible(`kept in ${artefacts}`)];
    const again = `again: \`mosaic-fleet-harness live --scenario ${id} --supervisor ${supervisor} --seed ${seed}\``;
    const details = [...seen, ...kept, ...(status === "failed" ? [again] : [])];
    const name = `${id}, ${supervisor}: ${title}`;
    return { name, status, ...(first === undefined ? {} : { reason: first }), details, seconds };
  });
  return { name: "live", cases };
}
