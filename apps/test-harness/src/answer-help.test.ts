import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scratchFolder } from "../test/scratch-folder.js";
import { commands } from "./commands.js";
import { run } from "./program.js";

const app = join(import.meta.dirname, "..");
let folder: string;
let program: string;

// As it is built, but without what is loaded for anything else: who answers is certain.
beforeAll(async () => {
  folder = scratchFolder("harness-help");
  cpSync(join(app, "bin"), join(folder, "bin"), { recursive: true });
  cpSync(join(app, "package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "dist"));
  symlinkSync(join(app, "src"), join(folder, "src"));
  symlinkSync(join(app, "../../node_modules"), join(folder, "node_modules"));
  const tool = pathToFileURL(join(app, "../../tools/bundle-help.mjs")).href;
  const code = `const [tool, folder] = process.argv.slice(1);
    await (await import(tool)).bundleHelp(folder);`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code, tool, folder]);
  program = join(folder, "bin/mosaic-fleet-harness.js");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inShort = (argv: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: "utf8",
    env: {},
  });
  return { code: status, out: stdout, err: stderr };
};

it.each([
  [["--help"]],
  [["-h"]],
  [["help"]],
  [["--version"]],
  ...commands.flatMap(({ name }) => [[["help", name]], [[name, "--help"]]]),
])("%j is answered without the rest, and in the same words", async (argv) => {
  const text = { out: "", err: "" };
  const code = await run(argv, {
    env: {},
    cwd: "/",
    out: (more) => void (text.out += more),
    err: (more) => void (text.err += more),
    color: false,
  });
  expect(inShort(argv)).toEqual({ code, ...text });
});

it.each([[[]], [["help", "nonsense"]], [["check", "--help", "x"]]])(
  "%j is none of its business",
  (argv) => {
    const { code, out, err } = inShort(argv);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("dist/main.cjs");
  },
);
