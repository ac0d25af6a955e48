import type { CliContext } from "./context.js";

export interface PreparedRoster {
  readonly file: string;
  /** `another`: a preset was named, and what stands there is not its text. */
  readonly state: "there" | "created" | "another";
}

/**
 * Sees to it that `up` has a roster: writes the preset, or the canary, where there is none. A file that was named with
 * `--roster` alone is not invented. Throws `FleetError` for an unknown preset and for a file that cannot be read.
 */
export async function prepareRoster(wish: {
  readonly preset: string | undefined;
  readonly roster: string | undefined;
  readonly env: CliContext["env"];
}): Promise<PreparedRoster> {
  const { preset, roster, env } = wish;
  const { defaultRosterFile, readRosterText } = await import("./open-fleet.js");
  const file = roster ?? defaultRosterFile(env);
  const text = await readRosterText(file);
  if (preset === undefined && text !== undefined) return { file, state: "there" };
  const [{ initRoster }, { presets }] = await Promise.all([
    import("@mosaicstack/fleet"),
    import("@mosaicstack/roster"),
  ]);
  const wanted = presets.find(({ name }) => name === (preset ?? "canary"));
  if (
    wanted === undefined ||
    (text === undefined && (preset !== undefined || roster === undefined))
  ) {
    await initRoster({ preset: preset ?? "canary", roster: file, env });
    return { file, state: "created" };
  }
  const same = preset === undefined || text === wanted.text;
  return { file, state: same ? "there" : "another" };
}
