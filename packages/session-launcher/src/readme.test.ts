import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { openByHand } from "../test/by-hand.js";

afterEach(() => vi.unstubAllEnvs());

test("the README's example prints what it says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const body = example.replaceAll(
    /^import \{(.*)\} from "(.*)";$/gm,
    'const {$1} = await load("$2");',
  );
  await using hand = await openByHand();
  for (const [key, value] of Object.entries(hand.env)) vi.stubEnv(key, value);

  const printed: string[] = [];
  const load = async (name: string): Promise<unknown> =>
    name === "@mosaicstack/session-launcher" ? await import("./index.js") : await import(name);
  const run = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;
  await run(
    "load",
    "console",
    body,
  )(load, { log: (...words: string[]) => printed.push(words.join(" ")) });
  expect(printed).toEqual([/console\.log\(.*\); \/\/ (.*)/.exec(example)?.[1]]);
});
