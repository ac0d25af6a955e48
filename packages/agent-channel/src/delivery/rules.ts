/**
 * The numbers of typing, for both engines: `send` reads them here, and tools/generate-reference.mjs writes them into
 * drain/rules.sh. Milliseconds, bytes and counts; ADR 0010 and ADR 0018 say where they come from.
 */
export const rules: Rules = {
  /** So long a screen that shows the paste has to stand still: a box takes an Enter within 120 ms of text for a new line. */
  still_ms: 120,
  /** And so much longer for each piece of a long text, for a box reads it in pieces and paints between them. */
  still_piece_ms: 50,
  still_most_ms: 1000,
  piece_bytes: 4096,
  /** And so many times as long as it took from one change to the next. */
  still_times: 2,
  /** So long a program may take to show the paste at all; longer for each piece. */
  paint_ms: 5000,
  paint_piece_ms: 200,
  /** A terminal that echoes does so by then: later it is asked whether it gathers lines without showing them. */
  silent_ms: 500,
  /** So long a screen that is being painted may take to show its box. */
  box_ms: 2000,
  /** From one look at such a screen to the next. */
  look_ms: 100,
  /** So long a box may take to show that it is empty again: a receipt can come before that. */
  draft_ms: 500,
  /** From one look at the screen to the next. */
  step_ms: 25,
  /** So often Enter is sent at most, and so long a receipt is waited for behind each, and in all. */
  enters: 4,
  enter_ms: 1500,
  receipt_ms: 10_000,
  /** termios(3): a line that the terminal gathers is cut at 4096 bytes, its end among them. */
  line_bytes: 4095,
  /** A larger file of the queue is none of ours. */
  message_bytes: 1024 * 1024,
  /** So much is read of what a runtime's own record holds anew. */
  record_bytes: 1024 * 1024,
  /** And so many messages in it. */
  record_lines: 32,
  /** Below so many bytes without blanks a text may stand on a screen by chance. */
  short_bytes: 8,
  /** By so much of its begin or end a text is known, for some show a part alone. */
  part_bytes: 24,
  /** What a box puts in front of its text takes so many bytes at most. */
  mark_bytes: 6,
  /** So many that senders who died left are settled at a time: each leaves one. */
  left_most: 32,
  /** So long a program may take to show what a sender who died has pasted. */
  left_ms: 500,
  /** So long a plugin may take to give a message to its runtime. */
  native_ms: 60_000,
  /** So many rows of a box have to stand still while its agent works: the rest of the screen moves all the time. */
  busy_rows: 6,
  /** From one press of the key that interrupts a turn to the next. */
  press_ms: 300,
  /** So long an interrupted agent may take to say that its turn is over: longer than it takes until its title is believed more than a hook. */
  interrupt_ms: 20_000,
  /** So often its title is asked for that. */
  title_ms: 500,
  /** So long its box may take to be empty, once its key was pressed. */
  emptied_ms: 2000,
};

type Rules = Readonly<
  Record<
    | "still_ms"
    | "still_piece_ms"
    | "still_most_ms"
    | "piece_bytes"
    | "still_times"
    | "paint_ms"
    | "paint_piece_ms"
    | "silent_ms"
    | "box_ms"
    | "look_ms"
    | "draft_ms"
    | "step_ms"
    | "enters"
    | "enter_ms"
    | "receipt_ms"
    | "line_bytes"
    | "message_bytes"
    | "record_bytes"
    | "record_lines"
    | "short_bytes"
    | "part_bytes"
    | "mark_bytes"
    | "left_most"
    | "left_ms"
    | "native_ms"
    | "busy_rows"
    | "press_ms"
    | "interrupt_ms"
    | "title_ms"
    | "emptied_ms",
    number
  >
>;

/** What some show in place of a long paste: `[Pasted text #1 +2 lines]`, `[Pasted Content 1234 chars]`; grep -E reads it too. */
export const pastedMark: string = String.raw`\[[A-Za-z ]{0,20}[Pp]aste[-A-Za-z0-9 #+:.,]{0,40}\]`;

/** How long a screen with this text in its box has to stand still. */
export function stillFor(bytes: number): number {
  const wanted = rules.still_ms + rules.still_piece_ms * Math.floor(bytes / rules.piece_bytes);
  return Math.min(rules.still_most_ms, wanted);
}

/** How long a program may take to show this text. */
export function paintFor(bytes: number, least: number = rules.paint_ms): number {
  return least + rules.paint_piece_ms * Math.floor(bytes / rules.piece_bytes);
}
