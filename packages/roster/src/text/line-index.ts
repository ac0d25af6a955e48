import type { Position, Range } from "../check/diagnostic.js";

/** Offsets of a text: first character, and the place after the last one. */
export type Span = readonly [start: number, end: number];

/** Turns offsets of one text into lines and columns. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
  }

  position(offset: number): Position {
    this.#readTo(offset);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  range([start, end]: Span): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  /** The line with this number, without its end; `undefined` when the text has fewer. */
  line(number: number): string | undefined {
    while (this.#starts.length <= number && this.#next()) continue;
    const [start, next] = [this.#starts[number - 1], this.#starts[number]];
    if (start === undefined) return undefined;
    return this.#text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, "");
  }

  /** Looks at no more of the text than is asked for: it may be 50 MB that nobody will parse. */
  #readTo(offset: number): void {
    while ((this.#starts.at(-1) ?? 0) <= offset && this.#next()) continue;
  }

  #next(): boolean {
    const at = this.#text.indexOf("\n", this.#starts.at(-1));
    if (at >= 0) this.#starts.push(at + 1);
    return at >= 0;
  }
}
