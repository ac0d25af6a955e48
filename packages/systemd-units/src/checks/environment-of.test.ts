import { expect, test } from "vitest";
import { mergeUnits } from "../unit-file/merge-units.js";
import { environmentOf } from "./environment-of.js";

test("a word of Environment= counts once its specifiers are put in, if it then begins with a name", () => {
  const text = "[Service]\nEnvironment=A=1 2B=1 =1 C-D=1 %i_E=%i=x plain\n";
  const unit = mergeUnits([{ path: "/u/f@.service", text }], { name: "f@g.service" });
  const found = [...environmentOf(unit, { files: [] })].map(([name, { value }]) => [name, value]);
  expect(found).toEqual([
    ["A", "1"],
    ["g_E", "g=x"],
  ]);
});
