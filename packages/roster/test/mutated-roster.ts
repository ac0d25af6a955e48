import * as fc from "fast-check";
import { roster, type Written } from "./arbitrary-roster.js";

/** Values that fit some keys and not others. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    "x",
    "X",
    "default",
    "a b",
    "-x",
    "x,y",
    "a/b",
    "20m",
    "4GB",
    "1K",
    "0",
    "5 secs",
    "9999E",
    "1e3",
    "1.5",
    ".5s",
    "5s5",
    "infinity",
    "off",
    "always",
    "src",
    "$USER/x",
    "~me",
    "'",
    '"a',
    "a\\",
    "''",
    '"" x',
    "'' ''",
    "\\",
    "a\tb",
    "\u0000",
    "a\u0085b",
    "x".repeat(63),
    "x".repeat(64),
    "~",
    "/",
    "$HOME/",
    "$HOMEX",
    "${HOME}",
    "~/\u0007",
    0,
    1,
    -1,
    0.05,
    1.5,
    4096,
    10_000,
    10_001,
    4_194_304,
    4_194_305,
    2 ** 53,
    2_592_001,
    true,
    false,
    [],
    [""],
    ["", "x"],
    ["x", 1],
    [["x"]],
    ["x\u0000"],
    ["a b"],
    {},
    { x: 1 },
    { A: null },
    { A: [] },
    { A: "\u001b" },
    { "a-b": "x" },
    { "": "x" },
    { TMUX: "x" },
    { policy: "never" },
    { memory_max: "1T" },
    { delay: 0 },
    1048575,
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.stringMatching(/^[ \t]{0,2}[0-9]{1,3}(\.[0-9])?[ \t]?[a-zA-Zµ]{0,3} ?[0-9]?[smh]?$/),
  fc.stringMatching(/^[ab '"\\\n]{0,9}$/),
);

/** A roster in which some values, keys or items were replaced, added or taken away. */
export const mutated: fc.Arbitrary<Written> = fc
  .tuple(roster, fc.array(fc.tuple(fc.nat(), fc.nat(3), odd), { maxLength: 3 }))
  .map(([whole, changes]) => {
    const root = structuredClone(whole) as Written;
    for (const [at, how, value] of changes) change(root, at, how, value);
    return root;
  });

function change(root: Written, at: number, how: number, value: unknown): void {
  const places: [map: Written, key: string][] = [];
  const visit = (map: unknown): void => {
    if (typeof map !== "object" || map === null) return;
    for (const key of Object.keys(map)) {
      places.push([map as Written, key]);
      visit((map as Written)[key]);
    }
  };
  visit(root);
  const [map, key] = places[at % places.length] ?? [root, "version"];
  if (how < 2) map[key] = value;
  else if (how === 2 && !Array.isArray(map)) delete map[key];
  else if (!Array.isArray(map)) map[`${key}x`] = value;
}
