import { expect, test } from "vitest";
import { nextElapses } from "./next-elapses.js";

test("of many expressions each is answered, also beside some that are refused", async () => {
  const good = Array.from({ length: 20 }, (_, hour) => `*-*-* ${hour}:30:00 UTC`);
  const bad = ["Mon..Fry 08:00", "*-*-* 25:00"];
  const found = await nextElapses([
    ...good.slice(0, 7),
    bad[0] ?? "",
    ...good.slice(7),
    bad[1] ?? "",
  ]);
  expect([...(found?.keys() ?? [])].toSorted()).toEqual([...good, ...bad].toSorted());
  for (const text of good) {
    const at = found?.get(text)?.at;
    expect(at?.getUTCMinutes()).toBe(30);
    expect(`*-*-* ${at?.getUTCHours()}:30:00 UTC`).toBe(text);
  }
  for (const text of bad) expect(found?.get(text)?.refusal).toMatch(/\S/);
  expect(await nextElapses([])).toEqual(new Map());
});

test("where there is no systemd-analyze nothing is known", async () => {
  expect(await nextElapses(["daily"], { env: { PATH: "/nowhere" } })).toBeUndefined();
});
