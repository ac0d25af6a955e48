import { lstatSync } from "node:fs";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { readServerRecord } from "./server-record.js";

type Place = Pick<FleetContext, "paths" | "socket" | "supervisor">;

/**
 * Where nobody answers on our socket: that of the fleet's own server, which lives behind another one. TMUX_TMPDIR is not what it was when that
 * was founded, and units have none.
 */
export async function serverElsewhere({
  paths,
  socket,
  supervisor,
}: Place): Promise<
  { readonly pid: number; readonly path: string; readonly message: string } | undefined
> {
  if (supervisor.kind !== "tmux") return undefined;
  const record = await readServerRecord({ paths, socket });
  const { socketPath } = supervisor.tmux;
  if (record === undefined || record.path === socketPath || !isSocket(record.path))
    return undefined;
  const { pid, path } = record;
  const message = `the fleet's tmux server (pid ${pid}) is at ${path}, and TMUX_TMPDIR has tmux look at ${socketPath}`;
  return { pid, path, message };
}

/** Throws FleetError `Refused`: who goes on would take agents that run for ones that do not. */
export async function refuseServerElsewhere(fleet: Place): Promise<void> {
  const elsewhere = await serverElsewhere(fleet);
  if (elsewhere === undefined) return;
  throw new FleetError("Refused", elsewhere.message, { remedy: ELSEWHERE_REMEDY });
}

/** What to do about it. */
export const ELSEWHERE_REMEDY =
  "Set TMUX_TMPDIR as it was when that server was started, or unset it.";

function isSocket(path: string): boolean {
  try {
    return lstatSync(path).isSocket();
  } catch {
    return false;
  }
}
