import { join } from "node:path";
import { listNames } from "@mosaicstack/outside-files";
import { readInChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";

/** Where Codex keeps its conversations, and where the agent works, as the launcher has noted them down. */
export function placesOf({ folder }: AgentChannel): Readonly<Record<string, string | undefined>> {
  try {
    const text = readInChannel(folder, "target", caps.target)?.text ?? "";
    const lines = text.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string?]);
    return Object.fromEntries(lines);
  } catch {
    return {};
  }
}

/** By their names, the newest first: `YYYY/MM/DD/rollout-TIME-ID.jsonl`. */
export function* rolloutsIn(folder: string): Generator<string> {
  for (const year of newest(folder, /^\d{4}$/))
    for (const month of newest(join(folder, year), /^\d\d$/))
      for (const day of newest(join(folder, year, month), /^\d\d$/))
        for (const name of newest(join(folder, year, month, day), /^rollout-.*\.jsonl$/))
          yield join(folder, year, month, day, name);
}

function newest(folder: string, pattern: RegExp): string[] {
  try {
    const names = listNames(folder, caps.entries).filter((name) => pattern.test(name));
    return names.toSorted().toReversed();
  } catch {
    return [];
  }
}
