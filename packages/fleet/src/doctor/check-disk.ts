import { statfs, stat } from "node:fs/promises";
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import type { FolderUse } from "../files/try-folders.js";
import type { FleetPaths } from "../files/paths.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

const MIB = 1024 * 1024;
/** What each should have left: of the state folder a transcript and its predecessor for three agents, of the others what a start writes. */
const wanted: readonly (Pick<FolderUse, "use"> & { bytes: number; files: number })[] = [
  { use: "state", bytes: 64 * MIB, files: 1000 },
  { use: "runtime", bytes: 4 * MIB, files: 200 },
  { use: "configuration", bytes: 4 * MIB, files: 200 },
  { use: "units", bytes: 4 * MIB, files: 200 },
];

/** Disks that are nearly full, each told once; one that is full is told by who tries to write there. */
export async function checkDisk(paths: FleetPaths): Promise<DoctorFinding[]> {
  const places = { state: paths.state, runtime: paths.runtime, units: paths.units };
  const found: DoctorFinding[] = [];
  const told = new Set<number>();
  for (const { use, bytes, files } of wanted) {
    const path = await nearest({ ...places, configuration: paths.config }[use]);
    const [disk, stats] = await Promise.all([statfs(path), stat(path)]).catch(() => []);
    if (disk === undefined || stats === undefined || told.has(stats.dev)) continue;
    const free = disk.bavail * disk.bsize;
    // Some file systems count no inodes.
    const isShort = disk.files > 0 && disk.ffree < files;
    if (free >= bytes && !isShort) continue;
    told.add(stats.dev);
    const left = free < bytes ? inMib(free) : `${disk.ffree} inodes`;
    found.push(
      finding(
        "disk-low",
        `the ${use} folder ${path} has ${left} left`,
        `Free space there; \`df -h ${path}\` and \`df -i ${path}\` show what is full.`,
      ),
    );
  }
  return found;
}

/** Transcripts, those of agents that are no more too, where they leave less than they take. */
export async function checkTranscripts({ state }: FleetPaths): Promise<DoctorFinding[]> {
  const sizes = new Map<string, number>();
  for (const socket of names(state, ["agents"]))
    for (const agent of names(state, ["agents", socket])) {
      const below = ["agents", socket, agent];
      const bytes = names(state, below)
        .filter((name) => name.startsWith("transcript"))
        .map((name) => usedBy(state, below, name));
      sizes.set(
        join(socket, agent),
        bytes.reduce((sum, size) => sum + size, 0),
      );
    }
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (all < 16 * MIB) return [];
  const disk = await statfs(state).catch(() => undefined);
  if (disk === undefined || disk.bavail * disk.bsize >= all) return [];
  const most = [...sizes].toSorted(([, one], [, other]) => other - one).slice(0, 3);
  const list = most.map(([name, size]) => `${join(state, "agents", name)} ${inMib(size)}`);
  const free = inMib(disk.bavail * disk.bsize);
  const what = `transcripts take ${inMib(all)}, and ${free} are free; most of it: ${list.join(", ")}`;
  return [finding("transcripts-large", what)];
}

function usedBy(root: string, below: readonly string[], name: string): number {
  try {
    const stats = inFolder(root, below, ({ at }) => lstatSync(at(name)));
    return stats?.isFile() === true ? stats.blocks * 512 : 0;
  } catch {
    return 0;
  }
}

/** Of what is not ours, or holds more than any fleet has, nothing: that is told elsewhere. */
function names(root: string, below: readonly string[]): string[] {
  try {
    return inFolder(root, below, ({ at }) => listNames(at("."), 2000)) ?? [];
  } catch {
    return [];
  }
}

function inMib(bytes: number): string {
  return `${Math.floor(bytes / MIB)} MiB`;
}

/** The folder itself, or the first one above that is there. */
async function nearest(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || path === dirname(path) ? path : await nearest(dirname(path));
}
