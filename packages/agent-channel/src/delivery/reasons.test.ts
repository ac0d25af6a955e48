import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scriptPath } from "../channel-scripts.js";
import { reasons } from "./reasons.js";

test("the plugin's words are of the table, for outcomes that they may tell", () => {
  const source = ["native-rules.js", "native-messages.js"]
    .map((name) => readFileSync(scriptPath(name), "utf8"))
    .join("");
  for (const [word, outcome] of [
    ["rejected-by-runtime", "refused"],
    ["no-receipt", "uncertain"],
    ["sender-died", "uncertain"],
  ] as const) {
    expect(source).toContain(word);
    expect(reasons[word].outcomes).toContain(outcome);
  }
});
