import { describe, expect, test } from "vitest";
import { toolOf } from "../test/tool.js";
import type { FlagTable, FlagValues } from "./flags.js";

const flags = {
  count: { value: "N", whole: [1, 9], says: "so many" },
  seed: { value: "N", whole: [-5, 2 ** 32], usual: 7, says: "where to begin" },
  kind: { value: "KIND", choices: ["plain", "fancy"], usual: "plain", says: "of which kind" },
  file: { value: "FILE", says: "the file" },
  keepAll: { says: "leave nothing out", short: "k" },
} as const satisfies FlagTable;

const tool = toolOf(flags);

describe("flags are what their table says", () => {
  test("a number, a choice, a text and a switch", async () => {
    const given = ["--count", "9", "--kind=fancy", "--file", "x", "-k", "--seed", "-5"];
    const { flags: read } = await tool.run(["work", ...given]);
    expect(read).toEqual({ count: 9, seed: -5, kind: "fancy", file: "x", keepAll: true });
  });

  test("what is not given is the usual value, or none", async () => {
    const { flags: read } = await tool.run(["work"]);
    expect(read).toEqual({
      count: undefined,
      seed: 7,
      kind: "plain",
      file: undefined,
      keepAll: false,
    });
  });

  test("and their types", () => {
    const values = { count: undefined, seed: 1, kind: "fancy", file: undefined, keepAll: true };
    const typed = values as FlagValues<typeof flags>;
    const seed: number = typed.seed;
    const count: number | undefined = typed.count;
    const kind: "plain" | "fancy" = typed.kind;
    // @ts-expect-error Nobody has to give it.
    const file: string = typed.file;
    expect([seed, count, kind, file]).toEqual([1, undefined, "fancy", undefined]);
  });

  test("help names each with its usual value", async () => {
    expect((await tool.run(["work", "--help"])).stdout).toContain(
      "  --seed N        where to begin; default: 7\n",
    );
  });
});

describe("a mistake is told in words, and as a document where one is wanted", () => {
  test.each(["", "0", "10", "-1", "1.5", "0x3", "1e0", " 1", "９", "9".repeat(40), "x\u001b[2J"])(
    "--count %j",
    async (text) => {
      const { code, stdout, stderr } = await tool.run(["work", `--count=${text}`]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      const shown = text.replace("\u001b", "\\u001b");
      expect(stderr).toBe(
        `tool: option \`--count <N>\` argument \`${shown}\` is invalid. It takes a whole number from 1 to 9\n` +
          "Add `--help` to see how it is used.\n",
      );
    },
  );

  test("a command that nobody knows", async () => {
    const { code, stdout, stderr } = await tool.run(["wrok", "--json"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      error: { code: "Usage", message: "unknown command `wrok`\nDid you mean `work`?" },
    });
  });

  test("a code of the program's own has its exit code; another is the program's mistake", async () => {
    const told = await tool.run(["fail", "Missing"]);
    expect(told).toMatchObject({ code: 5, stderr: "tool: gone\n" });
    const odd = await tool.run(["fail", "ENOSPC"]);
    expect(odd.code).toBe(1);
    expect(odd.stderr).toBe(
      "tool: unexpected error: gone\nSet `TOOL_DEBUG=1` and run the command again to see where it comes from.\n",
    );
    const traced = await tool.run(["fail", "ENOSPC"], { TOOL_DEBUG: "1" });
    expect(traced.stderr).toContain("\n    at ");
  });
});

test("nothing that acts on a terminal comes past the door, whoever writes it", async () => {
  const { stdout, stderr } = await tool.run(["shout", "a\u001b]0;x\u0007\u202eb"]);
  expect(stdout).toBe("a\\u001b]0;x\\u0007\\u202eb\n");
  expect(stderr).toBe(stdout);
});
