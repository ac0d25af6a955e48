/** Numbers that only look random: the same seed gives the same ones, on every machine. */
export interface Random {
  /** A whole number, from 0 to below `limit`. */
  below(limit: number): number;
  /** One of them. Throws `RangeError` where there is none. */
  pick<T>(from: readonly T[]): T;
  /** All of them, in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** `seed`: any whole number; its lowest 32 bits count. */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  // splitmix32
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    pick: (from) => {
      if (from.length === 0) throw new RangeError("there is nothing to pick from");
      return from[below(from.length)] as (typeof from)[number];
    },
    shuffle: (items) => {
      const rest = [...items];
      return items.map(() => rest.splice(below(rest.length), 1)[0] as (typeof items)[number]);
    },
  };
}
