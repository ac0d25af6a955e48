import { UnitFile } from "./unit-file.js";

/** Reads a unit file or drop-in. Never throws: what systemd would ignore or refuse stands in `diagnostics`. */
export function parseUnit(text: string): UnitFile {
  return new UnitFile(text);
}
