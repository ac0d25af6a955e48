import { decodeBytes } from "../carried-text.js";
import { UnitFile } from "./unit-file.js";

/**
 * Reads a unit file or drop-in. Never throws: what systemd would ignore or refuse stands in `diagnostics`. Give the bytes where they may
 * be no UTF-8: `toBytes` then has every one of them again.
 */
export function parseUnit(content: string | Uint8Array): UnitFile {
  return new UnitFile(typeof content === "string" ? content : decodeBytes(content));
}
