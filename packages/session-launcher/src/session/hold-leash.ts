import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { inFolderBelow, type Folder } from "@mosaicstack/outside-files";
import type { AgentRun } from "./agent-run.js";
import { isHandFolder, isRunFolder } from "./run-mark.js";

const { O_CREAT, O_EXCL, O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
const FLAGS = O_NONBLOCK | O_NOFOLLOW | O_NOCTTY;

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
  try {
    return inFolderBelow(folder, 3, (own) => {
      // Without a reader this fails, and does not wait for one.
      const descriptor = openSync(own.at("leash"), O_WRONLY | FLAGS);
      const stats = fstatSync(descriptor);
      const isOurs = stats.isFIFO() && stats.uid === process.geteuid?.();
      if (isOurs && tell(descriptor, "stopper\n")) {
        note(own);
        return descriptor;
      }
      closeSync(descriptor);
      return undefined;
    });
  } catch {
    return undefined;
  }
}

/** The pane half leaves its folder to us then. */
function note({ at }: Folder): void {
  try {
    closeSync(openSync(at("stopper"), O_WRONLY | O_CREAT | O_EXCL | FLAGS, 0o600));
  } catch {
    // It removes that itself
  }
}

function tell(descriptor: number, words: string): boolean {
  try {
    return writeSync(descriptor, words) === words.length;
  } catch {
    // Full, or nobody reads any more
    return false;
  }
}
