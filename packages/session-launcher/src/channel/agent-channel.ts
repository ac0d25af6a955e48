import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { randomUUID } from "node:crypto";

/** Where an agent's channel is, see docs/reference/agent-channel.md. The launcher makes both folders. */
export interface AgentChannel {
  /** Facts of this boot: activity, receipt, lock. Absolute. */
  readonly folder: string;
  /** What outlives it: queue, deliveries, conversation, transcript. Absolute. */
  readonly state: string;
}

/** Makes what is missing of it, for this user alone. Throws what the file system says. */
export function ensureChannel({ folder, state }: AgentChannel): void {
  for (const path of [folder, join(state, "queue"), join(state, "taken")])
    mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** Makes the file be exactly this, whole or not at all. */
export function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: "wx", flush: true });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Milliseconds since the epoch at which a file was last written, with fractions; undefined where there is none. */
export function writtenAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
