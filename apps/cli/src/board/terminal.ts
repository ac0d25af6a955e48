import { StringDecoder } from "node:string_decoder";
import type { TerminalPort } from "../context.js";
import type { Size } from "./screen.js";

/** What a terminal tells. */
export interface TerminalEvents {
  readonly text: (text: string) => void;
  /** It has another size, or shows something else than was drawn. */
  readonly changed: () => void;
  /** It is gone, or asked us to end. */
  readonly ended: () => void;
}

/** A terminal that is drawn on. */
export interface Terminal {
  readonly size: () => Size;
  readonly write: (text: string) => void;
  /** Gives it back as it was, to somebody else or for good. */
  readonly leave: () => void;
  readonly enter: () => void;
  /** Stops this process and those that it was started with, as Ctrl-Z does; goes on where they do. */
  readonly suspend: () => void;
  readonly close: () => void;
}

// Of ECMA-48 and xterm's control sequences: another screen, no cursor, no wrapping, pasted text in brackets.
const ENTER = "\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h";
const LEAVE = "\u001B[?2004l\u001B[?7h\u001B[0m\u001B[?25h\u001B[?1049l";

/** Takes the terminal over, until `close`, the end of this process, or an error that nobody caught. */
export function openTerminal(port: TerminalPort, events: TerminalEvents): Terminal {
  const { input, output, process } = port;
  const decoder = new StringDecoder("utf8");
  let isOurs = false;
  const enter = (): void => {
    // Who had it meanwhile may have set it otherwise than libuv remembers.
    if (input.isRaw) input.setRawMode(false);
    input.setRawMode(true);
    if (!isOurs) input.on("data", read).resume();
    isOurs = true;
    output.write(ENTER);
    events.changed();
  };
  const leave = (): void => {
    if (!isOurs) return;
    isOurs = false;
    input.off("data", read).pause();
    output.write(LEAVE);
    input.setRawMode(false);
  };
  const read = (bytes: Buffer): void => events.text(decoder.write(bytes));
  const stopWith = (pid: number): void => {
    leave();
    // By the default of the signal, which is lost where nobody could continue us.
    process.off("SIGTSTP", stopped);
    process.kill(pid, "SIGTSTP");
    setImmediate(() => {
      process.on("SIGTSTP", stopped);
      enter();
    });
  };
  const stopped = (): void => stopWith(process.pid);
  const continued = (): void => {
    if (isOurs) enter();
  };
  const subscribe = (way: "on" | "off"): void => {
    process[way]("SIGTSTP", stopped);
    process[way]("SIGCONT", continued);
    process[way]("SIGHUP", events.ended);
    process[way]("exit", leave);
    process[way]("uncaughtExceptionMonitor", leave);
    output[way]("resize", events.changed);
    output[way]("error", events.ended);
    input[way]("end", events.ended);
    input[way]("error", events.ended);
  };
  subscribe("on");
  enter();
  return {
    size: () => ({
      columns: Math.max(1, output.columns || 80),
      rows: Math.max(1, output.rows || 24),
    }),
    write: (text) => {
      if (isOurs) output.write(text);
    },
    leave,
    enter,
    suspend: () => stopWith(0),
    close: () => {
      leave();
      subscribe("off");
      // What comes after the end is nobody's trouble.
      input.on("error", () => undefined);
    },
  };
}
