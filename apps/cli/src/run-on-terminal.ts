import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { AttachCommand } from "@mosaicstack/fleet";

/**
 * Runs a program on this terminal, until the signal at most. Returns its exit code; ended by a signal, 128 and its number, as
 * shells do.
 */
export function runOnTerminal(
  { file, args, env }: AttachCommand,
  signal?: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: "inherit" });
    const end = (): void => void child.kill();
    signal?.addEventListener("abort", end, { once: true });
    child.once("error", reject);
    child.once("close", (code, by) => {
      signal?.removeEventListener("abort", end);
      resolve(code ?? 128 + (by === null ? 0 : constants.signals[by]));
    });
  });
}
