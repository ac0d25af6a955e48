import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// A small workspace with an npm and an nx of its own, which note that they were called.
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mosaic fleet install "));
  mkdirSync(join(root, "tools"));
  cpSync(join(import.meta.dirname, "install"), join(root, "tools/install"));
  for (const path of [
    "package.json",
    "package-lock.json",
    "nx.json",
    "tsconfig.base.json",
    "tools/bundle-app.mjs",
  ]) {
    write(path);
  }
  write("packages/one/package.json");
  write("packages/one/src/index.ts");
  write("apps/two/package.json");
  write("apps/two/src/main.ts");
  write("bin/npm", NPM, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const NX = `#!/bin/sh
echo "nx $*" >>calls
mkdir -p packages/one/dist apps/two/dist
: >packages/one/dist/index.js
: >apps/two/dist/main.js`;
const NPM = `#!/bin/sh
echo "npm $*" >>calls
mkdir -p node_modules/.bin
cat >node_modules/.bin/nx <<'END'
${NX}
END
chmod +x node_modules/.bin/nx
: >node_modules/.package-lock.json`;
const npm = "npm ci";
const nx = "nx run-many -t build --output-style=static";

function write(path: string, text = "", mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
}

/** Makes a file newer than all that stands there now. */
function touch(path: string): void {
  const soon = new Date(Date.now() + 10_000);
  utimesSync(join(root, path), soon, soon);
}

/** Runs the script from elsewhere: what it said, and what it called. */
function install(): { code: number | null; err: string; calls: string[] } {
  rmSync(join(root, "calls"), { force: true });
  const env = { PATH: `${join(root, "bin")}:/usr/bin:/bin`, TMPDIR: root };
  const run = spawnSync("/bin/sh", [join(root, "tools/install")], {
    cwd: "/",
    env,
    encoding: "utf8",
  });
  expect(run.stdout).toBe("");
  const calls = existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8") : "";
  return { code: run.status, err: run.stderr, calls: calls.split("\n").filter(Boolean) };
}

test("a fresh clone: installs and builds, a line each; then nothing", () => {
  expect(install()).toEqual({
    code: 0,
    err: "Installing dependencies with `npm ci` (first time here)\nBuilding with `nx run-many -t build`\n",
    calls: [npm, nx],
  });
  expect(install()).toEqual({ code: 0, err: "", calls: [] });
});

test.each([
  ["packages/one/src/index.ts", [nx]],
  ["tsconfig.base.json", [nx]],
  ["apps/two/package.json", [npm, nx]],
  ["package-lock.json", [npm, nx]],
])("a newer %s", (path, calls) => {
  install();
  touch(path);
  expect(install()).toMatchObject({ code: 0, calls });
});

test("a newer test or README builds nothing", () => {
  write("packages/one/src/a.test.ts");
  write("packages/one/README.md");
  install();
  touch("packages/one/src/a.test.ts");
  touch("packages/one/README.md");
  expect(install()).toEqual({ code: 0, err: "", calls: [] });
});

test("a source or a build that is gone builds again", () => {
  write("packages/one/src/old.ts");
  install();
  rmSync(join(root, "packages/one/src/old.ts"));
  touch("packages/one/src");
  expect(install().calls).toEqual([nx]);
  rmSync(join(root, "packages/one/dist"), { recursive: true });
  expect(install().calls).toEqual([nx]);
});

test("node_modules from another platform is installed anew", () => {
  install();
  write("node_modules/.mosaic-fleet/platform", "Plan9 mips\n");
  expect(install()).toMatchObject({
    err: expect.stringContaining("(node_modules is from another platform)"),
    calls: [npm, nx],
  });
});

test("a failure shows the tool's own words", () => {
  write("bin/npm", "#!/bin/sh\necho words on stdout\necho words on stderr >&2\nexit 7\n", 0o755);
  expect(install()).toEqual({
    code: 1,
    err: "Installing dependencies with `npm ci` (first time here)\nwords on stdout\nwords on stderr\n`npm ci` failed with exit code 7.\n",
    calls: [],
  });
});
