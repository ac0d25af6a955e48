import { randomBytes } from "node:crypto";
import {
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { UsageError } from "@mosaicstack/command-line";
import type { Finding } from "@mosaicstack/systemd-units";
import type { Gone } from "./check-document.js";
import type { Lines } from "./finding-place.js";
import { fingerprints } from "./fingerprints.js";

/** A finding that stands in a baseline. What it is known by is `id`; the rest is for a person. */
interface Kept {
  readonly code: string;
  /** As seen from the folder of the baseline. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly id: string;
}

/** No baseline of anyone is larger. */
const LARGEST = 64 * 1024 * 1024;

export interface Compared {
  readonly known: ReadonlySet<Finding>;
  readonly gone: readonly Gone[];
}

/** What was judged this time: of the rest nothing can be said. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly lines: Lines;
  readonly paths: readonly string[];
  /** The codes of rules that were left out. */
  readonly skipped: readonly string[];
}

/**
 * Which findings stand in a baseline, and what stands in it and is found no more, though its file was looked at or is gone itself, and its
 * rule was not left out. Throws `UsageError` for a file that is no baseline.
 */
export function compareWithBaseline(path: string, judged: Judged): Compared {
  const { findings, lines, paths, skipped } = judged;
  const folder = dirname(path);
  const kept = new Map(readBaseline(path).map((one) => [one.id, one]));
  const known = new Set<Finding>();
  const ids = fingerprints(findings, lines, folder);
  for (const [at, finding] of findings.entries())
    if (kept.delete(ids[at] ?? "")) known.add(finding);
  const looked = new Set(paths);
  const gone = [...kept.values()]
    .filter(({ code }) => !skipped.includes(code))
    .map(({ file, code, line, message }) => ({ code, path: resolve(folder, file), line, message }))
    .filter(({ path: of }) => looked.has(of) || !isThere(of));
  return { known, gone };
}

/** Writes all findings as the baseline, whole or not at all. Throws where it cannot be written. */
export function writeBaseline(path: string, findings: readonly Finding[], lines: Lines): void {
  const folder = dirname(path);
  const ids = fingerprints(findings, lines, folder);
  const kept = findings.map(({ code, file, line, message }, at): Kept => ({
    code,
    file: relative(folder, file),
    line,
    message,
    id: ids[at] ?? "",
  }));
  const text = `${JSON.stringify({ version: 1, findings: kept }, null, 2)}\n`;
  try {
    // What a link leads to is replaced, not the link.
    const target = isThere(path) ? realpathSync(path) : path;
    if (isThere(path) && !statSync(target).isFile()) throw new Error("it is no regular file");
    replace(target, text);
  } catch (error) {
    throw new Error(`the baseline \`${path}\` cannot be written: ${reason(error)}`, {
      cause: error,
    });
  }
}

function replace(path: string, text: string): void {
  const beside = resolve(dirname(path), `.baseline-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function readBaseline(path: string): readonly Kept[] {
  const text = readText(path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(`\`${path}\` is no baseline: it is no JSON`, ANEW);
  }
  if (!isObject(document) || document["version"] !== 1 || !Array.isArray(document["findings"]))
    throw new UsageError(
      `\`${path}\` is no baseline of this version: it has no \`"version": 1\` with \`findings\``,
      ANEW,
    );
  const findings: readonly unknown[] = document["findings"];
  const wrong = findings.findIndex((each) => !isKept(each));
  if (wrong !== -1)
    throw new UsageError(
      `\`${path}\`: finding ${String(wrong + 1)} has not \`code\`, \`file\`, \`line\`, \`message\` and \`id\``,
      ANEW,
    );
  return findings.filter(isKept);
}

const ANEW = "Write it anew with `--write-baseline`.";

function readText(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined)
      throw new UsageError(`the baseline \`${path}\` is not there`, "`--write-baseline` makes it.");
    // Nothing else is opened: a FIFO waits.
    if (!stats.isFile()) throw new UsageError(`\`${path}\` is no baseline, nor a regular file`);
    if (stats.size > LARGEST)
      throw new UsageError(`\`${path}\` is no baseline: it is larger than 64 MiB`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the baseline \`${path}\` cannot be read: ${reason(error)}`);
  }
}

function isKept(value: unknown): value is Kept {
  if (!isObject(value)) return false;
  return (
    ["code", "file", "message", "id"].every((key) => typeof value[key] === "string") &&
    typeof value["line"] === "number"
  );
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
