import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { openThrowAwayTmux, waitFor } from "@mosaicstack/tmux-client/testing";
import { expect } from "vitest";
import type { Reader } from "./reader.js";

/**
 * Runs a command in a terminal of its own until it ends with 0; what stood on the screen then. Of `keys` one that begins with `?` is
 * waited for, the others are typed.
 */
export async function typed(
  { enter, env, home }: Reader,
  command: string,
  keys: readonly string[],
): Promise<string> {
  const terminal = await openThrowAwayTmux({ socket: "terminal", start: false });
  const tmux = async (...argv: string[]): Promise<string> => {
    const own = { env: { ...terminal.env }, timeout: 120_000 };
    return (await promisify(execFile)("tmux", ["-L", "terminal", ...argv], own)).stdout;
  };
  const shows = async (words: string): Promise<string> => {
    let screen = "";
    const there = async (): Promise<boolean> =>
      (screen = await tmux("capture-pane", "-p", "-J", "-t", "=t:")).includes(words);
    await waitFor(there, { what: `\`${words}\` on the screen of \`${command}\`` }).catch(
      (error: unknown) => expect(screen, String(error)).toContain(words),
    );
    return screen;
  };
  try {
    const values = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    const words = `cd "${home}"; ${command}; echo "ended with $?"; exec sleep infinity`;
    const argv = [...enter, "env", "-i", ...values, "sh", "-c", words];
    await tmux("-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "80", "-y", "40", ...argv);
    for (const key of keys) {
      if (key.startsWith("?")) await shows(key.slice(1));
      else await tmux("send-keys", "-t", "=t:", key);
    }
    const [screen = "", code] = (await shows("ended with ")).split("ended with ");
    expect(code?.trim(), screen).toBe("0");
    return screen;
  } finally {
    await terminal.close();
  }
}
