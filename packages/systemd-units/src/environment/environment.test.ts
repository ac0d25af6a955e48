import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { thrownCode } from "../../test/thrown-code.js";
import { formatEnvironmentAssignment } from "./format-environment-assignment.js";
import { formatEnvironmentFile } from "./format-environment-file.js";
import { ENVIRONMENT_ROWS } from "../../test/environment-rows.js";
import { parseEnvironmentFile } from "./parse-environment-file.js";

describe("each row of systemd's grammar", () => {
  test.each(ENVIRONMENT_ROWS)("$what", ({ bytes, values, codes, refused = false }) => {
    const read = parseEnvironmentFile(Buffer.from(bytes, "latin1"), { version: 252 });
    expect(Object.fromEntries(read.values)).toEqual(values);
    expect(read.refused).toBe(refused);
    expect(read.diagnostics.map(({ code }) => code)).toEqual(codes ?? []);
  });
});

test("from systemd 254 on a comment ends with its line, whatever it ends in", () => {
  const bytes = Buffer.from("# note\\\nA=1\n");
  expect(Object.fromEntries(parseEnvironmentFile(bytes).values)).toEqual({ A: "1" });
  expect(Object.fromEntries(parseEnvironmentFile(bytes, { version: 253 }).values)).toEqual({});
});

test("positions count lines and characters from 1, and values are never shown", () => {
  const read = parseEnvironmentFile(
    Buffer.from("A=1\r\n  export TOKEN=geheim\r\n\r\nA=$HOME/é\nsecret words\n"),
  );
  expect(read.diagnostics.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 3, "bad-key"],
    [4, 1, "duplicate"],
    [4, 1, "not-expanded"],
    [5, 1, "no-equals"],
  ]);
  expect(read.lines).toEqual(new Map([["A", 4]]));
  expect(JSON.stringify(read.diagnostics)).not.toMatch(/geheim|secret/);
});

const secret = "SECRETtail/Q7x+zz";
test.each([
  [`K=MIIEv\nAbCd/${secret}\nQ7x+zz${secret}==\n`, "drops this line"],
  [`https://user:${secret}@host/?token=${secret}\n`, "drops this line"],
  ["c2VjcmV0LXNlY3JldA0SECRETtail.Q7x=1\n", "drops this line"],
  ["2BSWY3DPEHPK3PXPSECRETtail=\n", "drops this line"],
  ["4SECRETtail=\n", "drops this line"],
  [`"SECRETtail": "${secret}=="\n`, "drops this line"],
  [`export ${secret}=1\n`, "this is no shell script"],
  [`export A SECRETtail=${secret}\n`, "this is no shell script"],
  [`export ${secret}\n`, "`export` is shell"],
  ["1BAD=SECRETtail\n", "drops `1BAD`, which is no name"],
  ["http-proxy.url=SECRETtail\n", "drops `http-proxy.url`, which is no name"],
  ["export A_TOKEN=SECRETtail\n", "drops `export A_TOKEN`: this is no shell script"],
])("of what may be a piece of a secret nothing is shown: %j", (text, said) => {
  const { diagnostics } = parseEnvironmentFile(Buffer.from(text));
  expect(diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining(said));
  expect(JSON.stringify(diagnostics)).not.toMatch(/SECRETtail|Q7x|AbCd/);
});

const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
const value = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      "\\",
      "\n",
      "\r",
      "\t",
      " ",
      "$",
      "`",
      "#",
      ";",
      "%",
      "=",
      "a",
      "\u0001",
      "\u007f",
      "é",
    ),
  }),
);

test.each([
  ["lines without an assignment", "x\n", "no-equals"],
  ["the same key", "A=1\n", "duplicate"],
])("a long file of %s is read in one go, with a position for each", (_what, line, code) => {
  const { diagnostics } = parseEnvironmentFile(Buffer.from(line.repeat(50_000)));
  expect(diagnostics.at(-1)).toMatchObject({ line: 50_000, column: 1, code });
});

test("a long row of blanks in a key is read in one go", () => {
  const { diagnostics } = parseEnvironmentFile(Buffer.from(`A${" ".repeat(300_000)}B=1\n`));
  expect(diagnostics).toMatchObject([{ line: 1, column: 1, code: "bad-key" }]);
});

test("any values survive the way through a file", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        key,
        value.filter((one) => !/[\0\p{Noncharacter_Code_Point}]/u.test(one)),
      ),
      (values) => {
        const text = formatEnvironmentFile(values);
        const read = parseEnvironmentFile(Buffer.from(text));

        expect(Object.fromEntries(read.values)).toEqual(values);
        expect(read.refused).toBe(false);
        expect(read.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      },
    ),
    { numRuns: scaled(1000, 20_000) },
  );
});

test("a value takes the plainest form that carries it", () => {
  expect(
    formatEnvironmentFile(
      new Map([
        ["A", "/usr/bin:b"],
        ["B", ""],
        ["C", "a $b"],
        ["D", "it's $5"],
        ["E", "x\ny"],
      ]),
    ),
  ).toBe(`A=/usr/bin:b\nB=\nC='a $b'\nD="it's \\$5"\nE='x\ny'\n`);
  expect(formatEnvironmentAssignment("A", 'a "b" 50% \\ \n\t\u0001é$x')).toBe(
    '"A=a \\"b\\" 50%% \\\\ \\n\\t\\x01é$x"',
  );
});

test("what systemd cannot carry is refused", () => {
  const keys = ["", "1A", "A-B", "A B", "é", "A\n"];
  const values = ["\0", "\ud800", "\ufffe", "\ufdd0"];
  for (const format of [
    (k: string, v: string) => formatEnvironmentFile({ [k]: v }),
    formatEnvironmentAssignment,
  ]) {
    expect(keys.map((bad) => thrownCode(() => format(bad, "x")))).toEqual(
      keys.map(() => "InvalidKey"),
    );
    expect(values.map((bad) => thrownCode(() => format("A", bad)))).toEqual(
      values.map(() => "InvalidValue"),
    );
  }
});
