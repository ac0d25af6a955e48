import { groupBy } from "../group-by.js";
import { parseUnit } from "./parse-unit.js";
import type { UnitFile } from "./unit-file.js";

export interface UnitText {
  readonly path: string;
  readonly text: string;
}

export interface MergedValue {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

/** A unit file or a drop-in, read once: many instances of a template share it. */
export interface ParsedFile extends UnitText {
  readonly unit: UnitFile;
  readonly assignments: readonly MergedValue[];
  /** Every assignment of a setting, in the order of the file. */
  all(section: string, key: string): readonly MergedValue[];
}

const NONE: readonly MergedValue[] = [];

export function parseFile({ path, text }: UnitText): ParsedFile {
  const unit = parseUnit(text);
  const assignments = unit.assignments.map((assignment) => ({ ...assignment, file: path }));
  const byKey = groupBy(assignments, ({ key }) => key);
  return {
    path,
    text,
    unit,
    assignments,
    // A key stands in one section of a file, but for a mistake
    all: (section, key) => {
      const found = byKey.get(key) ?? NONE;
      return found.every((one) => one.section === section)
        ? found
        : found.filter((one) => one.section === section);
    },
  };
}
