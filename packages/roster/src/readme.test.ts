import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import * as roster from "./index.js";

test("the example of the README prints what the README says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```js\n([^]+?)```/.exec(readme) ?? [];
  const [, output = ""] = /```text\n([^]+?)```/.exec(readme) ?? [];
  const [, names = ""] = /^import (\{[^}]+\}) from "@mosaicstack\/roster";/m.exec(example) ?? [];
  const printed: string[] = [];
  const script = example.replace(/^import [^;]+;\n/m, `const ${names} = library;\n`);
  runInNewContext(script, {
    library: roster,
    console: { log: (...words: unknown[]) => printed.push(words.map(String).join(" ")) },
  });
  expect(`${printed.join("\n").trimEnd()}\n`).toBe(output);
});
