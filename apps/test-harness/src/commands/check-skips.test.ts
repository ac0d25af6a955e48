import { describe, expect, it } from "vitest";
import { scratchCheck } from "../../test/scratch-check.js";

const { check, checkJson } = scratchCheck();

describe("--allow-skips", () => {
  it("fails a rule that was skipped and is not named, and no other", async () => {
    const plain = await checkJson("--no-verify");
    const skipped = plain.document.rulesSkipped.map(({ code }) => code);
    expect(plain.code).toBe(0);
    expect(skipped).toContain("MF199");
    expect(await check("--no-verify", "--allow-skips", skipped.join(","))).toMatchObject({
      code: 0,
    });

    const but = skipped.filter((code) => code !== "MF199").join(",");
    const { code, document } = await checkJson("--no-verify", "--allow-skips", but);
    expect(code).toBe(1);
    expect(document.rulesSkipped.filter(({ failed }) => failed)).toEqual([
      {
        code: "MF199",
        reason: "it was skipped, and `--allow-skips` does not name it: left out by `--no-verify`",
        failed: true,
      },
    ]);
    const { out } = await check("--no-verify", "--allow-skips", but);
    expect(out).toMatch(/^✗ MF199\n {4}it was skipped, and /m);
    expect(out).toContain("1 failed");
    const { out: sarif } = await check("--no-verify", "--allow-skips", but, "--format", "sarif");
    expect(sarif).toMatch(/"level": "error",\s+"message": \{\s+"text": "MF199: it was skipped/);
  });

  it("lets nothing be skipped with `none`", async () => {
    const { code, document } = await checkJson("--allow-skips", "none");
    expect(code).toBe(1);
    expect(document.rulesSkipped.every(({ failed }) => failed)).toBe(true);
  });

  it.each(["MF2", "cold-start", "MF199,", "none,MF199"])("refuses %s", async (given) => {
    const { code, err } = await check("--allow-skips", given);
    expect(code).toBe(2);
    expect(err).toContain("which is no rule");
  });
});
