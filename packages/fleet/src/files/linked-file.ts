import { constants, accessSync, realpathSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { kind } from "@mosaicstack/outside-files";
import { FleetError } from "../error.js";

/** A file that a person keeps elsewhere, with a link to it in our place. */
export interface LinkedFile {
  /** Where a write goes: what all links lead to. */
  readonly path: string;
}

/**
 * What the link at `path` leads to, where it may be written: a plain file of this user, in a folder that can be written. Throws
 * FleetError `Failed` with the reason and what to do; a link is never replaced.
 */
export function linkedFile(path: string): LinkedFile {
  const target = followed(path);
  if (target === "/dev/null")
    throw refused(
      path,
      "is a link to /dev/null: it is masked",
      `Take the mask away: \`systemctl --user unmask ${basename(path)}\`.`,
    );
  const stats = statSync(target);
  if (!stats.isFile()) throw refused(path, `is a link to ${target}, ${kind(stats)}`);
  if (stats.uid !== process.getuid?.())
    throw refused(path, `is a link to ${target}, which is another user's`);
  try {
    accessSync(dirname(target), constants.W_OK);
  } catch {
    throw refused(path, `is a link to ${target}, whose folder cannot be written`);
  }
  return { path: target };
}

/**
 * Whether what stands behind a link may be replaced by this text: it has its name, and is empty or begins as it does. A link can
 * be put into our place by whoever runs as this user, so nothing is written that is not plainly the same file.
 */
export function isSameFile(path: string, target: string, before: string, wanted: string): boolean {
  const head = (text: string): string => text.split("\n").slice(0, 2).join("\n");
  return basename(path) === basename(target) && (before === "" || head(before) === head(wanted));
}

/** Why what the link leads to is left alone. */
export function notTheSame(path: string, target: string): FleetError {
  return refused(path, `is a link to ${target}, which is not a version of this file`);
}

function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const isLoop = (cause as NodeJS.ErrnoException).code === "ELOOP";
    throw refused(
      path,
      isLoop ? "is a link that leads in a circle" : "is a link that leads nowhere",
    );
  }
}

function refused(
  path: string,
  what: string,
  remedy = `Put the link right, or remove it: \`ls -l ${path}\`.`,
): FleetError {
  return new FleetError("Failed", `${path} ${what}, so it is not written`, { remedy });
}
