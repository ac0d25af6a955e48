import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkEnvName, RESERVED_ENV_NAMES } from "@mosaicstack/roster";
import { variables } from "@mosaicstack/session-launcher";

// The roster refuses names that the launcher sets; neither imports the other, so they are compared here.

test("the roster's `env` refuses exactly our names, and says the key where there is one", () => {
  const reserved = variables.filter(({ name }) => name !== "MOSAIC_TMUX_SOCKET");
  const names = reserved.map(({ name }) => name).toSorted();
  expect(RESERVED_ENV_NAMES.filter((name) => name.startsWith("MOSAIC_")).toSorted()).toEqual(names);
  const hints = new Map(names.map((name) => [name, checkEnvName(name)?.hint]));
  const wanted = reserved.map(
    ({ name, key }) =>
      [name, key === undefined ? "remove it" : `write it as the key \`${key}\``] as const,
  );
  expect(Object.fromEntries(hints)).toEqual(Object.fromEntries(wanted));
});

test("what the launcher is told of an agent is in the table of names", () => {
  const text = readFileSync(join(import.meta.dirname, "roster-values.ts"), "utf8");
  const told = new Set(text.match(/\bMOSAIC_[A-Z_]+(?=:|")/g));
  const names = variables.filter(({ setBy }) => setBy === "roster").map(({ name }) => name);
  expect([...told].toSorted()).toEqual(
    [...names, "MOSAIC_TMUX_SOCKET", "MOSAIC_AGENT_RUNTIME", "MOSAIC_AGENT_WORKDIR"].toSorted(),
  );
});
