import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installInto } from "./testing/installed.js";

let folder: string;
let program: string;
let home: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mosaic-start-"));
  program = (await installInto(folder)).fleet;
  home = join(folder, "home");
  mkdirSync(join(home, ".config/mosaic/tools/fleet"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: readonly string[]) => {
  const env = { HOME: home, PATH: process.env["PATH"], XDG_RUNTIME_DIR: join(folder, "run") };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
};
const kept = (): Map<string, Buffer> => {
  const code = join(home, ".config/mosaic/tools/code");
  return new Map(
    readdirSync(code).map((name) => [join(code, name), readFileSync(join(code, name))]),
  );
};

test("what was compiled is kept for each command, taken, and made anew once it is damaged", () => {
  const first = run("presets", "--json");
  expect(first).toMatchObject({ status: 0, stderr: "" });
  const [[file, bytes] = ["", Buffer.from("")]] = [...kept()];
  expect(run("presets", "--json")).toEqual(first);
  // Who takes it does not write it.
  expect(kept()).toEqual(new Map([[file, bytes]]));
  expect(run("explain", "nobody").status).not.toBe(0);
  expect(kept().size).toBe(2);
  for (const damaged of [bytes.subarray(0, 1000), Buffer.from(bytes).fill(7, 5000, 5100)]) {
    writeFileSync(file, damaged);
    expect(run("presets", "--json")).toEqual(first);
    expect(kept().get(file)?.length).toBeGreaterThan(1000);
    expect(kept().get(file)).not.toEqual(damaged);
  }
});

test("what is loaded later finds what is loaded already, not another one of it", () => {
  // Its errors are known by their class.
  expect(run("up", "--preset", "nonsense").stderr).toContain("there is no preset `nonsense`");
});

test("letters beyond ASCII are those that were built, in what is no string too", () => {
  const file = join(folder, "main.cjs");
  writeFileSync(
    file,
    "exports.load=()=>({main:()=>console.log(String.raw`▄❯‰`,/^▄$/.test('\\u2584'))})",
  );
  const starter = join(dirname(realpathSync(program)), "../dist/start.cjs");
  const script = `require(${JSON.stringify(starter)}).start(process, ${JSON.stringify(file)})`;
  const { stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  expect(stdout).toBe("▄❯‰ true\n");
});
