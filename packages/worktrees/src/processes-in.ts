import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { realOf } from "./place.js";

export interface ProcessIn {
  readonly pid: number;
  readonly command: string;
  /** What of it is there. */
  readonly how: "directory" | "program" | "file";
}

/**
 * Processes that live in a folder: their working directory, their root, their program or an open file is in it. Of other users only
 * root sees that. Undefined where the system does not tell (no /proc).
 */
export function processesIn(folder: string): ProcessIn[] | undefined {
  const real = realOf(folder);
  const pids = numbersIn("/proc");
  if (pids.length === 0) return undefined;
  return pids.flatMap((pid) => {
    const how = howIn(pid, real);
    return how === undefined ? [] : [{ pid, command: commandOf(pid), how }];
  });
}

function howIn(pid: number, folder: string): ProcessIn["how"] | undefined {
  const leads = (name: string): boolean => {
    try {
      // Of what was deleted the kernel adds a word at the end.
      return `${readlinkSync(`/proc/${pid}/${name}`)}/`.startsWith(`${folder}/`);
    } catch {
      return false;
    }
  };
  if (leads("cwd") || leads("root")) return "directory";
  if (leads("exe")) return "program";
  return numbersIn(`/proc/${pid}/fd`).some((fd) => leads(`fd/${fd}`)) ? "file" : undefined;
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8")
      .trim()
      .replaceAll(/\p{Cc}/gu, "?");
  } catch {
    return "ended";
  }
}
