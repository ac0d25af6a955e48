import type { UnitText } from "../unit-file/merge-units.js";
import type { SpecifierContext } from "./expand-path.js";
import type { NamedPath } from "./named-path.js";
import type { PathKind } from "./path-kind.js";

/** A path that was to be a unit, a drop-in or a folder of them, and is not. */
export interface Unreadable {
  readonly path: string;
  readonly kind: PathKind;
  readonly reason: string;
  /** Where it is another than to put the unit back. */
  readonly remedy?: string;
}

/** A link of `systemctl enable`. */
export interface UnitLink {
  readonly path: string;
  /** The unit that is started by it. */
  readonly name: string;
  /** Whether the link leads to something. */
  readonly leadsSomewhere: boolean;
}

/** Units and drop-ins that are judged together. `loadUnitSet` reads one from disk. */
export interface UnitSet {
  readonly files: readonly UnitText[];
  /** Paths that were named as units and are no readable text files. */
  readonly unreadable?: readonly Unreadable[];
  readonly named?: readonly NamedPath[];
  readonly links?: readonly UnitLink[];
  /** Units that exist without a file of their own: instances of the templates here. */
  readonly instances?: readonly string[];
  /** What specifiers stand for where these units run. Without it only the unit's own name and instance are put in. */
  readonly specifiers?: SpecifierContext;
}
