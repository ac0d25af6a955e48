import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "./index.js";
import { sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test.skipIf(obstacle !== undefined)("the README's example prints what it says", async () => {
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const body = example.replace(
    /^import \{(.*)\} from "(.*)";$/gm,
    'const {$1} = await load("$2");',
  );
  const printed: string[] = [];
  const load = (name: string) => (name === "@mosaicstack/systemd-sandbox" ? library : import(name));
  const run = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;
  await run("load", "console", body)(load, { log: (text: string) => printed.push(text) });
  expect(printed).toEqual([/console\.log\(stdout\); \/\/ (.*)/.exec(example)?.[1]]);
});
