import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../src/testing/shells.js";
import { program } from "./pane-scripts.js";

/** A channel of Codex whose turn began long ago, and a folder of its conversations. */
export interface Rollouts extends Disposable {
  readonly channel: string;
  /** Of learn-conversation.sh; beside it a drain that only notes that it was started. */
  readonly script: string;
  /** Writes the record of a conversation, or adds to it; gives its path. */
  write(id: string, lines: string): string;
  /** Runs learn-conversation.sh: its exit code. */
  learn(args?: readonly string[], env?: Readonly<Record<string, string>>): number | null;
  read(name: string): string | undefined;
  aim(more: Readonly<Record<string, string>>): void;
}

const BEGAN = 1_700_000_000;

/** The lines of a conversation that was recorded from the real program. */
export function recordedRollout(name: string): string {
  return readFileSync(join(import.meta.dirname, "fixtures", `codex-0.171.0-${name}.jsonl`), "utf8");
}

export function openRollouts(shell: Shell): Rollouts {
  const root = mkdtempSync(join(tmpdir(), "roll outs "));
  const channel = join(root, "channels/it/cod");
  const state = join(root, "agents/it/cod");
  for (const folder of [channel, join(state, "queue"), join(state, "taken")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  symlinkSync(state, join(channel, "state"));
  const scripts = join(root, "scripts");
  mkdirSync(scripts);
  const text = readFileSync(join(import.meta.dirname, "../scripts/learn-conversation.sh"), "utf8");
  const script = program(
    join(scripts, "learn-conversation.sh"),
    text.replace(/^#!.*/, () => shell.shebang),
  );
  program(join(scripts, "drain-queue.sh"), '#!/bin/sh\necho started >>"$1/drains"\n');
  const sessions = join(root, "sessions");
  const folder = join(sessions, "2026/11/29");
  mkdirSync(folder, { recursive: true });
  const aim: Rollouts["aim"] = (more) => {
    const lines = { client: "/x/tmux", rollouts: sessions, workdir: "/src/a b", ...more };
    writeFileSync(
      join(channel, "target"),
      Object.entries(lines)
        .map((each) => `${each.join("=")}\n`)
        .join(""),
    );
  };
  aim({});
  writeFileSync(join(channel, "receipt"), "{}");
  utimesSync(join(channel, "receipt"), BEGAN, BEGAN);
  writeFileSync(join(channel, "activity"), "state=error\nsource=stream\n");
  return {
    channel,
    script,
    aim,
    write: (id, lines) => {
      const path = join(folder, `rollout-2026-11-29T16-09-52-${id}.jsonl`);
      appendFileSync(path, lines);
      utimesSync(path, BEGAN + 5, BEGAN + 5);
      return path;
    },
    learn: (args = [], env = {}) => {
      const { status, stdout, stderr } = spawnSync(script, [channel, ...args], {
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin", ...env },
      });
      if (stdout + stderr !== "") throw new Error(stdout + stderr);
      return status;
    },
    read: (name) => {
      try {
        return readFileSync(join(channel, name), "utf8");
      } catch {
        return undefined;
      }
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  };
}
