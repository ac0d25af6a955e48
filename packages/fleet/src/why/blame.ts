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
 * Which lines made a unit unloadable, by the settings that systemd's words name: those of the person's own drop-ins that count, and
 * where none does, the strongest of ours. Empty where no line sets one of them.
 */
export function blamesFor(words: string, pieces: readonly UnitPiece[]): Blame[] {
  const settings = [...words.matchAll(/\b([A-Z][A-Za-z]+)=/g)].map(([, setting = ""]) => setting);
  const found = [...new Set(settings)].flatMap((setting) => {
    const lines = linesOf(pieces, ({ key }) => key === setting);
    const cleared = lines.findLastIndex(({ value }) => value === "");
    // Where systemd misses it, the line that took it away; else what was not taken away.
    if (/\bhas no\b/.test(words)) return lines.filter((_, index) => index === cleared);
    return setting.startsWith("Exec") ? lines.slice(cleared + 1) : lines.slice(-1);
  });
  return ownOf(found, pieces);
}

/** Where a unit is made to need another one. An empty line takes no requirement away. */
export function blamesForRequirement(required: string, pieces: readonly UnitPiece[]): Blame[] {
  const keys = ["Requires", "Requisite", "BindsTo"];
  const found = linesOf(
    pieces,
    ({ key, value }) => keys.includes(key) && value.split(/\s+/).includes(required),
  );
  return ownOf(found, pieces);
}

/** As `` `ExecStart=` in FILE:LINE or `Type=` in FILE:LINE ``. */
export function toldBlames(blames: readonly Blame[], word: "and" | "or"): string {
  return blames.map(({ setting, place }) => `\`${setting}=\` in ${place}`).join(` ${word} `);
}

/** As `FILE:LINE and FILE:LINE`. */
export function placesOf(blames: readonly Blame[], word: "and" | "or"): string {
  return blames.map(({ place }) => place).join(` ${word} `);
}

interface Line {
  readonly piece: UnitPiece;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** All such assignments, the strongest last. */
function linesOf(
  pieces: readonly UnitPiece[],
  isIt: (assignment: { key: string; value: string }) => boolean,
): Line[] {
  return pieces.flatMap((piece) =>
    parseUnit(piece.text)
      .assignments.filter(isIt)
      .map(({ key, value, line }) => ({ piece, key, value, line })),
  );
}

/** What the units ship and what the roster says is tried and true: a person's own comes first. */
function ownOf(lines: readonly Line[], pieces: readonly UnitPiece[]): Blame[] {
  const sorted = lines.toSorted(
    (a, b) => pieces.indexOf(a.piece) - pieces.indexOf(b.piece) || a.line - b.line,
  );
  const own = sorted.filter(({ piece }) => !isOurs(piece));
  return (own.length > 0 ? own : sorted.slice(-1)).map(({ piece, key, line }) => ({
    place: `${piece.path}:${line}`,
    setting: key,
  }));
}

function isOurs({ path }: UnitPiece): boolean {
  return path.endsWith("/50-roster.conf") || !path.includes(".d/");
}
