import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ExplainDocument } from "@mosaicstack/fleet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runForTest, type CliResult, type RunOptions } from "../testing/run-for-test.js";

const own = ".config/mosaic/fleet/agents/a.env";
let home = "";

function write(file: string, text: string): void {
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), text, { mode: 0o600 });
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "mosaic-fleet-explain-"));
  mkdirSync(join(home, "run"), { mode: 0o700 });
  write(
    ".config/mosaic/fleet/roster.yaml",
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, workdir: /srv/app }
agents:
  - name: a
    command: [/bin/sh, -c, "echo 'a b'"]
    env: { NOTE: "${"long ".repeat(8)}" }
`,
  );
  write(own, "API_KEY=hunter2\nLIMIT=30 # per job\nESCAPE='\u001b[31m'\n");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function explain(argv: readonly string[], options: RunOptions = {}): Promise<CliResult> {
  const { PATH } = process.env;
  const env = { HOME: home, XDG_RUNTIME_DIR: join(home, "run"), PATH, LANG: "C", USER: "me" };
  const { code, stdout, stderr } = await runForTest(["explain", ...argv, "--supervisor", "tmux"], {
    env,
    ...options,
  });
  // Of these the value depends on the machine.
  const text = stdout.replaceAll(
    /^(?:PATH|HOME|MOSAIC_CHANNEL|MOSAIC_TOOLS|XDG_RUNTIME_DIR) .*\n/gm,
    "",
  );
  return { code, stdout: text, stderr: stderr.replaceAll(home, "~") };
}

test("shows what is run and where, and each value with its place; secrets only when asked", async () => {
  const { code, stdout, stderr } = await explain(["a", "--no-color"], { terminal: 90 });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.replaceAll(home, "~")).toMatchInlineSnapshot(`
    "command  /bin/sh -c 'echo '\\''a b'\\'''
    workdir  /srv/app

    NAME                  VALUE                FROM
    API_KEY               (hidden)             ~/.config/mosaic/fleet/agents/a.env:1
    ESCAPE                \\u001b[31m           ~/.config/mosaic/fleet/agents/a.env:3
    LANG                  C                    built-in
    LIMIT                 30 # per job         ~/.config/mosaic/fleet/agents/a.env:2
    MOSAIC_AGENT_RUNTIME  command              ~/.config/mosaic/fleet/roster.yaml:3 (defaults)
    MOSAIC_AGENT_WORKDIR  /srv/app             ~/.config/mosaic/fleet/roster.yaml:3 (defaults)
    MOSAIC_TMUX_SOCKET    mosaic-fleet         ~/.config/mosaic/fleet/roster.yaml:2 (defaults)
    NOTE                  long long long lon…  ~/.config/mosaic/fleet/roster.yaml:7
    USER                  me                   built-in

    ~/.config/mosaic/fleet/agents/a.env:2: warning: MF611: The comment sign behind the value of \`LIMIT\` is part of the value
      hint: Write the value out, or put it in single quotes.
    "
  `);
  const shown = await explain(["a", "--show"]);
  expect(shown.stdout).toMatch(/^API_KEY +hunter2 +~\/\.config\/mosaic\/fleet\/agents\/a\.env:1$/m);
});

test("--json has every value, whole", async () => {
  const { code, stdout } = await explain(["a", "--json"]);
  const document = JSON.parse(stdout) as ExplainDocument;
  expect(code).toBe(0);
  expect(document).toMatchObject({
    version: 1,
    agent: "a",
    command: ["/bin/sh", "-c", "echo 'a b'"],
    workdir: "/srv/app",
    diagnostics: [{ code: "MF611", severity: "warning", file: join(home, own), line: 2 }],
  });
  const names = document.values.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  expect(document.values).toContainEqual({
    name: "API_KEY",
    value: "hunter2",
    source: { kind: "env-file", file: join(home, own), line: 1 },
  });
});

test("it needs no tmux", async () => {
  const env = { HOME: home, XDG_RUNTIME_DIR: join(home, "run"), PATH: join(home, "empty") };
  expect(await explain(["a"], { env })).toMatchObject({ code: 0, stderr: "" });
});

test("no such agent: 4; an env file that systemd refuses whole: 2, with its place", async () => {
  expect(await explain(["b"])).toMatchObject({ code: 4 });
  write(own, "A=\0\n");
  const { code, stderr } = await explain(["a"]);
  expect({ code, stderr }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "mosaic-fleet: ~/.config/mosaic/fleet/agents/a.env:1:3: The file holds a NUL, so systemd refuses the whole file
    Remove it; was this a text file
    ",
    }
  `);
});
