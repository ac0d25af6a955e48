import { encodeBytes } from "../carried-text.js";
import type { Diagnostic } from "../diagnostic.js";
import { assertSetting } from "./assert-setting.js";
import { effectiveList } from "./effective-list.js";
import { isComment, physicalLines, type PhysicalLine } from "./physical-lines.js";
import { readEntries, type Entries, type Entry } from "./read-entries.js";

/** One assignment: the value with continuations joined and outer blanks gone, and its line, counted from 1. */
export interface UnitValue {
  readonly value: string;
  readonly line: number;
}

export interface UnitAssignment extends UnitValue {
  readonly section: string;
  readonly key: string;
}

/** A unit file that can be read and edited; every byte that is not edited stays as it was. */
export class UnitFile {
  #lines: PhysicalLine[];
  #read: Entries;

  constructor(text: string) {
    this.#lines = physicalLines(text);
    this.#read = readEntries(this.#lines);
  }

  /** What systemd would ignore or refuse, in the order of the lines. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#read.diagnostics;
  }

  /** Each section header, as often as it stands there. */
  get sections(): readonly { readonly name: string; readonly line: number }[] {
    return this.#read.entries
      .filter(({ kind }) => kind === "section")
      .map(({ section, first }) => ({ name: section, line: first + 1 }));
  }

  /** Every assignment in the order of the file. */
  get assignments(): readonly UnitAssignment[] {
    return this.#read.entries
      .filter(({ kind }) => kind === "assignment")
      .map(({ section, key, value, first }) => ({ section, key, value, line: first + 1 }));
  }

  /** The last value of a setting; `undefined` when it is not there. An empty assignment is `""`. */
  get(section: string, key: string): string | undefined {
    return this.#find(section, key).at(-1)?.value;
  }

  /** Every assignment of a setting, resets included. */
  getAll(section: string, key: string): UnitValue[] {
    return this.#find(section, key).map(({ value, first }) => ({ value, line: first + 1 }));
  }

  /** The values of a list setting that count: an empty assignment drops those before it, except for dependencies (systemd.unit(5)). */
  list(section: string, key: string): string[] {
    return effectiveList(key, this.#find(section, key)).map(({ value }) => value);
  }

  /** Rewrites the last assignment of a setting, or adds it. Throws `InvalidKey` or `InvalidValue`. */
  set(section: string, key: string, value: string): void {
    assertSetting(section, key, value);
    const entry = this.#find(section, key).at(-1);
    if (entry === undefined) return this.add(section, key, value);
    const first = this.#lines[entry.first];
    // The key as it was written, blanks around `=` too; a key that is itself continued is written anew.
    const written = /^[^=\\]*=[ \t]*/.exec(first?.text ?? "")?.[0] ?? `${key}=`;
    this.#replace(entry, [{ text: written + value, end: this.#lines[entry.last]?.end ?? "" }]);
  }

  /** Adds one more assignment: after the last of its key, else at the end of its section, else in a new section at the end. */
  add(section: string, key: string, value: string): void {
    assertSetting(section, key, value);
    const inSection = this.#read.entries.filter((entry) => entry.section === section);
    const after = this.#find(section, key).at(-1) ?? inSection.at(-1);
    const at = after === undefined ? this.#lines.length : after.last + 1;
    const end = this.#endLine(at - 1);
    const added: PhysicalLine[] = [{ text: `${key}=${value}`, end }];
    if (after === undefined) added.unshift({ text: `[${section}]`, end });
    // An empty line sets a new section apart, and ends a continuation that the file left open.
    if ((after === undefined && at > 0) || after?.open === true) added.unshift({ text: "", end });
    this.#lines.splice(at, 0, ...added);
    this.#reread();
  }

  /** Removes every assignment of a setting. Not there: nothing happens. */
  remove(section: string, key: string): void {
    for (const entry of this.#find(section, key).toReversed()) this.#replace(entry, []);
  }

  toString(): string {
    return this.#lines.map(({ text, end }) => text + end).join("");
  }

  /** What to write to disk. The same as `toString` in UTF-8, but for bytes that were none. */
  toBytes(): Uint8Array {
    return encodeBytes(this.toString());
  }

  #find(section: string, key: string): Entry[] {
    return this.#read.entries.filter(
      (entry) => entry.kind === "assignment" && entry.section === section && entry.key === key,
    );
  }

  /** Puts lines in the place of an entry; comments that stood between its lines are kept. */
  #replace(entry: Entry, lines: readonly PhysicalLine[]): void {
    const old = this.#lines.slice(entry.first, entry.last + 1);
    const comments = old.filter(isComment);
    this.#lines.splice(entry.first, old.length, ...comments, ...lines);
    if (lines.length > 0) this.#endLine(entry.first + comments.length - 1);
    this.#reread();
  }

  /** Makes sure that a line has an end, and returns one that fits behind it: unlike ends in a row would count as one. */
  #endLine(index: number): string {
    const line = this.#lines[index];
    const end = [line?.end, this.#lines[0]?.end].find((one) => one !== undefined && one !== "");
    const plain = end === "\r\n" || end === "\r" ? end : "\n";
    if (line?.end === "") this.#lines[index] = { text: line.text, end: plain };
    return plain;
  }

  #reread(): void {
    this.#read = readEntries(this.#lines);
  }
}
