// Paired measuring: the ways take turns within one run, so that other load on the machine falls on all of them.

/**
 * Runs each way so often, after `warm` rounds that do not count, for they pay for the file cache. Gives each way's figures, one a round:
 * milliseconds of `run`, or what `run` gives as a number. `before` and `after` are not measured; `before`'s result is given to `run`.
 */
export async function interleave(ways, rounds, { warm = 1 } = {}) {
  const names = Object.keys(ways);
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warm; round < rounds; round++)
    for (const name of turn(names, round)) {
      const prepared = await ways[name].before?.();
      const began = performance.now();
      const told = await ways[name].run(prepared);
      const took = performance.now() - began;
      await ways[name].after?.();
      if (round >= 0) figures[name].push(typeof told === "number" ? told : took);
    }
  return figures;
}

/** Another order each round: nobody always comes after the slowest. */
function turn(names, round) {
  const first = ((round % names.length) + names.length) % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}

export async function milliseconds(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
