import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepCode, keptCode, type CompiledCode } from "./kept-code.js";

let base: string;
let code: CompiledCode;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "kept-code-"));
  mkdirSync(join(base, "tools/fleet"), { recursive: true });
  code = of({});
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

const of = (more: Partial<CompiledCode>): CompiledCode => ({
  paths: { tools: join(base, "tools/fleet") },
  digest: "d",
  use: "status",
  engine: ["v1"],
  ...more,
});
const folder = (): string => join(base, "tools/code");
const entry = (): string => join(folder(), readdirSync(folder())[0] ?? "");
const keep = (text: string, what = code): void => keepCode(what, () => Buffer.from(text));
const kept = (what = code): string | undefined => keptCode(what)?.toString();

test("what was kept comes back, for the same text, use and engine alone", () => {
  keep("compiled");
  expect(kept()).toBe("compiled");
  for (const other of [{ digest: "e" }, { use: "up" }, { engine: ["v1", "--no-opt"] }])
    expect(kept(of(other))).toBeUndefined();
  expect([folder(), entry()].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
});

test.each<[what: string, damage: () => void]>([
  ["one that is cut", () => truncateSync(entry(), statSync(entry()).size - 1)],
  ["an empty one", () => truncateSync(entry())],
  [
    "one of other bytes",
    () => writeFileSync(entry(), readFileSync(entry(), "latin1").replace("compiled", "compILed")),
  ],
  ["one that others may read", () => chmodSync(entry(), 0o644)],
  ["one in a folder that others may write", () => chmodSync(folder(), 0o770)],
  [
    "one behind a link",
    () => {
      renameSync(entry(), join(base, "elsewhere"));
      symlinkSync(join(base, "elsewhere"), join(folder(), nameOfEntry));
    },
  ],
  [
    "one in a folder behind a link",
    () => {
      renameSync(folder(), join(base, "elsewhere"));
      symlinkSync(join(base, "elsewhere"), folder());
    },
  ],
])("%s is not believed", (_what, damage) => {
  keep("compiled");
  nameOfEntry = readdirSync(folder())[0] ?? "";
  expect(kept()).toBe("compiled");
  damage();
  expect(kept()).toBeUndefined();
});
let nameOfEntry = "";

test("a damaged one is kept anew, but not where others may write", () => {
  keep("compiled");
  truncateSync(entry(), 3);
  keep("again");
  expect(kept()).toBe("again");
  chmodSync(folder(), 0o770);
  keep("no more");
  chmodSync(folder(), 0o700);
  expect(kept()).toBe("again");
});

test("nothing is made where no fleet was installed, nor asked for where it cannot be kept", () => {
  rmSync(join(base, "tools"), { recursive: true });
  const never = (): Buffer => {
    throw new Error("asked for");
  };
  expect(() => keepCode(code, never)).not.toThrow();
  expect(existsSync(join(base, "tools"))).toBe(false);
});

test("the newest eight are left", () => {
  for (let at = 0; at < 8; at++) {
    keep("old", of({ use: String(at) }));
    for (const name of readdirSync(folder())) utimesSync(join(folder(), name), at, at);
  }
  keep("new");
  expect(readdirSync(folder())).toHaveLength(8);
  expect(kept()).toBe("new");
});
