import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { parseExecLine, type ExecLine } from "../values/parse-exec-line.js";

const MOST = 1000;
const KNOWN = new Map<string, ExecLine>();

/** `parseExecLine` of a value that every rule asks for, and every instance of a template has. */
export function execLineOf(value: string, version: number = NEWEST_KNOWN_VERSION): ExecLine {
  const id = `${String(version)} ${value}`;
  const known = KNOWN.get(id);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST) KNOWN.clear();
  const line = parseExecLine(value, { version });
  KNOWN.set(id, line);
  return line;
}
