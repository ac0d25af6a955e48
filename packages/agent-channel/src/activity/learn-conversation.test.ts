import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherShells, sh } from "../testing/shells.js";

describe.each([sh, ...otherShells()])("learn-conversation.sh under $name", ({ shebang }) => {
  const [shell = "", ...flags] = shebang.slice(2).split(" ");
  const script = join(import.meta.dirname, "../../scripts/learn-conversation.sh");
  const one = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
  const two = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002";
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "learn conversation "));
    mkdirSync(join(root, "state"));
    writeFileSync(join(root, "target"), `client=/x\nrollouts=${root}/sessions\nworkdir=/src/a b\n`);
    writeFileSync(join(root, "receipt"), "{}");
    utimesSync(join(root, "receipt"), 1_700_000_000, 1_700_000_000);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** A file as Codex writes it, so many seconds after the turn began. */
  const rollout = (id: string, cwd: string, later = 5): void => {
    const folder = join(root, "sessions/2026/01/02");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `rollout-2026-01-02T03-04-05-${id}.jsonl`);
    writeFileSync(file, `${JSON.stringify({ type: "session_meta", payload: { id, cwd } })}\n{}\n`);
    utimesSync(file, 1_700_000_000 + later, 1_700_000_000 + later);
  };
  const learn = (): string | undefined => {
    const { status, stdout, stderr } = spawnSync(shell, [...flags, script, root], {
      encoding: "utf8",
    });
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
    try {
      return readFileSync(join(root, "state/conversation"), "utf8");
    } catch {
      return undefined;
    }
  };

  test("the one that was written in this turn, in the agent's workdir", () => {
    rollout(one, "/src/a b");
    rollout(two, "/src/other");
    expect(learn()).toBe(`${one}\n`);
    rmSync(join(root, "sessions"), { recursive: true });
    rollout(two, "/src/a b");
    expect(learn()).toBe(`${two}\n`);
  });

  test("nothing where it could be another's, or none was written", () => {
    expect(learn()).toBeUndefined();
    rollout(one, "/src/a b", -5);
    expect(learn()).toBeUndefined();
    rollout(two, "/src/a b c");
    expect(learn()).toBeUndefined();
    rollout(one, "/src/a b");
    rollout(two, "/src/a b");
    expect(learn()).toBeUndefined();
  });
});
