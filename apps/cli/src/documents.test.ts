import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentSchemas } from "@mosaicstack/fleet/documents";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "./commands.js";
import { runForTest } from "./testing/run-for-test.js";

type Document = keyof typeof documentSchemas;

let away: ThrowAwayTmux;
let env: Record<string, string>;
let roster: string;
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  const folders = ["home/.config/mosaic/fleet/agents", "run"].map((path) =>
    join(away.directory, path),
  );
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
  env = {
    ...away.env,
    HOME: join(away.directory, "home"),
    XDG_RUNTIME_DIR: join(away.directory, "run"),
  };
  roster = join(away.directory, "home/.config/mosaic/fleet/roster.yaml");
});
afterAll(async () => await away.close());

const write = (...agents: readonly string[]): void =>
  writeFileSync(
    roster,
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [cat], ready: { quiet: 100ms } }
agents:
${agents.map((agent) => `  - ${agent}\n`).join("")}`,
  );

/** What no document has: a schema that takes it takes anything. */
const odd = { surplus: true };
const seen = new Set<Document>();

/** Runs a command with `--json`; what it prints has to be the document, and that with one key more is none. */
async function printed(document: Document, words: string, code: number): Promise<unknown> {
  const argv = [...words.split(" "), "--supervisor", "tmux", "--json", "--yes"];
  const result = await runForTest(argv, { env });
  expect({ words, code: result.code, stderr: result.stderr }).toMatchObject({ words, code });
  const content = JSON.parse(result.stdout) as object;
  const schema = documentSchemas[document];
  const { error } = schema.safeParse(content);
  expect(error?.message, `${words} prints ${result.stdout}`).toBeUndefined();
  expect(schema.safeParse({ ...content, ...odd }).success).toBe(false);
  seen.add(document);
  return content;
}

test("every command prints the document that its schema describes", async () => {
  await printed("presets", "presets", 0);
  await printed("init", "init --preset canary", 0);
  await printed("install", "install", 0);
  write(
    "name: one",
    "{ name: lost, command: [not-installed-here] }",
    "{ name: off, enabled: false }",
  );
  const envFile = join(dirname(roster), "agents/one.env");
  writeFileSync(envFile, "export A=1\n");
  const validated = await printed("validate", "validate", 2);
  expect(validated).toMatchObject({ files: [{ environment: [{ file: expect.any(String) }] }] });
  rmSync(envFile);
  await printed("plan", "plan", 3);
  await printed("plan", "apply --dry-run", 3);
  await printed("render", "render", 0);
  await printed("apply", "apply", 1);
  await printed("explain", "explain one", 0);
  await printed("status", "status", 3);
  await printed("doctor", "doctor", 3);
  await printed("send", "send one off hello", 1);
  expect(await printed("ask", "ask one hello", 1)).toMatchObject({ answer: null, source: null });
  const folder = join(
    away.directory,
    "home/.local/state/mosaic/fleet/agents/mosaic-fleet/one/queue",
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "1000000000000-waits"), "hello\n\u001b[31mthere");
  writeFileSync(join(folder, "1000000000000.1000000001-late"), "too late");
  expect(await printed("queue", "queue", 0)).toMatchObject({
    messages: [
      { agent: "one", id: "waits", state: "waiting", expires: null, text: "hello [31mthere" },
    ],
  });
  await printed("queue-cancel", "queue one --cancel waits", 0);
  for (const [id, why] of [
    ["waits", "is cancelled"],
    ["late", "is expired"],
    ["other", "no message"],
  ])
    expect(await printed("error", `queue --cancel ${id}`, 1)).toMatchObject({
      error: { code: "Failed", message: expect.stringContaining(why ?? "") },
    });
  await printed("screen", "screen one", 0);
  await printed("logs", "logs one", 0);
  await printed("status-why", "status --why one", 0);
  await printed("wait", "wait one --for active", 0);
  await printed("stop", "stop one", 0);
  await printed("start", "start one", 0);
  await printed("restart", "restart one", 0);
  write("name: one", "name: two");
  await printed("up", "up", 0);
  await printed("up", "up --preset canary --first-run", 0);
  await printed("status", "status", 0);
  write("name: one");
  await printed("apply", "apply --prune", 0);
  await printed("apply", "apply", 0);
  await printed("down", "down", 0);
  await printed("migrate-dry-run", "migrate --from old --dry-run", 0);
  await printed("migrate", "migrate --from old", 0);
  await printed("uninstall-dry-run", "uninstall --dry-run", 0);

  expect(await printed("error", "stop nobody", 4)).toMatchObject({
    error: { code: "NoSuchAgent" },
  });
  await printed("error", "attach one", 2);
  writeFileSync(
    roster,
    "version: 1\nagents: [{ name: one, runtime: command, command: [cat], colour: red }]\n",
  );
  const invalid = await printed("error", "status", 2);
  expect(invalid).toMatchObject({ error: { diagnostics: [{ code: "unknown-key" }] } });
  await printed("validate", "validate", 2);
  await printed("uninstall", "uninstall --purge", 0);

  // They have no end; the compiler holds their one line to the type, and watching.test.ts `events`.
  const missed = Object.keys(documentSchemas).filter((name) => !seen.has(name as Document));
  expect(missed).toEqual(["events", "logs-follow"]);
});

test("every command that prints a document has a schema", () => {
  const without = commands.map(({ name }) => name).filter((name) => !(name in documentSchemas));
  // `top` prints those of `status`.
  expect(without).toEqual(["schema", "top", "attach", "completion", "help"]);
});
