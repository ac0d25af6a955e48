import { once } from "node:events";
import { SystemdError } from "../systemd-error.js";
import { JOURNAL_FIELDS, readJournalEntry, type JournalEntry } from "./read-journal-entry.js";
import { killAll, PLAIN } from "./run.js";
import { shortLines } from "./short-lines.js";
import type { JournalOptions } from "./user-manager.js";

/** `journalctl`'s arguments for the entries of a user unit, the oldest first. */
export function journalArgs(
  unit: string,
  { lines, after, follow = false }: JournalOptions,
): string[] {
  return [
    // Without `--user`, which for root, and where all users share one journal, shows nothing.
    `--user-unit=${unit}`,
    "--output=json",
    // In full, for else what is longer than 4096 bytes is `null`; and no other field, which could be of any size.
    "--all",
    `--output-fields=${JOURNAL_FIELDS.join(",")}`,
    "--no-pager",
    "--quiet",
    ...(lines === undefined ? [] : [`--lines=${String(lines)}`]),
    ...(after === undefined ? [] : [`--after-cursor=${after}`]),
    ...(follow ? ["--follow"] : []),
  ];
}

/** Bytes of a field's JSON that are read: more than the 48 KiB at which journald itself parts what a unit prints (journald.conf(5), LineMax=). */
const LONGEST_FIELD = 64 * 1024;

/** Runs `journalctl` and reads it line by line; leaving the loop, or `signal`, ends it. */
export async function* readJournal(
  argv: readonly [string, ...string[]],
  env: Readonly<Record<string, string | undefined>>,
  { signal }: JournalOptions,
  group: boolean,
): AsyncGenerator<JournalEntry> {
  if (signal?.aborted === true) return;
  const { execa } = await import("execa");
  const [file, ...args] = argv;
  const child = execa(file, args, {
    env: { ...env, ...PLAIN },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    buffer: { stdout: false, stderr: true },
    detached: group,
  });
  let stopped = false;
  const end = (): void => {
    stopped = true;
    killAll(child.pid, group);
    child.stdout.destroy();
    child.stderr.destroy();
  };
  signal?.addEventListener("abort", end, { once: true });
  let ended = false;
  try {
    for await (const line of shortLines(child.stdout, LONGEST_FIELD)) {
      const entry = readJournalEntry(line);
      if (entry !== undefined) yield entry;
      if (stopped) break;
    }
    ended = !stopped;
  } catch (error) {
    // A pipe that was destroyed says so.
    if (!stopped) throw error;
  } finally {
    signal?.removeEventListener("abort", end);
    if (!ended) end();
  }
  if (!ended) return;
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
    await once(child, "exit");
  const result = await child;
  if (result.exitCode === 0) return;
  if (result.code === "ENOENT")
    throw new SystemdError(
      "ManagerAbsent",
      "`journalctl` is not on PATH; this needs systemd's journal",
    );
  throw new SystemdError(
    "NotAnswering",
    `\`journalctl\` failed: ${result.stderr}. Without a persistent journal, or the right to read it, there is none for a user`,
    { detail: result.stderr },
  );
}
