import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { inFolderBelow } from "@mosaicstack/outside-files";
import type { AgentRun } from "./agent-run.js";
import { isHandFolder, isRunFolder } from "./run-mark.js";

const { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/**
 * Tells the process beside each pane half, which sees that one's end, that a stop will end and count what is left: it then
 * waits for this process' word, or its end, and looks itself only after that. See docs/decisions/0013-an-end-is-seen.md. Call
 * what this gives once nothing is left. What cannot be told costs work, and nothing else.
 */
export function holdLeashes(
  runs: readonly AgentRun[],
  runtimeFolder: string | undefined,
): () => void {
  const held = runs.flatMap((run) => hold(run, runtimeFolder) ?? []);
  return () => {
    for (const descriptor of held) {
      tell(descriptor, "end\n");
      closeSync(descriptor);
    }
  };
}

function hold({ name, folder, half }: AgentRun, given: string | undefined): number | undefined {
  if (half === undefined || folder === undefined) return undefined;
  if (!isRunFolder(folder, name, given) || !isHandFolder(folder)) return undefined;
  let descriptor: number | undefined;
  try {
    // Without a reader this fails, and does not wait for one.
    descriptor = inFolderBelow(folder, 3, ({ at }) =>
      openSync(at("leash"), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY),
    );
  } catch {
    return undefined;
  }
  if (descriptor === undefined) return undefined;
  const stats = fstatSync(descriptor);
  if (stats.isFIFO() && stats.uid === process.geteuid?.() && tell(descriptor, "stopper\n"))
    return descriptor;
  closeSync(descriptor);
  return undefined;
}

function tell(descriptor: number, words: string): boolean {
  try {
    return writeSync(descriptor, words) === words.length;
  } catch {
    // Full, or nobody reads any more
    return false;
  }
}
