import { SystemdError } from "../systemd-error.js";
import type { UnitState } from "./user-manager.js";

/** Reads `systemctl list-units -o json`. Throws `NotAnswering` for anything else. */
export function readStates(output: string): UnitState[] {
  const rows = parse(output);
  if (!Array.isArray(rows)) throw notAnswering();
  return rows.map((row: unknown) => {
    const { unit, load, active, sub, description } = (row ?? {}) as Record<string, unknown>;
    if (
      typeof unit !== "string" ||
      typeof load !== "string" ||
      typeof active !== "string" ||
      typeof sub !== "string"
    )
      throw notAnswering();
    return {
      unit,
      load,
      active,
      sub,
      description: typeof description === "string" ? description : "",
    };
  });
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    throw notAnswering();
  }
}

function notAnswering(): SystemdError {
  return new SystemdError(
    "NotAnswering",
    "`systemctl --user list-units -o json` gave no list of units; look at it by hand",
  );
}
