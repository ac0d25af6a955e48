import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { checkUnits } from "../src/checks/check-units.js";
import { loadUnitSet } from "../src/checks/load-unit-set.js";

export interface ScratchUnits {
  /** A home of its own for each test. */
  readonly home: string;
  /** Its folder of user units. */
  readonly units: string;
  /** Writes a file below the folder of units, with the folders above it. */
  write(name: string, text: string | Buffer): void;
  /** Code, file below the home, and line of all that is found in these paths. */
  codes(...paths: string[]): [code: string, file: string, line: number][];
}

/** A folder of user units in a home of that name, made before each test and removed after it. */
export function scratchUnits(name = "home"): ScratchUnits {
  const scratch = { home: "", units: "" };
  beforeEach(() => {
    scratch.home = join(mkdtempSync(join(tmpdir(), "unit-set-")), name);
    scratch.units = join(scratch.home, ".config/systemd/user");
    mkdirSync(scratch.units, { recursive: true });
  });
  afterEach(() => rmSync(dirname(scratch.home), { recursive: true }));
  return Object.assign(scratch, {
    write: (file: string, text: string | Buffer): void => {
      mkdirSync(join(scratch.units, file, ".."), { recursive: true });
      writeFileSync(join(scratch.units, file), text);
    },
    codes: (...paths: string[]): [string, string, number][] =>
      checkUnits(loadUnitSet(paths, { home: scratch.home, env: {} })).map(
        ({ code, file, line }) => [code, file.slice(scratch.home.length + 1), line],
      ),
  });
}
