import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { scratchRepository, type ScratchRepository } from "../test/scratch-repository.js";
import { asideOf } from "./place.js";

const HANG_MS = 120_000;
/** More calls of git than any verb makes. */
const MOST = 60;
let folder: string;
let scratch: ScratchRepository;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "worktrees-act-"));
  await build({
    entryPoints: [join(import.meta.dirname, "..", "test", "act.ts")],
    outfile: join(folder, "act.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  scratch = scratchRepository();
  const bin = join(scratch.root, "bin");
  mkdirSync(bin);
  // Kills who called it, as nobody can prevent, at a call of a number, before or behind what git does.
  const shim = `#!/bin/sh
PATH=${scratch.env["PATH"]}
n=$(($(cat "$HOME/calls") + 1)); echo $n > "$HOME/calls"
[ $n = "$KILL_AT" ] || exec git "$@"
[ "$KILL_WHEN" = before ] || git "$@" > /dev/null
kill -9 $PPID
`;
  writeFileSync(join(bin, "git"), shim, { mode: 0o755 });
});
afterEach(() => scratch.close());

/** Undefined where it was killed. */
function act(verb: "make" | "remove", at: number, when: string): unknown {
  const { root, env, repository, path } = scratch;
  writeFileSync(join(root, "calls"), "0");
  const given = {
    PATH: `${join(root, "bin")}:${env["PATH"]}`,
    KILL_AT: String(at),
    KILL_WHEN: when,
  };
  const argv = [join(folder, "act.mjs"), verb, repository, path];
  const { stdout, stderr, signal } = spawnSync(process.execPath, argv, {
    env: { ...env, ...given },
    encoding: "utf8",
    timeout: HANG_MS,
  });
  if (signal === "SIGKILL") return undefined;
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown;
}

/** Kills at each call in turn, and gives what the next run, which is let live, makes of it. */
function eachKill(
  verb: "make" | "remove",
  when: string,
  settle: (said: unknown, at: number) => void,
  meanwhile: (at: number) => void = () => {},
): void {
  for (let at = 1; at < MOST; at++) {
    const whole = act(verb, at, when);
    if (whole !== undefined) {
      expect(at).toBeGreaterThan(5);
      return;
    }
    meanwhile(at);
    settle(act(verb, 0, when), at);
  }
  throw new Error("it was killed each time");
}

test(
  "killed behind any call of git, a worktree is made by the next run",
  () => {
    const { git, path } = scratch;
    eachKill("make", "behind", (said) => {
      expect(said).toMatchObject({ notes: [] });
      expect(git("-C", path, "status", "--porcelain", "--branch")).toBe("## agent/writer\n");
      expect(readFileSync(join(path, "sub", "two.txt"), "utf8")).toBe("two\n");
      expect(git("worktree", "list", "--porcelain")).not.toContain("locked");
      git("worktree", "remove", path);
      git("branch", "--quiet", "-D", "agent/writer");
    });
  },
  HANG_MS,
);

test(
  "killed before any call of git, it is removed by the next run",
  () => {
    const { git, path } = scratch;
    act("make", 0, "before");
    eachKill("remove", "before", (said) => {
      expect(said).toEqual([]);
      expect(existsSync(join(path, ".."))).toBe(false);
      expect(git("worktree", "list", "--porcelain")).not.toContain("writer");
      act("make", 0, "before");
    });
  },
  HANG_MS,
);

test(
  "killed at any call, what is saved then is there behind the next run",
  () => {
    const { git, path } = scratch;
    act("make", 0, "behind");
    let saved = 0;
    const save = (at: number): void => {
      const standing = [path, asideOf(path)].find((each) => existsSync(each));
      if (standing === undefined) return;
      writeFileSync(join(standing, `saved ${at}`), "");
      saved += 1;
    };
    const settle = (said: unknown, at: number): void => {
      if (existsSync(path)) {
        expect(said).toEqual([{ what: "changes", words: `has uncommitted work: saved ${at}` }]);
        expect(readdirSync(join(path, ".."))).toEqual(["writer"]);
        expect(git("worktree", "list", "--porcelain")).not.toContain("locked");
        rmSync(join(path, `saved ${at}`));
        saved -= 1;
      } else act("make", 0, "behind");
    };
    eachKill("remove", "behind", settle, save);
    expect(saved).toBe(0);
  },
  HANG_MS,
);
