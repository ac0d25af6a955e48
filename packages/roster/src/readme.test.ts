import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import * as edit from "./edit.js";
import * as roster from "./index.js";

test("the example of the README prints what the README says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```js\n([^]+?)```/.exec(readme) ?? [];
  const [, output = ""] = /```text\n([^]+?)```/.exec(readme) ?? [];
  const printed: string[] = [];
  const script = example.replace(
    /^import (\{[^}]+\}) from "([^"]+)";\n/gm,
    'const $1 = libraries["$2"];\n',
  );
  runInNewContext(script, {
    libraries: { "@mosaicstack/roster": roster, "@mosaicstack/roster/edit": edit },
    console: { log: (...words: unknown[]) => printed.push(words.map(String).join(" ")) },
  });
  expect(`${printed.join("\n").trimEnd()}\n`).toBe(output);
});

test("who only reads rosters does not load what edits them", () => {
  const loaded = new Set<string>();
  const load = (url: URL): void => {
    if (loaded.has(url.href)) return;
    loaded.add(url.href);
    const text = readFileSync(url, "utf8");
    for (const [, from = ""] of text.matchAll(/ from "(\.[^"]+)\.js";$/gm))
      load(new URL(`${from}.ts`, url));
  };
  load(new URL("index.ts", import.meta.url));
  expect(loaded.size).toBeGreaterThan(20);
  expect([...loaded].filter((href) => /\/edit[./]/.test(href))).toEqual([]);
});
