import { visible } from "@mosaicstack/tmux-client/visible";

type Streams = Pick<NodeJS.Process, "stdout" | "stderr" | "once" | "exitCode">;

/**
 * Sees to it that an end of stdout or stderr is no crash. One that cannot be written is told, and the exit code is 1 then; a reader
 * that went away (`| head`) is no failure, and the work goes on. `ended` is called in either case.
 */
export function watchOutput(name: string, process: Streams, ended: () => void): void {
  const { stdout, stderr } = process;
  // Said below; for what stderr cannot take there is nobody left to tell.
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  stdout.once("error", ({ code, message }: NodeJS.ErrnoException) => {
    ended();
    if (code === "EPIPE") return;
    stderr.write(`${name}: standard output cannot be written: ${visible(message)}\n`);
    process.once("exit", () => void (process.exitCode = 1));
  });
}
