import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "./commands.js";
import { runForTest } from "./testing/run-for-test.js";

const app = join(import.meta.dirname, "..");
let folder: string;
let program: string;

// As it is built, but without what is loaded for anything else: who answers is certain.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mosaic-answer-help-"));
  cpSync(join(app, "bin"), join(folder, "bin"), { recursive: true });
  cpSync(join(app, "package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "dist"));
  for (const name of ["src", "node_modules"])
    symlinkSync(join(app, name === "src" ? name : "../../node_modules"), join(folder, name));
  const tool = pathToFileURL(join(app, "../../tools/bundle-help.mjs")).href;
  const code = `const [tool, folder] = process.argv.slice(1);
    await (await import(tool)).bundleHelp(folder);`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code, tool, folder]);
  program = join(folder, "bin/mosaic-fleet.js");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: "utf8",
    env,
  });
  return { code: status, stdout, stderr };
};

describe("the short way says the same as the long one", () => {
  const ways = [
    ["--help"],
    ["-h"],
    ["help"],
    ["--version"],
    ...commands.flatMap(({ name, alias = name }) => [
      ["help", name],
      [alias, "--help"],
    ]),
  ];
  test.each(ways.map((argv) => [argv]))("%j", async (argv) => {
    const env = argv.length === 1 ? {} : { npm_execpath: "npm" };
    expect(run(argv, env)).toEqual(await runForTest(argv, { env }));
  });
});

test.each([[[]], [["--json", "--help"]], [["help", "nonsense"]], [["send", "--help", "x"]]])(
  "%j is none of its business",
  (argv) => {
    const { code, stdout, stderr } = run(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("dist/start.cjs");
  },
);

const inShell = (line: string) => {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], {
    encoding: "utf8",
    env: { ...process.env, NODE: process.execPath, PROGRAM: program },
  });
  return { status, stdout, stderr };
};

test("a reader that went away is no failure; a full disk is told", () => {
  expect(inShell('{ "$NODE" "$PROGRAM" --help; echo "$?" >&2; } | true')).toMatchObject({
    stderr: "0\n",
  });
  expect(inShell('"$NODE" "$PROGRAM" --help >/dev/full')).toEqual({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(/^mosaic-fleet: standard output cannot be written: ENOSPC/),
  });
});
