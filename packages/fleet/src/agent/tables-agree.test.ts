import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkEnvName, parseRoster, RESERVED_ENV_NAMES, runtimeNames } from "@mosaicstack/roster";
import { runtimes } from "@mosaicstack/runtimes";
import { variables } from "@mosaicstack/session-launcher";

// The roster names runtimes and the launcher starts them; neither imports the other, so they are compared here.
test("every runtime that a roster may name can be started, and no other", () => {
  expect([...runtimeNames].toSorted()).toEqual([...Object.keys(runtimes), "command"].toSorted());
});

test("`unattended` is called useless exactly where the launcher has no argument for it", () => {
  for (const [name, { unattended }] of Object.entries(runtimes)) {
    const text = `version: 1\nsocket_name: mosaic-fleet\nagents: [{ name: a, runtime: ${name}, unattended: true }]\n`;
    const codes = parseRoster(text, { file: "r.yaml" }).diagnostics.map(({ code }) => code);
    expect([name, codes.includes("unused-unattended")]).toEqual([name, unattended.length === 0]);
  }
});

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
