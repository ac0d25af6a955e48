import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { expect } from "vitest";
import { alike, exchanges, fileOf, matches, type GuideBlock } from "./guide.js";
import { OF_EVERYBODY, type Reader } from "./reader.js";
import { typed } from "./typed.js";

/** Does what a page says, block by block, and compares what it prints. */
export async function walk(reader: Reader, blocks: readonly GuideBlock[]): Promise<void> {
  for (const [at, block] of blocks.entries()) {
    if (block.notRun !== undefined) continue;
    if (block.given !== undefined) await script(reader, block.given, block.line);
    const path = fileOf(block)?.replace("~", reader.home);
    if (block.source !== undefined) {
      expect(readFileSync(join(OF_EVERYBODY.CLONE, block.source), "utf8")).toBe(block.text);
    } else if (path !== undefined) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, block.text, { mode: block.text.startsWith("#!") ? 0o755 : 0o600 });
    } else if (block.keys !== undefined) await inTerminal(reader, block, block.keys);
    else if (block.language === "sh") await script(reader, block.text, block.line);
    else if (block.language === "ts") {
      const next = blocks[at + 1];
      const printed = await example(reader, block.text);
      if (next?.language === "text") expect(printed.trim()).toBe(next.text.trim());
    } else if (block.language === "console") await talk(reader, block);
  }
}

async function talk(reader: Reader, block: GuideBlock): Promise<void> {
  for (const { command, printed: page } of exchanges(block))
    compare(reader, command, (await shell(reader, command)).printed, page);
}

function compare(reader: Reader, command: string, printed: string, page: readonly string[]): void {
  const text = printed.replaceAll(reader.home, "~").trimEnd();
  const is = text.split("\n").map(alike);
  const wanted = (page.length === 0 ? [""] : page).map(alike);
  if (!matches(is, wanted)) expect(is, command).toEqual(wanted);
}

/** As a person's shell runs it, both streams as they come; folder and variables stay for the next one. */
async function shell(
  { enter, env, home }: Reader,
  text: string,
): Promise<{ code: unknown; printed: string }> {
  const left = join(home, "..", "left.sh");
  const keep = `left() { export -p >"${left}"; echo "cd '$PWD'" >>"${left}"; }; trap left EXIT; set -a`;
  const words = `exec 2>&1\n${existsSync(left) ? `. "${left}"\n` : ""}${keep}\n${text}`;
  const values = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const [file, ...argv] = [...enter, "env", "-i", ...values, "/bin/sh", "-c", words];
  return await new Promise((resolve) => {
    execFile(file, argv, { cwd: home, timeout: 300_000 }, (error, stdout) =>
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), printed: stdout }),
    );
  });
}

async function script(reader: Reader, text: string, line: number): Promise<void> {
  const { code, printed } = await shell(reader, `set -e\n${text}`);
  expect(code, `line ${line}: ${printed}`).toBe(0);
}

/** A command of `sh`, or one of `console`, whose screen is compared. */
async function inTerminal(
  reader: Reader,
  block: GuideBlock,
  keys: readonly string[],
): Promise<void> {
  const [exchange] = block.language === "console" ? exchanges(block) : [];
  const command = exchange?.command ?? block.text.trim();
  const screen = await typed(reader, command, keys);
  if (exchange !== undefined) compare(reader, command, screen, exchange.printed);
}

/** What a program prints that imports our packages by their names. */
async function example(reader: Reader, contents: string): Promise<string> {
  const outfile = join(reader.home, "example.mjs");
  await build({
    stdin: { contents, resolveDir: join(OF_EVERYBODY.CLONE, "apps/cli"), loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@mosaicstack/source"],
    banner: {
      js: `import { createRequire as r } from "node:module"; const require = r(import.meta.url);`,
    },
  });
  // Scripts and units of the packages are found by name.
  symlinkSync(join(OF_EVERYBODY.CLONE, "node_modules"), join(reader.home, "node_modules"));
  return (await shell(reader, `"${process.execPath}" ${outfile}`)).printed;
}

/** Ends what a page left running. */
export async function leave(reader: Reader): Promise<void> {
  await shell(reader, "mosaic-fleet down --force");
}
