import type { Span } from "./line-index.js";
import { pointer, type Path } from "./pointer.js";

/** Where one value stands. */
export interface Spot {
  /** Its key, for a value in a map. */
  readonly key?: Span | undefined;
  readonly value: Span;
  /** For a map or list: its first key or item, the place to say that something is missing. */
  readonly head: Span;
  /** How a scalar that is no string is written: `0x10`, `~`, `1.10`. */
  readonly written?: string | undefined;
}

/** A YAML document as plain values, and where each of them stands. Aliases and merge keys are resolved. */
export class Tree {
  readonly root: unknown;
  readonly spots: ReadonlyMap<string, Spot>;

  constructor(root: unknown, spots: ReadonlyMap<string, Spot>) {
    this.root = root;
    this.spots = spots;
  }

  /** The spot of a path, else of the nearest value around it. */
  spot(path: Path): Spot {
    for (let length = path.length; length >= 0; length--) {
      const spot = this.spots.get(pointer(path.slice(0, length)));
      if (spot !== undefined) return spot;
    }
    return { value: [0, 0], head: [0, 0] };
  }

  /** The value of a path, `undefined` when it is not there or has no value. */
  get(path: Path): unknown {
    let value = this.root;
    for (const step of path) {
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value ?? undefined;
  }

  /** The keys of the map at a path; none when there is no map. */
  keys(path: Path): string[] {
    const value = this.get(path);
    return isMap(value) ? Object.keys(value) : [];
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
