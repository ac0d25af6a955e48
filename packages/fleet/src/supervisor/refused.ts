import {
  SystemdError,
  type JobOptions,
  type JobVerb,
  type UserManager,
} from "@mosaicstack/systemd-units";
import { FleetError, wordsOf } from "../error.js";

/**
 * Does one thing to several units. By unit, systemd's words on those to which it was not done: one that cannot be started, stopped or
 * linked is its own trouble. To stop or unlink what is not there is done.
 */
export async function refused(
  manager: UserManager,
  verb: JobVerb,
  units: readonly string[],
  options?: JobOptions,
): Promise<Map<string, string>> {
  const results = await manager.run(
    units.map((unit) => ({ verb, unit })),
    options,
  );
  const isWish = verb === "stop" || verb === "disable" || verb === "reset-failed";
  return new Map(
    results
      .filter(({ outcome }) => outcome !== "done" && !(isWish && outcome === "not-found"))
      .map(({ unit, outcome, detail }) => [unit, detail ?? `\`${verb}\` ended as ${outcome}`]),
  );
}

/** As `refused`; where the manager does not end the call in time, its words for each unit: what it did is to be seen afterwards. */
export async function tried(
  manager: UserManager,
  verb: JobVerb,
  units: readonly string[],
  options?: JobOptions,
): Promise<Map<string, string>> {
  try {
    return await refused(manager, verb, units, options);
  } catch (error) {
    if (!(error instanceof SystemdError) || error.code !== "Timeout") throw error;
    return new Map(units.map((unit) => [unit, wordsOf(error)]));
  }
}

/**
 * Links units for boot; by unit, systemd's words on those that it did not link. One that cannot be started cannot be linked either:
 * its start tells why.
 */
export async function enableAll(
  manager: UserManager,
  units: readonly string[],
): Promise<Map<string, string>> {
  const failed = await refused(manager, "enable", units);
  if (failed.size === 0) return failed;
  const shown = await manager.properties([...failed.keys()], ["LoadState"]);
  for (const [unit, row] of shown) if (row.LoadState !== "loaded") failed.delete(unit);
  return failed;
}

/** Throws FleetError `Failed` with the words on the first one. */
export function assertDone(failed: ReadonlyMap<string, string>): void {
  const [first] = failed;
  if (first === undefined) return;
  const [unit, words] = first;
  throw new FleetError("Failed", words, {
    remedy: `See \`systemctl --user status ${unit}\`, and that ~/.config/systemd/user can be written.`,
  });
}
