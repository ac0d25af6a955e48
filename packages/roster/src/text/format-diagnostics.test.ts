import { expect, test } from "vitest";
import { formatDiagnostics } from "./format-diagnostics.js";
import { parseRoster } from "../check/parse-roster.js";

const show = (text: string, options = {}): string =>
  formatDiagnostics(
    parseRoster(text, { file: "roster.yaml" }).diagnostics,
    { "roster.yaml": text },
    options,
  );

test("place, code and message, the line with a caret, a hint; all at once", () => {
  const text =
    "version: 1\nagents:\n  - name: web.api\n    runtim: claude\n    limits: { memory_max: 4GB }\n";
  expect(show(text)).toMatchInlineSnapshot(`
    "roster.yaml:3:11: error unsafe-agent-name: the agent name \`web.api\` has \`.\` or \`:\`, which tmux rewrites to \`_\` in a session name
      3 |   - name: web.api
        |           ^^^^^^^
      hint: names have a-z, 0-9, \`_\` and \`-\`, start with a letter or digit: \`web-api\` would do

    roster.yaml:4:5: error unknown-key: \`runtim\` is not a key of an agent
      4 |     runtim: claude
        |     ^^^^^^
      hint: the nearest key is \`runtime\`

    roster.yaml:5:27: error bad-size: \`4GB\` is not a size: the unit \`GB\` is not one of systemd's
      5 |     limits: { memory_max: 4GB }
        |                           ^^^
      hint: write \`4G\`
    "
  `);
});

test("the caret stands under wide and combining characters", () => {
  expect(show('version: 1\nagents: [{ name: "日本e\u0301", runtime: x }]\n'))
    .toMatchInlineSnapshot(`
      "roster.yaml:2:18: error unsafe-agent-name: the agent name \`日本é\` has \`日\`, which systemd would escape or tmux take for a part of a target
        2 | agents: [{ name: "日本é", runtime: x }]
          |                  ^^^^^^^
        hint: names have a-z, 0-9, \`_\` and \`-\`, start with a letter or digit: \`e\` would do

      roster.yaml:2:35: error unknown-runtime: the runtime \`x\` is not known
        2 | agents: [{ name: "日本é", runtime: x }]
          |                                    ^
        hint: it can be \`claude\`, \`codex\`, \`opencode\`, \`pi\`, \`gemini\`, \`qwen\`, \`amp\`, \`copilot\`, \`cn\`, \`cline\`, \`droid\`, \`auggie\`, \`command\`
      "
    `);
});

test("a long line is cut around the caret", () => {
  const shown = show(
    `version: 1\nagents: [${"{ name: a, runtime: pi }, ".repeat(50)}{ nam: b }]\n`,
  );
  for (const line of shown.split("\n").filter((row) => row.includes(" | "))) {
    expect(line.length).toBeLessThan(115);
  }
  const rows = shown.split("\n");
  const at = rows.findIndex((row) => row.includes("`nam` is not a key"));
  const caret = (rows[at + 2] ?? "").indexOf("^^^");
  expect((rows[at + 1] ?? "").slice(caret, caret + 4)).toBe("nam:");
});

test("a value that looks secret is not shown, by no diagnostic of its line", () => {
  const text =
    "version: 1\nagents:\n  - { name: a, runtime: pi, env: { API_KEY: hunter2 }, x: 1 }\n";
  const shown = show(text);
  expect(shown).toContain("env: { API_KEY:…");
  expect(shown).toContain("unknown-key: `x`");
  expect(shown).not.toContain("hunter2");
});

test.each([
  ["an open bracket", "env: { API_KEY: hunter2, X: [\n  - y"],
  ["an open quote", 'env:\n      API_KEY: "hunter2\n    args: x\n'],
  ["a value on the next line", "env:\n      API_KEY:\n        hunter2: x: y\n"],
  ["a block", "env:\n      API_KEY: |\n        x\n\thunter2\n"],
  ["no blank after the colon", "env: { API_KEY:hunter2 }"],
  ["an equals sign", "env: [API_KEY=hunter2]"],
  ["a string for a map", "env: API_KEY=hunter2"],
  ["an alias", "env: { API_KEY: *hunter2 }"],
  ["a tag", "env: { API_KEY: !hunter2 x }"],
  ["a block header", "env: { }\n    API_KEY: |hunter2\n"],
  ["a bad escape", 'env: { API_KEY: "\\hunter2" }'],
  ["a word outside of everything", "env: { API_KEY: x }\nAPI_KEY hunter2: [\n"],
  ["options", "args: [--api-key, hunter2, 7]"],
  ["one option", "args: [--api-key=hunter2, 7]"],
  ["a camel", "apiKey: hunter2"],
  ["a URL", "env: { PROXY: 'http://me:hunter2@proxy' }\n    x: 1"],
])("no secret is shown with %s", (_name, keys) => {
  const text = `version: 1\nagents:\n  - name: a\n    runtime: pi\n    ${keys}`;
  const { diagnostics } = parseRoster(text, { file: "roster.yaml" });
  expect(diagnostics).not.toEqual([]);
  expect(JSON.stringify(diagnostics)).not.toMatch(/hunter2|unter2/);
  expect(formatDiagnostics(diagnostics, text)).not.toContain("unter2");
});

test("tokens are known by their issuers' prefixes", () => {
  const token = `ghp_${"x1".repeat(18)}`;
  const shown = show(
    `version: 1\nagents:\n  - { name: a, runtime: pi, env: { A: ${token} }, workdr: 1 }\n`,
  );
  expect(shown).toContain("warning secret-value");
  expect(shown).not.toContain("ghp_");
});

test("terminal sequences and bidirectional overrides are made harmless", () => {
  const shown = show('version: 1\nagents: []\n"\u202e\u009b31m": 1\nx: "\u001b[2J"\n');
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/); // oxlint-disable-line no-control-regex
});

test("colour only where asked for", () => {
  const text = "version: 1\nagents: []\n";
  expect(show(text)).not.toContain("\u001b");
  const colored = show(text, { color: true });
  expect(colored).toContain("\u001b[33mwarning empty-fleet\u001b[0m");
  // oxlint-disable-next-line no-control-regex
  expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(show(text));
});

test("without the text there is no source line", () => {
  const { diagnostics } = parseRoster("", { file: "toString" });
  expect(formatDiagnostics(diagnostics, {})).toMatchInlineSnapshot(`
    "toString:1:1: error empty-roster: the file holds no roster
      hint: \`mosaic-fleet init\` writes a roster
    "
  `);
  expect(formatDiagnostics([], {})).toBe("");
});
