import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runForTest } from "./testing/run-for-test.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-roster-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test("schema prints what the package ships", async () => {
  const { code, stdout, stderr } = await runForTest(["schema"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const shipped = createRequire(import.meta.url).resolve(
    "@mosaicstack/roster/schema/roster.v1.schema.json",
  );
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(shipped, "utf8")));
});

test("schema has no --json", async () => {
  const { code, stdout } = await runForTest(["schema", "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: "Usage" } });
});

test("each preset that is listed can be written, and is valid", async () => {
  const { stdout } = await runForTest(["presets", "--json"]);
  const { presets } = JSON.parse(stdout) as { presets: { name: string; suits: string }[] };
  expect(presets.map(({ name }) => name)).toEqual([
    "canary",
    "solo",
    "pair",
    "squad",
    "factory",
    "polyglot",
  ]);
  for (const { name } of presets) {
    const file = join(folder, `${name}.yaml`);
    const init = await runForTest(["init", "--preset", name, "--roster", file]);
    expect(init).toMatchObject({ code: 0, stdout: `${file}: preset ${name}\n` });
    const valid = { code: 0, stdout: `${file}: valid\n`, stderr: "" };
    expect(await runForTest(["validate", file])).toEqual(valid);
  }
});

test("validate shows every problem of every file with its line, a caret and a hint", async () => {
  const good = write("good.yaml", "version: 1\nagents: [{ name: a, runtime: pi }]\n");
  const bad = write(
    "bad.yaml",
    "version: 1\nagents:\n  - name: a\n    runtmie: pi\n    env: { API_KEY: hunter2 }\n",
  );
  const { code, stdout, stderr } = await runForTest(["validate", bad, good]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout.replaceAll(folder, "")).toMatchInlineSnapshot(`
    "/bad.yaml:4:5: error unknown-key: \`runtmie\` is not a key of an agent
      4 |     runtmie: pi
        |     ^^^^^^^
      hint: the nearest key is \`runtime\`

    /bad.yaml:5:12: warning secret-in-env: \`API_KEY\` looks like a secret, and a roster is no place for one
      5 |     env: { API_KEY:…
        |            ^^^^^^^
      hint: put it into a file of mode 0600 and name that with \`env_file:\`

    /good.yaml: valid
    "
  `);
  expect(stdout).not.toContain("hunter2");
});

test("validate --json gives the diagnostics as data", async () => {
  const file = write("old.yaml", "version: 1\nsocket_name: mosaic-factory\nagents: []\n");
  const { code, stdout } = await runForTest(["validate", "--json", file]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    files: [
      {
        file,
        diagnostics: [
          { code: "legacy-socket", severity: "info", range: { start: { line: 2, column: 14 } } },
          { code: "empty-fleet", severity: "warning", range: { start: { line: 3, column: 9 } } },
        ],
      },
    ],
  });
});
