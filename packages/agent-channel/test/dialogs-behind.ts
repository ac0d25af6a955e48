/** What it is, the message, and a program that shows a question once it has read so many bytes, and `ANSWERED` behind one more. */
export const dialogsBehind: readonly [string, string, string[]][] = [
  ["the message is another", "run the tests"],
  ["it ends as the message does", "[\n 1,\n 2\n]"],
  ["it ends as a longer message does", "run all the tests, and print:\n]"],
  ["the message ends in an empty line", "run the tests\n\n"],
  ["it was asked before, and answered", "run the tests", "Trust it? [y/n] y\\r\\n"],
  ["it was asked before, and not on a line of its own", "run it", "say: Trust it? [y/n]\\r\\n"],
  [
    "it was asked before, and scrolled off",
    "run the tests",
    "Trust it? [y/n]\\r\\n",
    "printf '\\n%.0s' $(seq 30);",
  ],
].map(([what = "", text = "", above = "", more = ""]) => [
  what,
  text,
  [
    "sh",
    "-c",
    `stty -echo raw; printf '${above}> '; head -c ${text.length} >/dev/null; ${more} printf '\\r\\nTrust it? [y/n] '; head -c 1 >/dev/null; printf ANSWERED; sleep 1000`,
  ],
]);
