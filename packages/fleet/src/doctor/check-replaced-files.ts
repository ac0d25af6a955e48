import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";
import { finding } from "./finding.js";

/** Whether the server's program, or a library of it, is not the one on the disk any more, as after an upgrade of the system. */
export async function checkReplacedFiles({ server }: StatusDocument): Promise<DoctorFinding[]> {
  if (server.pid === null) return [];
  // Of a process that ended meanwhile, or where there is no /proc, nothing is known.
  const maps = await readFile(`/proc/${server.pid}/maps`, "utf8").catch(() => "");
  const replaced = replacedFiles(maps);
  if (replaced.length === 0) return [];
  const names = replaced.slice(0, 3).map((path) => `\`${basename(path)}\``);
  const more = replaced.length > 3 ? ` and ${replaced.length - 3} more` : "";
  const what = `the tmux server (pid ${server.pid}) runs with files that were replaced since it started: ${names.join(", ")}${more}`;
  return [finding("server-replaced-files", what)];
}

/** Files with code in a process whose names belong to another file now, or to none; `maps` as in proc_pid_maps(5). */
export function replacedFiles(maps: string): string[] {
  const paths = maps.split("\n").flatMap((line) => {
    const [, path] = /^\S+ ..x. \S+ \S+ [1-9]\d* +(\/.*) \(deleted\)$/.exec(line) ?? [];
    // Memory that a program asked for has no file that could be replaced.
    return path === undefined || /^\/(?:memfd:|dev\/|SYSV)/.test(path) ? [] : [path];
  });
  return [...new Set(paths)];
}
