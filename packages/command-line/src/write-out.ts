import { writeSync } from "node:fs";
import { watchOutput } from "./watch-output.js";

/**
 * Writes a text to stdout, at once where stdout takes it: to make the stream of it takes Node a twentieth of its start. What it does not
 * take (a pipe that is full, a reader that went away, a full disk) the stream does, or tells.
 */
export function writeOut(name: string, process: NodeJS.Process, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch {
    watchOutput(name, process, () => undefined);
    process.stdout.write(rest);
  }
}
