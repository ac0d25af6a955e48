import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { launcherScript } from "./launcher-script.js";
import { hookVariables, variables, type LauncherVariable } from "./variables.js";

// The script is one file that is copied, so it repeats what the table says: compared here, both ways.
const script = readFileSync(launcherScript().path, "utf8");
const repository = join(import.meta.dirname, "../../../..");

const named = (wanted: (variable: LauncherVariable) => boolean): string[] =>
  variables
    .filter(wanted)
    .map(({ name }) => name)
    .toSorted();
const namesIn = (text: string): string[] =>
  [...new Set(text.match(/\bMOSAIC_[A-Z_]*[A-Z]\b/g))].toSorted();
/** What stands in the script from one text to the next other. */
function between(start: string, end: string): string {
  const from = script.indexOf(start);
  const to = script.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the script has no part from ${start} to ${end}`);
  return script.slice(from, to);
}

test("no name stands in the table twice", () => {
  expect(named(() => true)).toEqual([...new Set(named(() => true))]);
});

test("the script takes exactly those out of the agent's environment that it shall not have", () => {
  expect(namesIn(between("echo 'unset NOTIFY_SOCKET", "} >&3"))).toEqual(
    named(({ reachesAgent }) => !reachesAgent),
  );
});

test("by hand it refuses exactly those in an env file that are no person's to set", () => {
  const patterns = between("case $key in\n      MOSAIC_", ")").replace("case $key in\n", "");
  const refused = new RegExp(`^(?:${patterns.trim().replaceAll("*", ".*")})$`);
  expect(named(({ name }) => refused.test(name))).toEqual(named(({ inFiles }) => !inFiles));
});

test("by hand it takes of the caller what a person may say of an agent, but what is for units alone", () => {
  expect(namesIn(between("for key in HOME USER", "; do"))).toEqual(
    named(({ inFiles, reachesAgent }) => inFiles && reachesAgent),
  );
});

test("it sets those behind the environment that are the launcher's own", () => {
  const own = named(({ name, setBy }) => setBy === "launcher" || name === "MOSAIC_UNIT");
  const part = between("agent_environment; unset", "shift 4");
  expect(namesIn(part)).toEqual(own);
  for (const name of own) expect(part).toMatch(new RegExp(`export .*\\b${name}=`));
});

/** Of the CLI and its libraries alone, which an agent may be given as any other name. */
const ofTheCli = ["MOSAIC_FLEET_DEBUG", "MOSAIC_FLEET_ROSTER"];

test("every name that our programs know is in the table, and every one of the table is known", () => {
  const sources = ["apps", "packages"].flatMap((room) =>
    readdirSync(join(repository, room)).flatMap((name) =>
      ["src", "scripts", "lib", "units"].flatMap((folder) =>
        filesBelow(join(repository, room, name, folder)),
      ),
    ),
  );
  const texts = sources
    .filter((file) => !/\.test\.ts$|\bvariables\.ts$/.test(file))
    .map((file) => readFileSync(file, "utf8"));
  expect(texts.length).toBeGreaterThan(100);
  const ofHooks = hookVariables.map(({ name }) => name);
  const known = [...named(() => true), ...ofHooks, ...ofTheCli].toSorted();
  expect(namesIn(texts.join("\n"))).toEqual(known);
});

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
