// Preloaded into a process (`node --import`): ends it by SIGKILL at its KILL_AT-th step that changes something on disk or starts a
// program. Counted without being killed where KILL_AT is 0; the count is printed to standard error at the end.
import child from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const at = Number(process.env.KILL_AT ?? 0);
let steps = 0;

function counted(holder, name, isStep = () => true) {
  const original = holder[name];
  holder[name] = function (...argv) {
    if (isStep(...argv) && ++steps === at) process.kill(process.pid, "SIGKILL");
    return original.apply(this, argv);
  };
}

for (const name of ["renameSync", "unlinkSync", "rmdirSync", "writeSync"]) counted(fs, name);
for (const name of ["rename", "rm", "mkdir"]) counted(fs.promises, name);
counted(fs.promises, "open", (_path, flags) => flags === "wx");
counted(child, "spawn");
syncBuiltinESMExports();
process.on("exit", () => process.stderr.write(`steps ${steps}\n`));
