import { join } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import { environmentOf, type UnitVariable } from "./environment-of.js";
import { expandPath, type SpecifierContext } from "./expand-path.js";
import type { NamedPath, UnitSet } from "./finding.js";
import { mergedUnits } from "./merged-units.js";
import { lookAt } from "./path-kind.js";
import { roleOf } from "./role-of.js";
import { shellWords } from "./shell-words.js";

/** What the environment of each agent names: its working directory, and the program of its own command, looked for on its PATH. */
export function variablePaths(set: UnitSet, context: SpecifierContext): NamedPath[] {
  return mergedUnits(set).flatMap((unit) => {
    const instance = parseUnitName(unit.name)?.instance;
    if (!instance || roleOf(unit) !== "agent") return [];
    const environment = environmentOf(unit, set);
    const own = { ...context, instance, unit: unit.name };
    const named = (key: string, variable: UnitVariable, path: string): NamedPath => ({
      file: variable.file,
      line: variable.line,
      key,
      instance,
      path,
      ...lookAt(path),
    });
    const workdir = environment.get("MOSAIC_AGENT_WORKDIR");
    const folder = workdir && expandPath(withHome(workdir.value, context.home ?? "/"), own);
    const command = environment.get("MOSAIC_AGENT_COMMAND");
    const [program] = shellWords(command?.value ?? "");
    const path = environment.get("PATH")?.value ?? "";
    const folders = path.split(":").map((one) => expandPath(one, own));
    return [
      ...(workdir && folder ? [named("MOSAIC_AGENT_WORKDIR", workdir, folder)] : []),
      ...(command && program
        ? [named("MOSAIC_AGENT_COMMAND", command, findProgram(program, folders))]
        : []),
    ];
  });
}

/** The home that the launcher puts in for a leading `$HOME`, `${HOME}` or `~`. */
function withHome(value: string, home: string): string {
  return value.replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/|$)/, () => home);
}

/** Its path in the first folder that has it; the bare name where none has. */
function findProgram(program: string, folders: readonly (string | undefined)[]): string {
  if (program.includes("/")) return program;
  const found = folders
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, program))
    .find((path) => lookAt(path).kind === "file");
  return found ?? program;
}
