import { parseUnit } from "@mosaicstack/systemd-units";

/** A unit file or drop-in, as read. */
export interface UnitPiece {
  readonly path: string;
  readonly text: string;
}

/** The assignment that is to blame. */
export interface Blame {
  /** As `FILE:LINE`. */
  readonly place: string;
  readonly setting: string;
}

/**
 * Which file made a unit unloadable, by the settings that systemd's words name: the strongest of the person's own drop-ins that
 * sets one of them. Undefined where none does.
 */
export function blameFor(words: string, pieces: readonly UnitPiece[]): Blame | undefined {
  const settings = [...words.matchAll(/\b([A-Z][A-Za-z]+)=/g)].map(([, setting = ""]) => setting);
  return lastOf(pieces, (setting) => settings.includes(setting));
}

/** Where a unit is made to need another one. */
export function blameForRequirement(
  required: string,
  pieces: readonly UnitPiece[],
): Blame | undefined {
  const keys = ["Requires", "Requisite", "BindsTo"];
  return lastOf(
    pieces,
    (key, value) => keys.includes(key) && value.split(/\s+/).includes(required),
  );
}

function lastOf(
  pieces: readonly UnitPiece[],
  isIt: (setting: string, value: string) => boolean,
): Blame | undefined {
  // What the units ship and what the roster says is tried and true: a person's own comes first.
  const byStrength = [...pieces.filter(isOurs), ...pieces.filter((piece) => !isOurs(piece))];
  const found = byStrength.flatMap(({ path, text }) =>
    parseUnit(text)
      .assignments.filter(({ key, value }) => isIt(key, value))
      .map(({ key, line }) => ({ place: `${path}:${line}`, setting: key })),
  );
  return found.at(-1);
}

function isOurs({ path }: UnitPiece): boolean {
  return path.endsWith("/50-roster.conf") || !path.includes(".d/");
}
