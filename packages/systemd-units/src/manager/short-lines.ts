/**
 * The lines of a stream of JSON objects, one a line, however long: of a value that takes more than `most` bytes the beginning is kept.
 * A text, or an array of bytes, that was cut ends with ` … N bytes more`, as far as it is JSON.
 */
export async function* shortLines(
  stream: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<string, void, undefined> {
  let line = new ShortLine(most);
  let begun = false;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(NEWLINE, at);
      const stop = end === -1 ? chunk.length : end;
      line.push(chunk.subarray(at, stop));
      begun = true;
      at = stop + 1;
      if (end === -1) break;
      yield line.text();
      line = new ShortLine(most);
      begun = false;
    }
  }
  if (begun) yield line.text();
}

/** One line as it comes in. */
class ShortLine {
  readonly #most: number;
  readonly #kept: Uint8Array[] = [];
  #inText = false;
  /** Bytes of an escape in a text that are still to come: they stay together. */
  #escape = 0;
  /** Open brackets and braces. */
  #depth = 0;
  /** Bytes of the value of a key so far. */
  #size = 0;
  /** Where bytes began to be left out, and how many. */
  #cut: { readonly depth: number; readonly inText: boolean; count: number } | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#cut === undefined && this.#mayCut(byte)) {
        this.#keep(bytes.subarray(from, at));
        this.#cut = { depth: this.#depth, inText: this.#inText, count: 0 };
      }
      this.#step(byte);
      if (this.#cut === undefined) continue;
      if (this.#isEnd(byte, this.#cut)) {
        const { inText, count } = this.#cut;
        this.#keep(inText ? mark(count) : listed(mark(count)));
        this.#cut = undefined;
        from = at;
      } else {
        this.#cut.count += 1;
        from = at + 1;
      }
    }
    this.#keep(bytes.subarray(from));
  }

  text(): string {
    return Buffer.concat(this.#kept).toString("utf8");
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#kept.push(Uint8Array.from(bytes));
  }

  /** Whether what was kept so far can be closed: between two characters of a text, or before the comma of a list. */
  #mayCut(byte: number): boolean {
    if (this.#size < this.#most) return false;
    if (!this.#inText) return byte === COMMA && this.#depth > 1;
    const within = byte >= 0x80 && byte < 0xc0;
    return this.#escape === 0 && byte !== QUOTE && !within;
  }

  #isEnd(byte: number, cut: { readonly depth: number; readonly inText: boolean }): boolean {
    if (cut.inText) return !this.#inText;
    return byte === CLOSE && !this.#inText && this.#depth < cut.depth;
  }

  #step(byte: number): void {
    this.#size += 1;
    if (this.#inText) {
      // Behind a backslash stands one character, or `u` and four.
      if (this.#escape === 1 && byte === U) this.#escape = 4;
      else if (this.#escape > 0) this.#escape = this.#escape === 1 ? 0 : this.#escape - 1;
      else if (byte === BACKSLASH) this.#escape = 1;
      else if (byte === QUOTE) this.#inText = false;
    } else if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN || byte === OPEN_BRACE) this.#depth += 1;
    else if (byte === CLOSE || byte === CLOSE_BRACE) this.#depth -= 1;
    else if (byte === COMMA && this.#depth === 1) this.#size = 0;
  }
}

function mark(count: number): Uint8Array {
  return Buffer.from(` … ${count} bytes more`);
}

/** As further bytes of a list. */
function listed(bytes: Uint8Array): Uint8Array {
  return Buffer.from(`,${bytes.join(",")}`);
}

const [NEWLINE, QUOTE, COMMA, BACKSLASH, U] = [0x0a, 0x22, 0x2c, 0x5c, 0x75];
const [OPEN, CLOSE, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
