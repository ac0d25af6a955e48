import { afterEach, beforeEach, expect, test } from "vitest";
import { copyOfRepository, repository, runCheck, type Copy } from "./planted.js";

let copy: Copy;
beforeEach(() => {
  copy = copyOfRepository();
});
afterEach(() => copy.remove());

test("the real tree touches in one way what agents can write", () => {
  expect(runCheck("check-outside", repository)).toEqual({
    code: 0,
    output: expect.stringMatching(/^\d+ files: what agents can write is touched in one way\n$/),
  });
});

test("what goes round it is named with file, line and call", () => {
  const launcher = "packages/session-launcher";
  copy.write(`${launcher}/src/a.ts`, `\nimport { readFileSync, statSync } from "node:fs";\n`);
  copy.write(
    `${launcher}/src/b.ts`,
    `import {\n  lstat,\n  rm as x,\n} from "node:fs/promises";\n`,
  );
  copy.write("packages/fleet/src/a.ts", `import * as fs from "fs";\nconst { open } = fs;\n`);
  copy.write("packages/fleet/src/b.ts", `import fs from "node:fs/promises";\n`);
  copy.write("apps/cli/src/a.ts", `const { open } = await import("node:fs/promises");\n`);
  copy.write("apps/cli/src/b.ts", `export { openSync } from "node:fs";\n`);
  copy.write(
    `${launcher}/scripts/b.js`,
    `import * as fs from "node:fs";\n// fs.rmSync\nfs.statSync(x);\nfs.rmSync(x);\nuse(fs);\n`,
  );
  copy.write("apps/cli/src/version.ts", `export const version = "1";\n`);
  copy.write(
    `${launcher}/scripts/a.sh`,
    [
      "#!/bin/sh",
      'read -r line < "$channel/activity"',
      'printf x >>"${record}.screen"',
      'all=$(cat -- "$memory/conversation")',
      "tr -d x <$queue/one | wc -c",
      'mv -f "$new" "$channel/receipt"',
      'make_way "$dir/mark" && echo x > "$dir/mark"',
      "",
    ].join("\n"),
  );
  const { code, output } = runCheck("check-outside", copy.root);
  expect(code).toBe(1);
  for (const line of [
    `${launcher}/src/a.ts:2: \`readFileSync\``,
    `${launcher}/src/b.ts:4: \`rm\``,
    "packages/fleet/src/a.ts:2: `all of node:fs`",
    "packages/fleet/src/b.ts:1: `all of node:fs`",
    "apps/cli/src/a.ts:1: `all of node:fs`",
    "apps/cli/src/b.ts:1: `openSync`",
    `${launcher}/scripts/b.js:4: \`rmSync\``,
    `${launcher}/scripts/b.js:5: \`all of node:fs\``,
    "apps/cli/src/version.ts: `readFileSync` is allowed in tools/check-outside.mjs without need",
    ...[2, 3, 4, 5, 6, 7].map((row) => `${launcher}/scripts/a.sh:${row}: use lib/outside.sh: `),
  ]) {
    expect(output).toContain(line);
  }
  expect(output).not.toContain("statSync");
  expect(output).not.toContain("b.js:2");
});

test("looks, types, tests, the foundation and its use are no way round", () => {
  const launcher = "packages/session-launcher";
  copy.write(
    `${launcher}/src/a.ts`,
    `import { lstatSync, constants, type Stats } from "node:fs";\n`,
  );
  copy.write(`${launcher}/src/b.ts`, `import type { Dirent } from "node:fs";\n`);
  copy.write(`${launcher}/src/a.test.ts`, `import { rmSync } from "node:fs";\n`);
  copy.write("packages/outside-files/src/more.ts", `import { openSync } from "node:fs";\n`);
  copy.write("apps/cli/src/testing/more.ts", `import { openSync } from "node:fs";\n`);
  copy.write(
    `${launcher}/scripts/a.sh`,
    [
      "#!/bin/sh",
      '# cat "$channel/activity" would wait',
      "# ---- lib/outside.sh: joined in by tools/join-scripts.mjs",
      'head -c 1 <"$channel/activity"',
      "# ---- end of lib/outside.sh",
      'read_outside "$channel/activity" 4096',
      '[ -d "$channel" ] || exit 0',
      "channel=$1 memory=$2; case $channel in /*) ;; esac",
      'printf "%s" "$channel" >"$log"',
      'exec 8<>"$dir/leash"',
      "",
    ].join("\n"),
  );
  const { output } = runCheck("check-outside", copy.root);
  for (const path of ["src/a.ts", "src/b.ts", "a.test.ts", "more.ts", "scripts/a.sh"])
    expect(output).not.toContain(path);
});
