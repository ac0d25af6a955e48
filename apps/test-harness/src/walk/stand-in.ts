import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StagedAgent } from "../stage/roster.js";
import type { ModelAgent } from "./model.js";

/** An agent that costs nothing: it keeps each line that it hears in a file of its workdir, and says so. */
export function standIn({ name, enabled, tasks, value }: ModelAgent): StagedAgent {
  return {
    name,
    command: ["/bin/sh", "-c", LISTEN, name],
    transcript: "off",
    ...(enabled ? {} : { enabled }),
    ...(tasks === 0 ? {} : { limits: { tasks_max: tasks } }),
    ...(value === "" ? {} : { env: { WALK: value } }),
  };
}

const LISTEN =
  'echo "$0 listens, $WALK"; while IFS= read -r line; do printf "%s\\n" "$line" >>heard; printf "heard: %s\\n" "$line"; done';

/** All that an agent of that name was ever told, in order. */
export function heardBy(home: string, name: string): string[] {
  try {
    return readFileSync(join(home, "work", name, "heard"), "utf8")
      .split("\n")
      .slice(0, -1);
  } catch {
    return [];
  }
}
