import type { LineIndex } from "./line-index.js";
import { secretAt } from "../values/secret.js";

/** A value may go on for some lines; nobody writes one of more than this. */
const MOST_LINES = 200;

const KEY = /^[ \t]*(?:- *)*(?:"[^"]*"|'[^']*'|[\w.-]+)[ \t]*:(?:[ \t]|$)/;
const NOTHING = /^[ \t]*(?:#|$)/;

/**
 * Where the lines of a text begin to show what looks secret. It judges the text alone, so that a file which is not even
 * YAML shows no secret.
 */
export class SecretLines {
  readonly #lines: LineIndex;
  readonly #found = new Map<number, number | undefined>();

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  /** The column: within the line, or 1 when it goes on with a value whose name stands above; `undefined` for none. */
  column(number: number): number | undefined {
    if (this.#continues(number)) return 1;
    const at = this.#at(number);
    return at === undefined ? undefined : at + 1;
  }

  /** Whether a line above it, of which it is a part by indentation or for want of a key, says a secret. */
  #continues(number: number): boolean {
    const line = this.#lines.line(number) ?? "";
    let indent = indentOf(line);
    let goesOn = !KEY.test(line);
    for (let above = number - 1; above > 0 && above > number - MOST_LINES; above--) {
      const text = this.#lines.line(above) ?? "";
      if (NOTHING.test(text)) continue;
      const around = indentOf(text) < indent;
      if ((around || goesOn) && this.#at(above) !== undefined) return true;
      if (around) indent = indentOf(text);
      if (KEY.test(text)) goesOn = false;
      if (indent === 0 && !goesOn) return false;
    }
    return false;
  }

  #at(number: number): number | undefined {
    if (this.#found.has(number)) return this.#found.get(number);
    const at = secretAt(this.#lines.line(number) ?? "");
    this.#found.set(number, at);
    return at;
  }
}

function indentOf(line: string): number {
  return line.search(/[^ \t]|$/);
}
