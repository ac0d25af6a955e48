import { expect, test } from "vitest";
import { CliError, toFailure } from "./failure.js";

test("an error with a code of ours is shown as it is", () => {
  const error = new CliError("NoSuchAgent", "no agent `x`");
  expect(toFailure(error)).toBe(error);
});

test.each([
  [
    Object.assign(new Error("ENOSPC: no space left on device\n  and more"), { code: "ENOSPC" }),
    "ENOSPC: no space left on device",
  ],
  [Object.assign(new Error("of the prototype"), { code: "toString" }), "of the prototype"],
  ["a string", "a string"],
])("anything else is unexpected, in one line", (thrown, words) => {
  expect(toFailure(thrown)).toMatchObject({
    code: "Unexpected",
    message: `unexpected error: ${words}`,
  });
});
