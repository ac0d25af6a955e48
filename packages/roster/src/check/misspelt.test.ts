import { expect, test } from "vitest";
import { parseRoster } from "./parse-roster.js";

const found = (text: string): string[] =>
  parseRoster(text, { file: "" }).diagnostics.map(
    ({ code, range: { start } }) => `${code} ${start.line}:${start.column}`,
  );

const agent = (keys: string, top = ""): string =>
  `version: 1\n${top}agents:\n  - { name: a, ${keys} }\n`;

test.each<[string, string, string]>([
  ["runtime", agent("runtmie: claude"), "unknown-key 3:16"],
  ["runtime, by another word", agent("type: claude"), "unknown-key 3:16"],
  ["runtime without a value", agent("runtime: "), "empty-value 3:16"],
  ["runtime of all", agent("args: []", "defaults: { runtmie: pi }\n"), "unknown-key 2:13"],
  ["`defaults`", agent("args: []", "default: { runtime: pi }\n"), "unknown-key 2:1"],
  ["`defaults`, no map", agent("args: []", "defaults: pi\n"), "wrong-type 2:11"],
  ["a key one level too high", agent("args: []", "runtime: pi\n"), "unknown-key 2:1"],
  ["command", agent("runtime: command, comand: [x]"), "unknown-key 3:34"],
  ["command of all", agent("runtime: command", "defaults: { cmd: x }\n"), "unknown-key 2:13"],
  ["name", "version: 1\nagents: [{ nmae: a, runtime: pi }]\n", "unknown-key 2:12"],
  ["agents", "version: 1\nagnets: []\n", "unknown-key 2:1"],
  ["version", "verison: 1\nagents: [{ name: a, runtime: pi }]\n", "unknown-key 1:1"],
  ["delay", agent("runtime: pi, restart: { dealy: 1s, max_delay: 2s }"), "unknown-key 3:40"],
  [
    "the runtime beside a command",
    agent("runtmie: command, command: [x]", "defaults: { runtime: pi }\n"),
    "unknown-key 4:16",
  ],
  [
    "a workdir",
    "version: 1\nagents:\n  - { name: a, runtime: pi }\n  - { name: b, runtime: pi, wrokdir: ~/b }\n",
    "unknown-key 4:29",
  ],
])("a misspelt key is all there is to say: %s", (_name, text, expected) => {
  expect(found(text)).toEqual([expected]);
});

test("a key that is missing beside a misspelt one is missing", () => {
  expect(found(agent("wrokdir: /x"))).toEqual(["missing-runtime 3:13", "unknown-key 3:16"]);
});
