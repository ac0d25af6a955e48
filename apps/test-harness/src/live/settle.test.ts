import { expect, it } from "vitest";
import { settle } from "./settle.js";

it("looks until nothing is wrong", async () => {
  let looks = 0;
  const settled = await settle(
    async () => ++looks,
    (seen) => (seen < 3 ? ["too few"] : []),
    10_000,
  );
  expect(settled).toEqual({ seen: 3, problems: [] });
});

it("gives up at the deadline, with what was wrong last", async () => {
  const settled = await settle(
    async () => "same",
    (seen) => [`still ${seen}`],
    150,
  );
  expect(settled).toEqual({ seen: "same", problems: ["still same"] });
});

it("gives up at once when there is no hope", async () => {
  let looks = 0;
  await settle(
    async () => ++looks,
    () => ["wrong"],
    60_000,
    () => true,
  );
  expect(looks).toBe(1);
});
