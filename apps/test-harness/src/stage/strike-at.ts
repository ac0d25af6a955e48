import { join } from "node:path";

type Environment = Readonly<{ NODE_OPTIONS: string }>;

/**
 * For a command of ours: it kills itself in front of its step number `step` that changes something on disk or starts a program. So it is struck at
 * a place that a seed draws, and not at a moment of a clock.
 */
export function killAt(step: number): Environment {
  return preload(`
let steps = 0;
const step = () => {
  if (++steps === ${step}) process.kill(process.pid, "SIGKILL");
};`);
}

/** It stands still in front of the first program with that word in an argument, until the file `go` is in the folder; it makes `stands` there. */
export function standBefore(word: string, folder: string): Environment {
  return stand("isNamed", word, folder);
}

/** The same in front of its next step, once that program was started. */
export function standBehind(word: string, folder: string): Environment {
  return stand("wasNamed", word, folder);
}

function stand(where: "isNamed" | "wasNamed", word: string, folder: string): Environment {
  const [stands, go] = ["stands", "go"].map((name) => JSON.stringify(join(folder, name)));
  // A signal would stop what waits for it outside, too
  return preload(`
let passed = false;
let wasNamed = false;
const step = (argv) => {
  const isNamed = JSON.stringify(argv).includes(${JSON.stringify(word)});
  const isHere = ${where};
  wasNamed ||= isNamed;
  if (passed || !isHere) return;
  passed = true;
  fs.mkdirSync(${stands});
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!fs.existsSync(${go})) Atomics.wait(cell, 0, 0, 50);
};`);
}

/** `act`: defines `step`, which gets the arguments of each. */
function preload(act: string): Environment {
  const source = `
import child from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
${act}
const counted = (holder, name) => {
  const original = holder[name];
  holder[name] = function (...argv) {
    step(argv);
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
