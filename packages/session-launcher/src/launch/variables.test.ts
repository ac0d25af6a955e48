import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { everyShell } from "@mosaicstack/agent-channel/testing";
import { describe, expect, test } from "vitest";
import { runFragments } from "../../test/run-fragments.js";
import { hookVariables, managerNames, variables, type LauncherVariable } from "./variables.js";

const repository = join(import.meta.dirname, "../../../..");

const named = (wanted: (variable: LauncherVariable) => boolean): string[] =>
  variables
    .filter(wanted)
    .map(({ name }) => name)
    .toSorted();
const namesIn = (text: string): string[] =>
  [...new Set(text.match(/\bMOSAIC_[A-Z_]*[A-Z]\b/g))].toSorted();
test("no name stands in the table twice", () => {
  expect(named(() => true)).toEqual([...new Set(named(() => true))]);
});

// The script's lists are made of the table (tools/generate-reference.mjs); here is how it uses them.
describe.each(everyShell())("the script under $name", (shell) => {
  const all = named(() => true);
  const given = (text: string, names: readonly string[]): string[] => {
    const env = Object.fromEntries(names.map((name) => [name, "x"]));
    const fragments = ["withheld.sh", "names.sh", "agent.sh", "env-file.sh", "../lib/words.sh"];
    return namesIn(runFragments(fragments, text, { shell, env }));
  };

  test("takes exactly those out of the agent's environment that it shall not have", () => {
    const kept = given('eval "$(say_withheld)"; unset_pane_names; env', [...all, ...managerNames]);
    expect(kept).toEqual(named(({ reachesAgent }) => reachesAgent));
    const left = runFragments(["withheld.sh"], 'eval "$(say_withheld)"; env', {
      shell,
      env: Object.fromEntries(managerNames.map((name) => [name, "x"])),
    });
    expect(left.split("\n").filter((line) => line.endsWith("=x"))).toEqual([]);
  });

  test("by hand refuses exactly those in an env file that are no person's to set", () => {
    const refused = given(
      `for name in ${all.join(" ")}; do ! is_launchers $name || echo $name; done`,
      [],
    );
    expect(refused).toEqual(named(({ inFiles }) => !inFiles));
  });

  test("by hand takes of the caller what a person may say of an agent, but what is for units alone", () => {
    expect(given("compose /none", all)).toEqual(
      named(({ inFiles, reachesAgent }) => inFiles && reachesAgent),
    );
  });

  test("sets those behind the environment that are the launcher's own", () => {
    const own = named(({ name, setBy }) => setBy === "launcher" || name === "MOSAIC_UNIT");
    const run = `stopping='' lived='' own_id='' mark=m channel=c unit=u conversation='' memory='' program=''
      login_path='' self=/tools/x
      is_ready() { :; }; has_channel() { false; }
      agent_environment() { for name in MOSAIC_CHANNEL MOSAIC_TOOLS MOSAIC_RUN MOSAIC_UNIT; do
        export "$name=theirs"; done; }
      new_agent() { env | grep -v theirs; }
      run new_agent`;
    expect(given(run, [])).toEqual(own);
  });
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
