const SUFFIXES = "EPTGMKB";
const LARGEST = 2n ** 64n - 1n;

/**
 * A size in bytes with suffixes of 1024 (`4G`, `1.5M`, `1G 512M`), `Infinity` for `infinity`; `undefined` for what systemd refuses.
 * Beyond 2^53 the result is rounded. Percentages, as `MemoryMax=` allows them, are for `parsePercentage`.
 */
export function parseSize(text: string): number | undefined {
  if (text === "infinity") return Infinity;
  let total = 0n;
  let rest = text;
  let last = -1;
  do {
    const part = /^[ \t\n\r]*\+?(\d+)(?:\.(\d*))?[ \t\n\r]*([EPTGMKB]?)/.exec(rest);
    if (part === null) return undefined;
    // Suffixes have to go down: `1M 2G` is no size. None at all counts as the smallest.
    const rank = part[3] ? SUFFIXES.indexOf(part[3]) : SUFFIXES.length;
    if (rank <= last) return undefined;
    last = rank;
    const size = 1024n ** BigInt(Math.max(0, 6 - rank));
    total += BigInt(part[1] ?? 0) * size;
    total += BigInt(Math.trunc(Number(`0.${part[2] || "0"}`) * Number(size)));
    if (total > LARGEST) return undefined;
    rest = rest.slice(part[0].length);
  } while (rest !== "");
  return Number(total);
}

/** A part of the whole, 0 to 1, from `%`, `‰` or `‱`; `undefined` for what is none. At most two decimals, as systemd keeps them. */
export function parsePercentage(text: string): number | undefined {
  const part = /^(\d+)(?:\.(\d{1,2}))?(%|‰|‱)$/.exec(text);
  const scale = { "%": 100, "‰": 1000, "‱": 10_000 }[part?.[3] ?? ""];
  if (part === null || scale === undefined) return undefined;
  const decimals = part[2] ?? "";
  if (decimals.length > (scale === 100 ? 2 : scale === 1000 ? 1 : 0)) return undefined;
  const value = Number(`${part[1] ?? ""}.${decimals || "0"}`) / scale;
  return value > 1 ? undefined : value;
}
