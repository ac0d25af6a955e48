import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { expect, it } from "vitest";
import { scratchFolder } from "../test/scratch-folder.js";

it("goes with its process, also where that is killed", async () => {
  const own = scratchFolder("of-a-killed-one");
  const program = join(own, "makes-one.mjs");
  buildSync({
    stdin: {
      contents: `import { scratchFolder } from "../test/scratch-folder.js";
console.log(scratchFolder("scratch")); setInterval(() => {}, 1000);`,
      resolveDir: import.meta.dirname,
    },
    outfile: program,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
  });
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const folder = said.toString().trim();
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "file"), "");
    child.kill("SIGKILL");
    await expect.poll(() => existsSync(dirname(folder))).toBe(false);
  } finally {
    child.kill("SIGKILL");
  }
  expect(existsSync(own)).toBe(true);
});
