import type { MergedUnit, MergedValue } from "../unit-file/merge-units.js";
import { parseUnitName } from "../names/unit-name.js";
import { execLineOf } from "./exec-line-of.js";
import { expandPath, type SpecifierContext } from "./expand-path.js";
import { commandLines } from "./fault.js";
import type { NamedPath } from "./named-path.js";
import { lookAt, readSmall } from "./path-kind.js";

/** Environment files beyond this are refused by a rule, and need not be read. */
export const LARGEST_ENVIRONMENT_FILE: number = 64 * 1024;

/**
 * What the settings of these units name, once they are merged: nothing is looked for. A path with a specifier that is not known, as the
 * instance of a template is not, names nothing.
 */
export function namedPaths(
  units: readonly MergedUnit[],
  context: SpecifierContext,
): readonly NamedPath[] {
  const found = new Map<string, NamedPath>();
  for (const unit of units)
    for (const { at, path: written } of named(unit)) {
      const forAll = expandPath(written, context);
      const path = forAll ?? expandPath(written, ofUnit(unit, context));
      if (path === undefined) continue;
      const { file, line, key } = at;
      const of = forAll === undefined ? { unit: unit.name } : {};
      const id = [file, line, path, of.unit].join("\0");
      if (!found.has(id)) found.set(id, { file, line, key, path, ...of, ...factsOf(key, path) });
    }
  return [...found.values()];
}

/** What specifiers stand for in this unit; a template has neither a name nor an instance until it is started. */
export function ofUnit({ name }: MergedUnit, context: SpecifierContext): SpecifierContext {
  const instance = parseUnitName(name)?.instance;
  if (instance === "") return context;
  return { ...context, unit: name, ...(instance === undefined ? {} : { instance }) };
}

function named(unit: MergedUnit): { readonly at: MergedValue; readonly path: string }[] {
  const files = unit
    .list("Service", "EnvironmentFile")
    .map((at) => ({ at, path: at.value.replace(/^-/, "") }));
  const programs = commandLines(unit).flatMap((at) =>
    execLineOf(at.value).commands.map(({ path }) => ({ at, path })),
  );
  return [...files, ...programs];
}

function factsOf(key: string, path: string): Pick<NamedPath, "kind" | "content"> {
  const facts = lookAt(path);
  const read = key === "EnvironmentFile" && facts.kind === "file";
  const content = read ? readSmall(path, LARGEST_ENVIRONMENT_FILE) : undefined;
  return { ...facts, ...(content === undefined ? {} : { content }) };
}
