import { afterEach, beforeEach, expect, test } from "vitest";
import { copyOfRepository, repository, runCheck, type Copy } from "./planted.js";

let copy: Copy;
beforeEach(() => {
  copy = copyOfRepository();
});
afterEach(() => copy.remove());

const check = (): ReturnType<typeof runCheck> => runCheck("check-boundaries", copy.root);

test("the real tree keeps to its boundaries", () => {
  expect(runCheck("check-boundaries", repository)).toEqual({
    code: 0,
    output: expect.stringMatching(
      /^\d+ projects, \d+ files, \d+ imports: all within their boundaries\n$/,
    ),
  });
});

test("every wrong import is named with file, line and rule", () => {
  copy.write("packages/roster/src/a.ts", `\nimport { x } from "@mosaicstack/tmux-client";\n`);
  copy.write("packages/roster/src/b.ts", `import { readFileSync } from "node:fs";\n`);
  copy.write("packages/tmux-client/src/a.ts", `export type { X } from "@mosaicstack/fleet";\n`);
  copy.write(
    "packages/fleet/src/a.ts",
    `const later = await import("@mosaicstack/systemd-sandbox");\n`,
  );
  copy.write("packages/fleet/src/b.ts", `import "@mosaicstack/tmux-client/testing";\n`);
  copy.write("packages/fleet/src/c.ts", `import { x } from "../../roster/src/index.js";\n`);
  copy.write(
    "packages/session-launcher/src/a.ts",
    `import {\n  x,\n} from "@mosaicstack/roster";\n`,
  );
  copy.write("packages/roster/src/a.test.ts", `import "@mosaicstack/fleet";\n`);
  copy.write("apps/cli/src/a.ts", `import "@mosaicstack/fleet-harness";\n`);
  const { code, output } = check();
  expect(code).toBe(1);
  for (const line of [
    "packages/roster/src/a.ts:2: layer: @mosaicstack/roster (layer:primitive) depends on @mosaicstack/tmux-client",
    "packages/roster/src/b.ts:1: pure: @mosaicstack/roster is pure and imports `node:fs`",
    "packages/tmux-client/src/a.ts:1: layer: @mosaicstack/tmux-client (layer:primitive) depends on @mosaicstack/fleet",
    "packages/fleet/src/a.ts:1: test-only: @mosaicstack/fleet (layer:fleet) depends on @mosaicstack/systemd-sandbox",
    "packages/fleet/src/b.ts:1: testing: `@mosaicstack/tmux-client/testing`",
    "packages/fleet/src/c.ts:1: outside: `../../roster/src/index.js` leaves packages/fleet",
    'packages/session-launcher/src/a.ts:3: undeclared: `@mosaicstack/roster` is not in "dependencies"',
    "packages/roster/src/a.test.ts:1: undeclared: @mosaicstack/roster tests with `@mosaicstack/fleet`",
    "apps/cli/src/a.ts:1: layer: @mosaicstack/fleet-cli (layer:app) depends on @mosaicstack/fleet-harness (layer:app)",
  ]) {
    expect(output).toContain(line);
  }
});

test("tests may use the sandbox, any `./testing` and what is pure no longer", () => {
  copy.write(
    "packages/roster/src/planted.test.ts",
    `import "node:fs";\nimport "@mosaicstack/systemd-sandbox";\nimport "@mosaicstack/tmux-client/testing";\n`,
  );
  copy.write(
    "packages/roster/src/planted.ts",
    `// import "node:fs" is for tests\n/** from "@mosaicstack/fleet" */\n`,
  );
  expect(check()).toMatchObject({ code: 0 });
});

test("a declared dependency is held to the rules, imported or not", () => {
  const manifest = {
    name: "@mosaicstack/roster",
    version: "0.1.0",
    nx: { tags: ["layer:primitive"] },
  };
  copy.write(
    "packages/roster/package.json",
    JSON.stringify({ ...manifest, dependencies: { "@mosaicstack/systemd-units": "^0.1.0" } }),
  );
  expect(check()).toMatchObject({
    code: 1,
    output: expect.stringContaining(
      "packages/roster/package.json: layer: @mosaicstack/roster (layer:primitive)",
    ),
  });
});

test("a project without a layer is named", () => {
  copy.write(
    "packages/extra/package.json",
    JSON.stringify({ name: "@mosaicstack/extra", version: "0.1.0" }),
  );
  expect(check()).toMatchObject({
    code: 1,
    output: expect.stringContaining(
      "packages/extra/package.json: layer: @mosaicstack/extra needs one nx tag of",
    ),
  });
});
