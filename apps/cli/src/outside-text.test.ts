import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatDiagnostics } from "@mosaicstack/roster";
import { formatEnvironmentAssignment } from "@mosaicstack/systemd-units";
import { visible } from "@mosaicstack/tmux-client/visible";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CliContext } from "./context.js";
import { toFailure } from "./failure.js";
import { openOutput } from "./output.js";
import { renderStatus } from "./render/status.js";
import { runForTest, type CliResult } from "./testing/run-for-test.js";

/** What a terminal acts on, or what turns the order of reading round. */
const acts = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e007f}]/u;
const nasty = [
  "\u001b]0;title\u0007",
  "\u001b[31m",
  "\u001b[2J",
  "\u009b2J",
  "\u007f",
  "\u202e",
  "\u2066",
  "\u061c",
  "\r",
  "\nmosaic-fleet: all is well",
  "\u2028",
  "\u{e0041}",
  "\n(Did you mean --evil?)",
];
const hostile = fc
  .array(fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom(...nasty)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("").replaceAll("\0", ""));

let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "outside-text-"));
  mkdirSync(join(folder, "bin"));
  const places = { HOME: folder, XDG_RUNTIME_DIR: folder, TMUX_TMPDIR: folder };
  // Nothing to run: no tmux, no systemctl.
  env = { ...places, PATH: join(folder, "bin") };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines and tabs of our own may stand; without a terminal there are no colours. */
function expectQuiet({ stdout, stderr }: Pick<CliResult, "stdout" | "stderr">): void {
  for (const text of [stdout, stderr]) expect(text.replaceAll(/[\n\t]/g, "")).not.toMatch(acts);
}

test("the three escapers write the same", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.constantFrom("\ud800", "\udc9b", "a\ufe01\ufe02")), (text) => {
      const shown = visible(text);
      const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
      const one = { code: "not-text", severity: "error", message: text, file: "f", range } as const;
      expect(formatDiagnostics([one], {})).toBe(`f:1:1: error not-text: ${shown}\n`);
      if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return;
      expect(() => formatEnvironmentAssignment(text, "")).toThrow(`\`${shown}\` is no name`);
    }),
  );
});

test("no command line, roster, path or environment reaches the terminal as it is", async () => {
  const commands = fc.constantFrom(
    ["status"],
    ["up"],
    ["doctor"],
    ["validate"],
    ["init"],
    ["logs", "x"],
    ["send", "x", "y"],
    ["attach", "x"],
    ["up", "--preset"],
    ["init", "--preset"],
    ["logs", "-n"],
    ["send", "x", "-f"],
    [],
  );
  const place = fc.constantFrom("word", "option", "roster", "socket", "home", "tag");
  let at = 0;
  await fc.assert(
    fc.asyncProperty(
      commands,
      hostile,
      place,
      fc.boolean(),
      fc.boolean(),
      async (words, text, where, json, written) => {
        at += 1;
        const own = join(folder, `${at}`);
        mkdirSync(own);
        const roster = join(own, text.replaceAll("/", "").slice(0, 60) || "r");
        const body = `version: 1\nname: ${JSON.stringify(text)}\nagents:\n  - { name: "a${text}", ${text}: [ }\n`;
        if (written && where !== "home") writeFileSync(roster, body);
        const argv = [
          ...words,
          ...(where === "word" ? [text] : []),
          ...(where === "option" ? [`--${text}`, `-${text}`] : []),
          ...(where === "socket" ? ["--socket", text] : []),
          ...(where === "tag" ? ["--tag", text] : []),
          ...(where === "home" ? [] : ["--roster", roster]),
          ...(json ? ["--json"] : []),
        ];
        const home = where === "home" ? { HOME: roster, XDG_CONFIG_HOME: roster } : {};
        const result = await runForTest(argv, { env: { ...env, ...home } });
        expectQuiet(result);
        expect(`${result.stdout}\n${result.stderr}`).not.toContain("\nmosaic-fleet: all is well");
        if (json && result.stdout.startsWith("{")) JSON.parse(result.stdout);
      },
    ),
    { numRuns: 120 },
  );
});

describe("a sentence stays one sentence, and colours are ours alone", () => {
  const view = async (show: (output: ReturnType<typeof openOutput>) => unknown) => {
    const written = { stdout: "", stderr: "" };
    const writer = (stream: keyof typeof written): CliContext["stdout"] => ({
      write: (text) => void (written[stream] += text),
    });
    const context = {
      argv: [],
      env: {},
      stdin: (async function* () {})(),
      stdout: writer("stdout"),
      stderr: writer("stderr"),
      isTTY: { stdin: true, stdout: true, stderr: true },
      columns: 400,
      ended: new AbortController().signal,
      now: () => 0,
    };
    await show(openOutput(context, { json: false, quiet: false, noColor: false }));
    return written;
  };
  const data = "x\u001b[31m\u202e\nmosaic-fleet: y";
  const shown = "x\\u001b[31m\\u202e\\nmosaic-fleet: y";

  test("print, tell, say, warn and fail", async () => {
    const written = await view(async (output) => {
      output.print(data);
      output.tell(data, { head: { text: "error", tint: "red" } });
      output.say(data);
      output.warn(data);
      await output.fail({ code: "Failed", message: data, remedy: data, hint: data });
    });
    expect(written.stdout).toBe(`${shown}\n\u001b[31merror\u001b[0m ${shown}\n`);
    const failure = [`mosaic-fleet: ${shown}`, shown, shown];
    expect(written.stderr).toBe([shown, shown, ...failure, ""].join("\n"));
  });

  test("the table of status, its head and each drift", () => {
    const agent = {
      name: data,
      desired: data,
      lifecycle: data,
      activity: { state: data, kind: data, source: data, ageMs: 1, stuck: false, message: data },
      session: null,
      pane: null,
      since: null,
      restarts: 0,
      lastExit: { code: null, signal: data },
      memoryBytes: null,
      drift: [{ kind: data, message: data, remedy: data }],
    };
    const status = {
      socket: data,
      supervisor: data,
      server: { state: data, version: data, pid: 1 },
      agents: [agent],
    } as unknown as Parameters<typeof renderStatus>[0];
    const lines = renderStatus(status, {
      name: data,
      reason: data,
      now: 0,
      width: undefined,
      color: true,
      typed: (sentence) => sentence,
    });
    // Head, titles, the agent, its drift.
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain(`${shown} · socket ${shown}`);
    const ours = /\u001b\[(?:\d)?\dm/g;
    for (const line of lines) expect(line.replaceAll(ours, "")).not.toMatch(acts);
    expect(lines.join("\n").match(/\u001b\[31m/g)).toBeNull();
    const [titles = "", row = ""] = lines.slice(1).map((line) => line.replaceAll(ours, ""));
    expect(row.indexOf("- ", titles.indexOf("SESSION"))).toBe(titles.indexOf("SESSION"));
  });

  test("a caret stands under what it means", async () => {
    const file = join(folder, "caret.yaml");
    const line = '  - { "\u202e\u2066": 1, nmae: x, name: y }';
    writeFileSync(file, `version: 1\nname: canary\nagents:\n${line}\n`);
    const { stdout } = await runForTest(["validate", file], { env });
    expectQuiet({ stdout, stderr: "" });
    const shownLine = `  4 | ${line.replace("\u202e\u2066", "\\u202e\\u2066")}`;
    const lines = stdout.split("\n");
    for (const [word, size] of [
      ["nmae", 4],
      ['"\\u202e', '"\\u202e\\u2066"'.length],
    ] as const) {
      const carets = `    | ${" ".repeat(shownLine.indexOf(word) - 6)}${"^".repeat(size)}`;
      expect(lines.filter((_, at) => lines[at - 1] === shownLine)).toContain(carets);
    }
  });

  test("an unexpected error and a file name", async () => {
    const { message } = toFailure(new Error(data));
    expect(message).not.toContain("\n");
    const { stderr } = await runForTest(["status", "--roster", join(folder, data)], { env });
    expect(stderr).toContain(shown);
    expectQuiet({ stdout: "", stderr });
  });

  test("the parser's own words", async () => {
    const word = `${data}\n(Did you mean --evil?)`;
    for (const argv of [[word], ["status", `--${word}`], ["logs", "a", `--${word}`]]) {
      const { stderr } = await runForTest(argv, { env });
      expectQuiet({ stdout: "", stderr });
      expect(stderr).toContain(`${shown}\\n(Did you mean --evil?)\``);
      expect(stderr).not.toContain("Did you mean `--evil`?");
    }
    const near = await runForTest(["stauts"], { env });
    expect(near.stderr).toContain("Did you mean `status`?");
  });

  test("documents carry the same value, in escapes", async () => {
    const roster = join(folder, `${data}\u009b\u007f\u{e0041}`);
    const { stdout } = await runForTest(["init", "--json", "--roster", roster], { env });
    expectQuiet({ stdout, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ roster });
    expect(stdout).toContain("\\u009b\\u007f\\udb40\\udc41");
  });
});
