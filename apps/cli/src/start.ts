import { readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";
import { fleetPaths, keepCode, keptCode, type CompiledCode } from "@mosaicstack/fleet";
import { groups } from "./groups.js";

/** What `main.cjs` exports. */
interface Program {
  load(): { main(process: NodeJS.Process): Promise<void> };
}

/**
 * Runs the program in `file`, as \`require\` does, by what V8 made of it in an earlier run of the same command: to compile it takes
 * as long as Node's own start.
 */
export function start(process: NodeJS.Process, file: string): Promise<void> {
  const text = readFileSync(file, "utf8");
  const code = codeOf(process, text);
  const cachedData = code && keptCode(code);
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${text}\n})`, {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (code !== undefined && (cachedData === undefined || script.cachedDataRejected === true))
    // Only now it is compiled what this command needs.
    process.once("exit", () => keepCode(code, () => script.createCachedData()));
  const module = new Module(file);
  const require = createRequire(file);
  // What is loaded later asks for it by its name.
  require.cache[file] = module;
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  run(module.exports, require, module, file, dirname(file));
  return (module.exports as Program).load().main(process);
}

/** Undefined where nothing can be kept. */
function codeOf(
  { argv, env, execArgv, arch, version }: NodeJS.Process,
  text: string,
): CompiledCode | undefined {
  // The build puts it there.
  const digest = /^\/\/ ([0-9a-f]{64})\n/.exec(text)?.[1];
  const names = groups.flatMap((group) => group.names);
  const use = argv.slice(2).find((word) => names.includes(word)) ?? "";
  // That one is to leave nothing.
  if (digest === undefined || use === "uninstall") return undefined;
  try {
    const engine = [version, arch, ...execArgv, env["NODE_OPTIONS"] ?? ""];
    return { paths: fleetPaths(env), digest, use, engine };
  } catch {
    return undefined;
  }
}
