import { readFileSync } from "node:fs";
import { ENDED } from "@mosaicstack/agent-channel";
import { expect, test } from "vitest";
import { launcherScript } from "./launcher-script.js";
import { RUNS } from "./launcher-words.js";

const lines = readFileSync(launcherScript().path, "utf8").split("\n");

test("each line of the pane half that says that it waits begins as is read here", () => {
  const said = lines.filter((line) => /echo "mosaic: .* start(?:s it|s)? again/.test(line));
  expect(said).toHaveLength(3);
  for (const line of said) expect(line).toContain(`echo "${ENDED}`);
});

test("the words for systemd begin as is read here while all is well, and only then", () => {
  const said = lines.filter((line) => line.includes("--status="));
  const good = said.filter((line) => line.includes("--ready"));
  expect(good).toHaveLength(1);
  for (const line of said)
    expect(line.includes(`--status="${RUNS}`)).toBe(line.includes("--ready"));
});
