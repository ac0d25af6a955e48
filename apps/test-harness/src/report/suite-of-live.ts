import { visible } from "@mosaicstack/tmux-client/visible";
import type { LiveDocument, ScenarioResult } from "../live/live-document.js";
import type { Case, Suite } from "./case.js";

/** A case per scenario. */
export function suiteOfLive({ scenarios }: LiveDocument): Suite {
  const cases = scenarios.map((result): Case => {
    const { id, title, supervisor, status, reason, artefacts, seconds } = result;
    // The lines after the first are what was seen.
    const [first, ...seen] = reason?.split("\n").map((line) => visible(line)) ?? [];
    const kept = artefacts === undefined ? [] : [visible(`kept in ${artefacts}`)];
    const details = [...seen, ...kept, ...(status === "failed" ? [againOf(result)] : [])];
    const name = `${id}, ${supervisor}: ${title}`;
    return { name, status, ...(first === undefined ? {} : { reason: first }), details, seconds };
  });
  return { name: "live", cases };
}

function againOf({ id, supervisor, seed, again }: ScenarioResult): string {
  const usual = `mosaic-fleet-harness live --scenario ${id} --supervisor ${supervisor} --seed ${seed}`;
  return visible(`again: \`${again ?? usual}\``);
}
