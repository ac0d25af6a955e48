import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shippedUnits } from "../shipped-units.js";
import { verifyWithSystemd } from "./verify-with-systemd.js";

let home: string;
let env: Record<string, string | undefined>;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "verify-"));
  env = { PATH: process.env["PATH"], HOME: home };
});

afterAll(() => rmSync(home, { recursive: true }));

test("a line of systemd becomes file, line and words", async () => {
  const path = join(home, "bad.service");
  writeFileSync(path, "[Service]\nExecStart=/bin/true\nUnknownKey=1\n");
  expect(await verifyWithSystemd([path], { env })).toContainEqual({
    file: path,
    line: 3,
    message: expect.stringContaining("UnknownKey"),
  });
});

test("systemd has nothing to say of the shipped units, once script and tmux are there", async () => {
  const folder = join(home, ".config/systemd/user");
  const tools = join(home, ".config/mosaic/tools/fleet");
  for (const one of [folder, tools]) mkdirSync(one, { recursive: true });
  writeFileSync(join(tools, "start-agent-session.sh"), "#!/bin/sh\n", { mode: 0o755 });
  const units = await shippedUnits();
  for (const { name, path } of units) copyFileSync(path, join(folder, name));
  expect(
    await verifyWithSystemd(
      units.map(({ name }) => join(folder, name)),
      { env },
    ),
  ).toEqual([]);
});

test("without systemd-analyze there is no second opinion", async () => {
  expect(
    await verifyWithSystemd([join(home, "x.service")], { env: { PATH: home } }),
  ).toBeUndefined();
  expect(await verifyWithSystemd([], { env })).toEqual([]);
});

test("before systemd 250 it is asked without the option that it does not know", async () => {
  const folder = join(home, "old");
  mkdirSync(folder);
  const script = `#!/bin/sh
case "$*" in *--recursive-errors*) echo "systemd-analyze: unrecognized option '--recursive-errors=one'" >&2; exit 1 ;; esac
echo "/u/a.service:3: Unknown key" >&2
`;
  writeFileSync(join(folder, "systemd-analyze"), script, { mode: 0o755 });
  const found = await verifyWithSystemd(["/u/a.service"], {
    env: { ...env, PATH: `${folder}:/usr/bin:/bin` },
  });
  expect(found).toEqual([{ file: "/u/a.service", line: 3, message: "Unknown key" }]);
});
