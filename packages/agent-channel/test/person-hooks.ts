import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { expect } from "vitest";
import type { Shell } from "../src/testing/shells.js";
import { program } from "./pane-scripts.js";

/** Channels of agents and a folder of the person's hooks, where no user manager answers. */
export interface PersonHooks extends Disposable {
  readonly root: string;
  /** The folder of the hooks. */
  readonly hooks: string;
  /** Makes a hook: lines of sh, in which `$out` is the root. */
  hook(event: string, body: string): void;
  /** An agent's channel; made at its first use. */
  channel(agent: string): string;
  /** Runs a script of ours to its end, with nothing said. */
  run(
    script: string,
    args: readonly string[],
    more?: { env?: object; input?: string },
  ): Promise<void>;
  /** A file of the root, once it is there and, where asked, matches. */
  told(name: string, match?: RegExp): Promise<string>;
  /** What the agent's state says of hooks, by event, once the runner is gone. */
  ended(agent: string): Promise<Record<string, string>>;
}

export function openPersonHooks(shell: Shell): PersonHooks {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "person hooks "));
  const hooks = join(root, "config/mosaic/fleet/hooks");
  mkdirSync(hooks, { recursive: true });
  mkdirSync(join(root, "scripts"));
  for (const name of ["agent-hook.sh", "read-pane.sh", "run-person-hook.sh"]) {
    const text = readFileSync(join(import.meta.dirname, "../scripts", name), "utf8");
    program(
      join(root, "scripts", name),
      text.replace(/^#!.*/, () => shell.shebang),
    );
  }
  const channel = (agent: string): string => {
    const [folder, state] = ["channels", "agents"].map((each) => join(root, each, "it", agent));
    for (const each of [folder, join(state ?? "", "queue")])
      mkdirSync(each ?? "", { recursive: true });
    try {
      symlinkSync(state ?? "", join(folder ?? "", "state"));
    } catch {
      // It is there
    }
    return folder ?? "";
  };
  const told: PersonHooks["told"] = (name, match = /^/) =>
    waitFor(
      () => {
        const text = read(join(root, name));
        return text !== undefined && match.test(text) ? text : undefined;
      },
      { what: `${name} to be written` },
    );
  return {
    root,
    hooks,
    hook: (event, body) => void program(join(hooks, event), `#!/bin/sh\nout='${root}'\n${body}\n`),
    channel,
    run: async (script, args, { env = {}, input = "" } = {}) => {
      const ran = await execa(join(root, "scripts", script), [...args], {
        env: {
          PATH: process.env["PATH"] ?? "",
          HOME: root,
          XDG_CONFIG_HOME: join(root, "config"),
          XDG_RUNTIME_DIR: root,
          MOSAIC_RUN: "a mark",
          ...env,
        },
        extendEnv: false,
        input,
        reject: false,
        timeout: HANG_MS,
      });
      expect(ran).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    },
    told,
    ended: async (agent) => {
      const waiting = join(channel(agent), "hooks");
      const quiet = (): boolean =>
        !readdirSync(waiting).some(
          (name) => /^[a-z]+$/.test(name) && !["lock", "runner"].includes(name),
        );
      await waitFor(quiet, { what: "nothing to wait" });
      await execa("flock", [join(waiting, "runner"), "true"], { timeout: HANG_MS });
      const lines = (read(join(channel(agent), "state/hooks")) ?? "").trimEnd().split("\n");
      return Object.fromEntries(
        lines.map((line) => {
          const [, event = "", ended = "", dropped = ""] =
            /^event=(\w+) at=\S+Z ended=(\w+) dropped=(\d+)$/.exec(line) ?? [];
          return [event, `${ended} ${dropped}`];
        }),
      );
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true, maxRetries: 20 }),
  };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
