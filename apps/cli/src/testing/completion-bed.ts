import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { openThrowAwayTmux, waitFor } from "@mosaicstack/tmux-client/testing";
import { bundleInto, openScratch, type Scratch } from "./scratch.js";

/** Tags that a shell would take for something else; each begins as no other does. */
export const hostileTags = [
  "$(touch${IFS}~/owned)",
  "`touch${IFS}~/owned`",
  "it's",
  'qu"ote',
  "semi;touch",
  "star*",
  "back\\slash",
  "ünï",
  "&bg",
  "#hash",
  "!bang",
  "~tilde",
] as const;

const roster = JSON.stringify({
  version: 1,
  name: "completed",
  socket_name: "my-fleet",
  agents: [
    { name: "writer", runtime: "pi", tags: ["builders", "team:a", "team:b"] },
    { name: "watcher", runtime: "pi", tags: hostileTags },
  ],
});

/** A person whose shells complete `mosaic-fleet`. */
export interface CompletionBed {
  readonly me: Scratch;
  readonly env: Readonly<Record<string, string>>;
  /** What the program of a shell prints. */
  run(shell: string, ...argv: string[]): Promise<string>;
  /** Opens a pane with a shell, whose settings are these, behind the script of completion. */
  openPane(shell: string, settings: string): Promise<Pane>;
  /** Whether something that stood in a word was run. */
  isOwned(): boolean;
  close(): Promise<void>;
}

/** A pane in which somebody types. */
export interface Pane {
  /** The line, after these keys and a TAB; it is not run, and goes. */
  complete(keys: string): Promise<string>;
  /** What `mosaic-fleet` is given, after these keys, a TAB and Enter. */
  enter(keys: string): Promise<string[]>;
}

export async function openCompletionBed(): Promise<CompletionBed> {
  const away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  const me = openScratch(await bundleInto(away.directory), away);
  me.writeRoster(roster);
  writeFileSync(join(me.home, "my roster.yaml"), roster.replaceAll("writer", "painter"));
  const bin = join(away.directory, "bin");
  mkdirSync(bin);
  // Notes what else it is asked than to complete.
  const program = `#!/bin/sh
for word; do [ "$word" != completion ] || exec '${process.execPath}' '${join(away.directory, "dist/main.js")}' "$@"; done
{ printf '%s\\n' "$@"; echo; } >>"$HOME/given"
`;
  writeFileSync(join(bin, "mosaic-fleet"), program, { mode: 0o755 });
  const env = { ...me.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, LC_ALL: "C.UTF-8" };
  const bed = { me, env };
  return {
    ...bed,
    run: async (shell, ...argv) =>
      (await promisify(execFile)(shell, argv, { env, cwd: me.home, timeout: 120_000 })).stdout,
    openPane: async (shell, settings) => await openPane(bed, shell, settings),
    isOwned: () => existsSync(join(me.home, "owned")),
    close: async () => await away.close(),
  };
}

async function openPane(
  { me, env }: Pick<CompletionBed, "me" | "env">,
  shell: string,
  settings: string,
): Promise<Pane> {
  const socket = `pane-${shell}`;
  const { argv, file } = startOf(shell);
  mkdirSync(join(me.home, file, ".."), { recursive: true });
  writeFileSync(join(me.home, file), settings);
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const size = ["-x", "150", "-y", "40"];
  const command = ["env", "-i", ...given, shell, ...argv];
  await me.tmux(socket, "-f", "/dev/null", "new-session", "-d", "-c", me.home, ...size, ...command);
  const screen = async (): Promise<string> => await me.tmux(socket, "capture-pane", "-p");
  const type = async (...keys: string[]): Promise<void> =>
    void (await me.tmux(socket, "send-keys", ...keys));
  const lines = (name: string): string[] => {
    const path = join(me.home, name);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  };
  await waitFor(async () => /^> *$/m.test(await screen()), {
    what: `a prompt of ${shell}`,
    saw: screen,
  });
  return {
    complete: async (keys) => {
      const before = lines("typed").length;
      await type("-l", keys);
      await type("Tab", "C-x");
      await waitFor(() => lines("typed").length > before, {
        what: `the line of ${keys}`,
        saw: screen,
      });
      await type("C-u");
      return lines("typed").at(-2) ?? "";
    },
    enter: async (keys) => {
      const before = lines("given").length;
      await type("-l", keys);
      await type("Tab", "Enter");
      await waitFor(() => lines("given").length > before && lines("given").at(-2) === "", {
        what: `what is given by ${keys}`,
        saw: screen,
      });
      return lines("given").slice(Math.max(0, before - 1), -2);
    },
  };
}

/** How a shell is started, and the file of its settings below the home. */
function startOf(shell: string): { argv: string[]; file: string } {
  if (shell === "bash") return { argv: ["--noprofile", "-i"], file: ".bashrc" };
  if (shell === "zsh") return { argv: ["-i"], file: ".zshrc" };
  return { argv: ["-i"], file: ".config/fish/config.fish" };
}
