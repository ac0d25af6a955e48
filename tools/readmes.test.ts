import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

// Packages whose example needs no tmux; the others run theirs in a test of their own.
test.each(["runtimes", "outside-files", "worktrees", "command-line"])(
  "the example of %s prints what it says",
  async (name) => {
    const resolveDir = join(import.meta.dirname, "../packages", name);
    const readme = readFileSync(join(resolveDir, "README.md"), "utf8");
    const contents = /^```ts\n([^]*?)^```$/m.exec(readme)?.[1] ?? "";
    const said = [...contents.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(
      ([, words]) => words,
    );
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    try {
      const outfile = join(folder, "example.mjs");
      await build({
        stdin: { contents, resolveDir, loader: "ts" },
        outfile,
        bundle: true,
        format: "esm",
        platform: "node",
        conditions: ["@mosaicstack/source"],
        // What is CommonJS inside calls `require` for Node's own modules.
        banner: {
          js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);',
        },
      });
      const env = { ...process.env, TMPDIR: folder };
      const printed = execFileSync(process.execPath, [outfile], { encoding: "utf8", env });
      expect(said.length).toBeGreaterThan(0);
      expect(printed.trim().split("\n")).toEqual(said);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
