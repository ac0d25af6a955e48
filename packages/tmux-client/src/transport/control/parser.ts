/** What a control client of tmux(1) writes, CONTROL MODE. */
export type ControlEvent =
  | {
      readonly kind: "block";
      /** Of a command that this client sent; others are of hooks, or of the attaching itself. */
      readonly own: boolean;
      readonly ok: boolean;
      readonly body: Buffer;
    }
  | { readonly kind: "notification"; readonly name: string; readonly line: Buffer }
  /** What no tmux writes: nothing after it can be trusted. */
  | { readonly kind: "violation"; readonly line: string };

export interface ControlParser {
  /** The bytes may be cut anywhere. */
  feed(chunk: Buffer): ControlEvent[];
}

/** Most bytes of one block, or of one line. */
const BLOCK_LIMIT = 64 * 1024 * 1024;

export function newControlParser(limit: number = BLOCK_LIMIT): ControlParser {
  let partial: Buffer[] = [];
  let size = 0;
  let block: { readonly tag: string; readonly own: boolean; readonly lines: Buffer[] } | undefined;

  const line = (bytes: Buffer): ControlEvent | undefined => {
    if (block) {
      const end = /^%(end|error) (\d+ \d+ \d+)\n$/.exec(
        bytes.length < 80 ? bytes.toString("latin1") : "",
      );
      if (!end || end[2] !== block.tag) {
        block.lines.push(bytes);
        return undefined;
      }
      const { own, lines } = block;
      block = undefined;
      size = 0;
      return { kind: "block", own, ok: end[1] === "end", body: Buffer.concat(lines) };
    }
    size = 0;
    const text = bytes.toString("latin1", 0, 200);
    const begin = /^%begin (\d+ \d+ (\d+))\n$/.exec(text);
    if (begin?.[1] !== undefined) {
      block = { tag: begin[1], own: begin[2] === "1", lines: [] };
      return undefined;
    }
    const name = /^%([a-z-]+)[ \n]/.exec(text)?.[1];
    if (name === undefined || name === "end" || name === "error") {
      return { kind: "violation", line: text.trimEnd() };
    }
    return { kind: "notification", name, line: bytes.subarray(0, -1) };
  };

  return {
    feed(chunk) {
      const events: ControlEvent[] = [];
      let from = 0;
      for (;;) {
        const newline = chunk.indexOf(0x0a, from);
        const piece = chunk.subarray(from, newline < 0 ? undefined : newline + 1);
        size += piece.length;
        if (size > limit) return [...events, { kind: "violation", line: "an answer without end" }];
        if (newline < 0) {
          if (piece.length > 0) partial.push(piece);
          return events;
        }
        const event = line(partial.length === 0 ? piece : Buffer.concat([...partial, piece]));
        if (partial.length > 0) partial = [];
        if (event) events.push(event);
        from = newline + 1;
      }
    },
  };
}
