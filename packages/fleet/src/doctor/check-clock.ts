import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { joinCommand } from "@mosaicstack/roster";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import { dropInFile } from "../agent/drop-in-file.js";
import type { FleetContext } from "../context.js";
import type { SessionsView } from "../status/sessions.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** So far nothing is misjudged, and a busy machine may take that long between two looks. */
const SLACK_MS = 2 * 60_000;

/**
 * Whether the clock was set since the tmux server started. The kernel counts from boot when it and we were started, each knows the
 * time of day of its own start: the difference of the two has to be the same. `startedAt`: of this process, milliseconds since the epoch.
 */
export function checkClock(
  server: SessionsView["server"],
  startedAt: number = performance.timeOrigin,
): DoctorFinding[] {
  const [its, own] = [server?.pid, process.pid].map((pid) => pid && sinceBoot(pid));
  if (server === undefined || !its || !own) return [];
  const moved = startedAt - own - (server.startTime * 1000 - its);
  if (Math.abs(moved) < SLACK_MS) return [];
  const way = moved > 0 ? "forward" : "back";
  const what = `the clock was set ${way} by about ${inWords(Math.abs(moved))} since the tmux server (pid ${server.pid}) started`;
  return [finding("clock-set", what)];
}

/** Milliseconds from boot to the start of a process, field 22 of proc(5); undefined where that is not known. */
function sinceBoot(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const ticks = Number(fields[19]);
    return Number.isFinite(ticks) ? ticks * 10 : undefined;
  } catch {
    return undefined;
  }
}

/** Notes and drop-ins that were written when the clock was ahead. */
export function checkFuture(
  { paths, desired, socket }: FleetContext,
  now: number = Date.now(),
): DoctorFinding[] {
  const home = socket ?? "default";
  const late = new Map<string, number>();
  const look = (path: string, mtimeMs: number): void => {
    if (mtimeMs > now + SLACK_MS) late.set(path, mtimeMs - now);
  };
  const folders = ["started", "stopped", "sessions"].map((name) => [name, home]);
  const channels = desired.agents.map(({ name }) => ["agents", home, name]);
  for (const below of [...folders, ...channels]) lookIn(paths.state, below, look);
  for (const { name } of desired.agents) {
    const path = dropInFile(name, paths.units);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() === true) look(path, stats.mtimeMs);
  }
  const [first] = [...late].toSorted(([, one], [, other]) => other - one);
  if (first === undefined) return [];
  const [path, ahead] = first;
  const more = late.size === 1 ? "" : `, and ${late.size - 1} more`;
  return [
    finding(
      "record-from-future",
      `${path} is ${inWords(ahead)} from the future${more}`,
      `See that the clock is right (\`timedatectl\`), then \`${joinCommand(["touch", path])}\`${more === "" ? "" : " and the others that `doctor` names then"}.`,
    ),
  ];
}

/** Of what is not ours nothing: that is told elsewhere. */
function lookIn(
  root: string,
  below: readonly string[],
  look: (path: string, mtimeMs: number) => void,
): void {
  try {
    inFolder(root, below, ({ at }) => {
      for (const name of listNames(at("."), 10_000)) {
        const stats = lstatSync(at(name), { throwIfNoEntry: false });
        if (stats?.isFile() === true) look(join(root, ...below, name), stats.mtimeMs);
      }
    });
  } catch {
    // told by `not-ours`
  }
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
