// A program of its own, bundled as `dist/answer-verbs.js` and run inside a sandbox: it loads the command line once and answers a line of JSON
// for each one it reads. A walk has thousands of verbs, and a Node for each of them would be most of what it costs.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { VerbAnswer, VerbCall } from "./verb-call.js";

/** `main.js` of the command line, as it is built: it runs `process.argv` when it is evaluated, and exits. */
const main = pathToFileURL(process.argv[2] ?? "").href;
const { stdout, stderr } = process;
const say = stdout.write.bind(stdout);
// What an earlier run of it has heard on, nobody needs any more.
const heard = ["SIGINT", "SIGTERM", "exit"] as const;

let verbs = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line) as VerbCall;
  say(`${JSON.stringify(await run(call))}\n`);
}

async function run({ argv }: VerbCall): Promise<VerbAnswer> {
  const said = { stdout: "", stderr: "" };
  stdout.write = keeping((text) => void (said.stdout += text));
  stderr.write = keeping((text) => void (said.stderr += text));
  process.argv = [process.execPath, main, ...argv];
  const exitCode = await new Promise<number>((resolve, reject) => {
    process.exit = ((code?: number) => resolve(code ?? 0)) as typeof process.exit;
    // Its chunks are loaded once; another query has its first file alone run anew.
    void import(`${main}?verb=${String(++verbs)}`).catch(reject);
  });
  for (const stream of [stdout, stderr]) stream.removeAllListeners("error");
  for (const signal of heard) process.removeAllListeners(signal);
  return { exitCode, ...said };
}

function keeping(keep: (text: string) => void): typeof stdout.write {
  return (chunk: string | Uint8Array, ...rest: unknown[]) => {
    keep(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
}
