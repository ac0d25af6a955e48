import { SystemdError } from "../systemd-error.js";

/**
 * Reads what `systemctl show -p …` prints for several units: blocks in the order in which the units were named, an empty line between.
 * Values may hold line breaks; a count that does not fit is an error (`NotAnswering`), never a wrong assignment.
 */
export function readProperties<P extends string>(
  output: string,
  units: readonly string[],
  properties: readonly P[],
): Map<string, Record<P, string>> {
  const asked = new Set<string>(["Id", ...properties]);
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | undefined;
  let last: string | undefined;
  let blank = false;
  for (const line of output.split("\n")) {
    const equals = line.indexOf("=");
    const key = equals > 0 && asked.has(line.slice(0, equals)) ? line.slice(0, equals) : undefined;
    if (key !== undefined) {
      if (block === undefined || blank) blocks.push((block = new Map()));
      if (block.has(key)) throw notAnswering(units, `\`${key}\` came twice for one unit`);
      block.set(key, line.slice(equals + 1));
      last = key;
    } else if (block !== undefined && last !== undefined && line !== "")
      block.set(last, `${block.get(last) ?? ""}\n${line}`);
    blank = line === "";
  }
  if (blocks.length !== units.length)
    throw notAnswering(
      units,
      `${String(blocks.length)} answers came for ${String(units.length)} units`,
    );
  return new Map(units.map((unit, index) => [unit, complete(blocks[index], properties)]));
}

/** `undefined` for 0, 1 and what is no number: nothing may ever be signalled by such a pid (0 is the caller's own process group). */
export function readPid(value: string | undefined): number | undefined {
  const pid = value !== undefined && /^\d+$/.test(value) ? Number(value) : 0;
  return pid > 1 && Number.isSafeInteger(pid) ? pid : undefined;
}

function complete<P extends string>(
  block: ReadonlyMap<string, string> | undefined,
  properties: readonly P[],
): Record<P, string> {
  // A property that this systemd or this type of unit does not have is empty, as systemd itself prints it.
  return Object.fromEntries(
    properties.map((property) => [property, block?.get(property) ?? ""]),
  ) as Record<P, string>;
}

function notAnswering(units: readonly string[], what: string): SystemdError {
  return new SystemdError(
    "NotAnswering",
    `\`systemctl --user show\` cannot be read: ${what}; look at it by hand`,
    { units },
  );
}
