interface Edge {
  readonly name: string;
}

/**
 * The groups of names in which each can be reached from every other: Tarjan's strongly connected components of two and more, in one walk
 * and without recursion, for a chain may be as long as there are units.
 */
export function knotsOf(edges: ReadonlyMap<string, readonly Edge[]>): string[][] {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const knots: string[][] = [];
  const way: { readonly name: string; next: number }[] = [];
  const enter = (name: string): void => {
    number.set(name, number.size);
    low.set(name, number.size - 1);
    open.push(name);
    isOpen.add(name);
    way.push({ name, next: 0 });
  };
  const lower = (name: string, to: number | undefined): void => {
    low.set(name, Math.min(low.get(name) ?? Infinity, to ?? Infinity));
  };
  for (const start of edges.keys()) {
    if (!number.has(start)) enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const { name } = step;
      const target = edges.get(name)?.[step.next++]?.name;
      if (target === undefined) {
        way.pop();
        const above = way.at(-1);
        if (above !== undefined) lower(above.name, low.get(name));
        if (low.get(name) !== number.get(name)) continue;
        const knot = open.splice(open.lastIndexOf(name));
        for (const one of knot) isOpen.delete(one);
        if (knot.length > 1) knots.push(knot);
      } else if (!number.has(target)) enter(target);
      else if (isOpen.has(target)) lower(name, number.get(target));
    }
  }
  return knots;
}
