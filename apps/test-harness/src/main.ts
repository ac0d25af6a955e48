// The only file that touches `process`: everything below it is given a context.
import module from "node:module";

// Node 20 does not have it
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const { stdout, stderr } = process;
// Said below; for what stderr cannot take there is nobody left to tell
for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
stdout.once("error", ({ code, message }: NodeJS.ErrnoException) => {
  // A reader that went away (`| head`) is no failure
  if (code === "EPIPE") return;
  stderr.write(`mosaic-fleet-harness: standard output cannot be written: ${message}\n`);
  process.once("exit", () => void (process.exitCode = 1));
});

const { run } = await import("./program.js");
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  color: stdout.isTTY && !process.env["NO_COLOR"],
});
