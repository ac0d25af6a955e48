import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plantedFleet, type PlantedFleet } from "../../test/planted-fleet.js";
import { allRules } from "../check/rule-list.js";
import { add, drop, remove, swap, type Mutation } from "./mutation.js";
import { mutations } from "./mutations.js";

const all = mutations.flatMap(([, entries]) => entries);
/** A unit or a tool as we ship it, not what is made of a roster. */
const isShipped = (file: string): boolean =>
  /^(systemd\/user|mosaic\/tools\/fleet)\/[^/]+$/.test(file);

let plain: PlantedFleet;
let named: PlantedFleet;
beforeAll(async () => {
  // The roster's socket stands in drop-ins, which would hide what is wrong with the units' own.
  [plain, named] = await Promise.all([plantedFleet("mosaic-fleet"), plantedFleet("crew")]);
});
afterAll(() => {
  plain.remove();
  named.remove();
});

it("is a table of at least 70 defects, each with a name of its own", () => {
  expect(all.length).toBeGreaterThanOrEqual(70);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(
    all.filter(({ id, says }) => !/^[a-z0-9-]+$/.test(id) || !/^[A-Z`].*[^.]$/.test(says)),
  ).toEqual([]);
});

const fleetOf = ({ file }: Mutation): PlantedFleet => (isShipped(file) ? plain : named);
const hurt = (mutation: Mutation): string | undefined => {
  const file = fleetOf(mutation).files.find(({ path }) => path === mutation.file);
  if (file === undefined) throw new Error(`\`${mutation.file}\` is not installed`);
  return mutation.edit(file.text);
};

it("plants no defect twice", () => {
  const planted = all.map((each) => JSON.stringify([each.file, hurt(each) ?? null, each.mode]));
  expect(new Set(planted).size).toBe(all.length);
});

it("leaves scripts that a shell reads", () => {
  const scripts = all.filter(({ file, edit }) => file.endsWith(".sh") && edit !== remove);
  const unread = scripts.filter(
    (each) => spawnSync("sh", ["-n"], { input: hurt(each) }).status !== 0,
  );
  expect(unread.map(({ id }) => id)).toEqual([]);
});

describe("check", () => {
  it("finds nothing in the same fleets without a defect", async () => {
    expect(await plain.check()).toEqual([]);
    expect(await named.check()).toEqual([]);
  });

  const checked = all.flatMap((mutation) => {
    const { caughtBy } = mutation;
    return "check" in caughtBy ? [[mutation.id, mutation, caughtBy] as const] : [];
  });

  it.each(checked)("catches %s", async (_, mutation, { check, also = [] }) => {
    const found = await fleetOf(mutation).check(mutation);
    expect(found).toEqual([check, ...also, ...differs(mutation)].toSorted());
  });

  /** That an installed unit is not the shipped one is found whatever was changed. */
  function differs(mutation: Mutation): readonly string[] {
    const { file, mode } = mutation;
    if (mode !== undefined || !isShipped(file) || !file.startsWith("systemd/")) return [];
    return hurt(mutation) === undefined ? [] : ["MF703"];
  }

  it("is proved for rules that there are", () => {
    const rules = new Set(allRules().map(({ code }) => code));
    const proved = checked.flatMap(([, , { check, also = [] }]) => [check, ...also]);
    expect(proved.filter((code) => !rules.has(code))).toEqual([]);
  });

  it("finds nothing once all is mended", async () => {
    expect(await plain.check()).toEqual([]);
    expect(await named.check()).toEqual([]);
  });
});

describe("an edit", () => {
  it("throws where the text that it replaces is not there exactly once", () => {
    expect(swap("a", "b")("cat")).toBe("cbt");
    for (const text of ["", "bat at"])
      expect(() => swap("at", "b")(text.repeat(2))).toThrow("not once");
    expect(drop("b")("a\nb\nbc\n")).toBe("a\nbc\n");
    expect(() => drop("b")("a\nbc\n")).toThrow("0 times");
    expect(add("a", "x", "y")("a\nab\n")).toBe("a\nx\ny\nab\n");
  });
});
