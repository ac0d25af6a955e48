import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import type { Scratch } from "./scratch.js";

/** A person's terminal with a shell, on a tmux server of its own, as they would sit before it. */
export interface BoardTerminal {
  /** Types: characters, or the names of keys as tmux has them. */
  keys(...keys: string[]): Promise<void>;
  /** Types these characters. */
  type(text: string): Promise<void>;
  /** What it shows now, without blanks at the ends. */
  screen(): Promise<string>;
  /** Waits until it shows that; returns all that it shows then. */
  shows(what: string | RegExp | ((screen: string) => boolean)): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** A format of tmux, of its pane. */
  format(format: string): Promise<string>;
  /** Numbers of the colours and looks (SGR) that it shows. */
  colors(): Promise<string[]>;
  /** Ends it, as closing a window does. */
  close(): Promise<void>;
}

export async function openBoardTerminal(
  me: Scratch,
  { name = "one", env = {} }: { name?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<BoardTerminal> {
  const tmux = async (...argv: string[]): Promise<string> => {
    const words = ["-u", "-L", "terminal", "-f", "/dev/null", ...argv];
    const { stdout } = await promisify(execFile)("tmux", words, { env: { ...me.env } });
    return stdout;
  };
  const given = Object.entries({ LANG: "C.UTF-8", ...env });
  const flags = given.flatMap(([key, value]) => ["-e", `${key}=${value}`]);
  await tmux("new-session", "-d", "-s", name, "-x", "80", "-y", "24", ...flags, "exec sh");
  const pane = `=${name}:`;
  const screen = async (): Promise<string> => {
    const text = await tmux("capture-pane", "-p", "-t", pane);
    return text
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .trimEnd();
  };
  return {
    keys: async (...keys) => void (await tmux("send-keys", "-t", pane, ...keys)),
    type: async (text) => void (await tmux("send-keys", "-l", "-t", pane, text)),
    screen,
    shows: async (what) => {
      const isThere = (text: string): boolean =>
        typeof what === "function"
          ? what(text)
          : typeof what === "string"
            ? text.includes(what)
            : what.test(text);
      let last = "";
      await waitFor(async () => isThere((last = await screen())), {
        what: `a screen with ${String(what)}`,
        saw: () => last,
      });
      return last;
    },
    resize: async (columns, rows) => {
      await tmux("resize-window", "-t", pane, "-x", String(columns), "-y", String(rows));
    },
    format: async (format) => (await tmux("display-message", "-p", "-t", pane, format)).trim(),
    colors: async () => {
      const text = await tmux("capture-pane", "-p", "-e", "-t", pane);
      const numbers = [...text.matchAll(/\u001B\[([\d;]*)m/g)].flatMap(([, all = ""]) =>
        all.split(";"),
      );
      return [...new Set(numbers)].filter((number) => !["", "0", "39", "49"].includes(number));
    },
    close: async () => void (await tmux("kill-session", "-t", pane)),
  };
}

/** A screen without what differs each time: ages, process ids, versions. */
export function masked(screen: string): string {
  return screen
    .replaceAll(/\b(tmux) [\d.a-z]+/g, "$1 VERSION")
    .replaceAll(/\bpid \d+/g, "pid PID")
    .replaceAll(/\b\d+[smhd]\b/g, "AGE");
}
