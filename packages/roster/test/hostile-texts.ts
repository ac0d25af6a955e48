// Texts that cost a YAML parser or its user most, for tests and the bench: a name and about `size` characters each.

const rep = (piece: string, size: number): string => piece.repeat(Math.floor(size / piece.length));
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

/** Each list uses the one before many times: width to the power of ten values in a few lines. */
const bomb = (width: number): string =>
  lines(10, (level) =>
    level === 0
      ? "a0: &a0 [x]"
      : `a${level}: &a${level} [${Array(width)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
  );
const merges = (text: string): string =>
  text.replaceAll("[x]", "{ x: 1 }").replaceAll(/\[(.*)\]/g, "{ <<: [$1] }");

const REPEATED: Readonly<Record<string, string>> = {
  "open lists": "[",
  "open maps": "{",
  "nested keys": "a: ",
  "nested items": "- ",
  "question marks": "? ",
  "question mark lines": "?\n",
  "closing brackets": "]",
  quotes: '"',
  anchors: "&a ",
  tags: "! ",
  "known tags": "!!str ",
  documents: "---\n",
  "document ends": "...\n",
  directives: "%x\n",
  "one key": "k: 1\n",
  "a key without value": "k:\n",
  aliases: "- *b\n",
  "empty items": "-\n",
  "items that are maps": "- a: 1\n",
  stars: "* ",
  "merge keys": "<<: x\n",
  "lines without key": ":\n",
  comments: "#\n",
  "blank lines": "\n",
  "windows' blank lines": "\r\n",
  "wide characters": "😀:\n",
};

export function* hostileTexts(size: number): Generator<[name: string, text: string]> {
  for (const [name, piece] of Object.entries(REPEATED)) yield [name, rep(piece, size)];
  const head = "version: 1\nagents:\n";
  const one = `${head}  - name: a\n    `;
  yield ["commas in a list", `[${rep(",", size)}`];
  yield ["pairs in a list", `[${rep("a: 1,", size)}]`];
  yield ["maps in a list", `[${rep("{},", size)}]`];
  yield ["keys in a map", `{${lines(size / 8, (at) => `k${at},`)}}`];
  yield ["bad escapes", `a: "${rep("\\q", size)}"`];
  yield ["bad numbers of characters", `a: "${rep("\\UFFFFFFFF", size)}"`];
  yield ["escapes", `a: "${rep("\\x41", size)}"`];
  yield ["lines of a text", `a: ${rep("b\n ", size)}`];
  yield ["a block text", `a: |\n${rep(" b\n", size)}`];
  yield ["unknown keys", lines(size / 8, (at) => `k${at}: 1`)];
  yield ["agents of one name", head + rep("  - name: a\n", size)];
  yield ["agents without a name", head + rep("  - nmae: a\n", size)];
  yield ["empty agents", head + rep("  - {}\n", size)];
  yield ["agents in brackets", `version: 1\nagents: [${rep("{name: a, runtime: x},", size)}]`];
  yield ["good agents", head + lines(size / 30, (at) => `  - name: a${at}\n    runtime: pi`)];
  yield ["numbers for words", `${one}args:\n${rep("      - 1\n", size)}`];
  yield ["empty words", `${one}tags:\n${rep("      - ' '\n", size)}`];
  yield ["words of a command", `${one}command: [${rep("x,", size)}]`];
  yield ["a long command", `${one}command: ${rep("x ", size)}`];
  yield ["secrets", `${one}env:\n${lines(size / 20, (at) => `      KEY_${at}: 1`)}`];
  yield ["half a token", `${one}env: { A: ${rep("eyJ-", size)} }`];
  yield ["colons of a URL", `${one}env: { A: "${rep("://a:", size)}" }`];
  yield ["a long size", `${one}limits: { memory_max: ${rep("1", size)}x }`];
  yield ["a long time", `${one}restart: { delay: ${rep("1s", size)}! }`];
  yield ["a long name", `${head}  - name: ${rep("A", size)}`];
  yield ["a long word", rep("a", size)];
  yield ["many anchors", lines(size / 12, (at) => `- &a${at} x`)];
  yield ["one map by many aliases", `- &a {a: 1, b: 2, c: 3}\n${rep("- *a\n", size)}`];
  yield ["one list by many aliases", `- &a [${rep("1,", 1500)}]\n${rep("- *a\n", size)}`];
  yield [
    "one map merged by many aliases",
    `m: &m {${lines(size / 60, (at) => `k${at}: 1,`)}}\nx: {<<: [${rep("*m,", size / 3)}]}`,
  ];
  yield [
    "a chain of merges",
    lines(size / 30, (at) => (at === 0 ? "k: &m0 {}" : `k: &m${at} {<<: *m${at - 1}}`)),
  ];
  yield ["a name of dashes", `${head}  - name: ${rep("-", size)}a${rep("-", size / 4)}b`];
  yield ["names of emoji", head + lines(size / 20, (at) => `  - name: 😀${at}`)];
  yield ["an alias bomb", bomb(9)];
  yield ["a wide alias bomb", bomb(Math.floor(size / 60))];
  yield ["a merge bomb", merges(bomb(9))];
  yield ["a wide merge bomb", merges(bomb(Math.floor(size / 60)))];
  yield ["50 MB", rep("a", 50_000_000)];
  yield ["50 MB of lines", rep("\n", 50_000_000)];
}
