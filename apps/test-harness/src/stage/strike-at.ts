/**
 * For `NODE_OPTIONS`: the process, a command of ours, sends itself a signal in front of its step number `step` that changes something on disk
 * or starts a program. So a command is struck at a place that a seed draws, and not at a moment of a clock.
 */
export function strikeAt(step: number, signal: "SIGKILL" | "SIGSTOP"): { NODE_OPTIONS: string } {
  const source = `
import child from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
let steps = 0;
const counted = (holder, name) => {
  const original = holder[name];
  holder[name] = function (...argv) {
    if (++steps === ${step}) process.kill(process.pid, "${signal}");
    return original.apply(this, argv);
  };
};
for (const name of ["renameSync", "unlinkSync", "rmdirSync", "writeSync"]) counted(fs, name);
for (const name of ["rename", "rm", "mkdir", "symlink"]) counted(fs.promises, name);
counted(child, "spawn");
syncBuiltinESMExports();`;
  const url = `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
  return { NODE_OPTIONS: `--import=${url}` };
}
