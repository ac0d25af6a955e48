import { join } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import type { MergedUnit } from "../unit-file/merge-units.js";
import { environmentOf } from "./environment-of.js";
import type { UnitVariable } from "./unit-variable.js";
import type { NamedPath } from "./named-path.js";
import type { UnitSet } from "./unit-set.js";
import { lookAt } from "./path-kind.js";
import { roleOf } from "./role-of.js";
import { shellWords } from "./shell-words.js";

/** What the environment of each agent names: its working directory, and the program of its own command, looked for on its PATH. */
export function variablePaths(
  units: readonly MergedUnit[],
  set: UnitSet,
  version?: number,
): NamedPath[] {
  return units.flatMap((unit) => {
    if (!parseUnitName(unit.name)?.instance || roleOf(unit) !== "agent") return [];
    const environment = environmentOf(unit, set, version);
    const known = (key: string): UnitVariable | undefined => {
      const variable = environment.get(key);
      return variable?.isComplete ? variable : undefined;
    };
    const named = (key: string, { file, line }: UnitVariable, path: string): NamedPath => ({
      file,
      line,
      key,
      unit: unit.name,
      path,
      ...lookAt(path),
    });
    const home = known("HOME")?.value ?? set.specifiers?.home;
    const workdir = known("MOSAIC_AGENT_WORKDIR");
    const folder = workdir && withHome(workdir.value, home);
    const command = known("MOSAIC_AGENT_COMMAND");
    const [program] = shellWords(command?.value ?? "");
    const folders = (known("PATH")?.value ?? "").split(":").filter((one) => one.startsWith("/"));
    return [
      ...(workdir && folder?.startsWith("/")
        ? [named("MOSAIC_AGENT_WORKDIR", workdir, folder)]
        : []),
      ...(command && program
        ? [named("MOSAIC_AGENT_COMMAND", command, findProgram(program, folders))]
        : []),
    ];
  });
}

/** The home that the launcher puts in for a leading `$HOME`, `${HOME}` or `~`; as written where it is not known. */
function withHome(value: string, home: string | undefined): string {
  return value.replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/|$)/, (found) => home ?? found);
}

/** Its path in the first folder that has it; the bare name where none has. */
function findProgram(program: string, folders: readonly string[]): string {
  if (program.includes("/")) return program;
  const found = folders
    .map((folder) => join(folder, program))
    .find((path) => lookAt(path).kind === "file");
  return found ?? program;
}
