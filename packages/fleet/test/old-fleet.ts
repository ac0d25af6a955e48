import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import type { MigrateDocument } from "../src/documents/migrate.js";
import type { Fleet } from "../src/fleet.js";
import { openFleet, type FleetOptions } from "../src/open-fleet.js";
import type { MigrateOptions } from "../src/migrate/migrate-fleet.js";
import { openScratch, type Scratch } from "./scratch.js";

/** The socket of the fleet that is moved away from. */
export const OLD = "mosaic-factory";

/** A program that tells where two of one name run at once, old and new alike. */
const lonely = `#!/bin/sh
mine=$HOME/alive.$1
if read -r other <"$mine" 2>/dev/null && grep -q '^State:[[:space:]][^ZX]' "/proc/$other/status" 2>/dev/null
then echo "$1" >>"$HOME/two"; fi
echo $$ >"$mine"
echo "$1 ready"
while :; do sleep 0.2; done
`;

/** What can be seen of one that is ready, its arguments, and its way to quit. */
export const claude = `#!/bin/sh
echo "$@" >>"$HOME/argv"
printf '❯\\302\\240'
while read -r line; do case $line in */exit) exit 0 ;; esac; done
`;

/** A home with sessions on an old server, made by hand. */
export interface OldFleet {
  readonly scratch: Scratch;
  readonly home: string;
  readonly roster: string;
  readonly env: Record<string, string>;
  /** The old server. */
  readonly tmux: Tmux;
  /** Writes the roster, each agent a line of YAML. */
  write(agents: readonly string[], head?: string): void;
  /** tmux on the old socket. */
  old(...argv: string[]): string;
  /** Makes a session there that runs the lonely program as that name, and waits for it. */
  make(name: string, session?: string): Promise<void>;
  /** Names of its sessions; none where it is gone. */
  sessions(): string[];
  /** Names of which two ran at once. */
  doubles(): string[];
  /** The new one, under the tmux supervisor. */
  open(more?: FleetOptions): Promise<Fleet>;
  /** Moves all of the roster. */
  migrate(options?: MigrateOptions): Promise<MigrateDocument>;
  /** What the fleet said meanwhile. */
  readonly said: readonly string[];
  /** A program on PATH. */
  program(name: string, text: string): string;
}

export async function openOldFleet(): Promise<OldFleet> {
  const scratch = await openScratch();
  const home = join(scratch.root, "home");
  const bin = join(scratch.root, "bin");
  mkdirSync(bin);
  const env = { ...scratch.env, PATH: `${bin}:${scratch.env["PATH"]}` };
  const roster = join(scratch.root, "roster.yaml");
  const old = (...argv: string[]): string =>
    execFileSync("tmux", ["-u", "-L", OLD, "-f", "/dev/null", ...argv], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const program = (name: string, text: string): string => {
    const path = join(bin, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  };
  program("lonely", lonely);
  const said: string[] = [];
  const log = (line: string): void => void said.push(line);
  const open = async (more: FleetOptions = {}): Promise<Fleet> =>
    await openFleet({ roster, env, supervisor: "tmux", log, ...more });
  return {
    said,
    open,
    migrate: async (options) => {
      const fleet = await open();
      return await fleet.migrate(fleet.agents, OLD, options);
    },
    scratch,
    home,
    roster,
    env,
    tmux: openTmux({ socket: OLD }, { env, deadlineMs: HANG_MS }),
    write: (agents, head = "") => {
      const text = `version: 1
name: moved
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms } }
${head}agents:
${agents.map((agent) => `  - ${agent}\n`).join("")}`;
      writeFileSync(roster, text);
    },
    old,
    make: async (name, session = name) => {
      old("new-session", "-d", "-s", session, "lonely", name);
      await waitFor(() => existsSync(join(home, `alive.${name}`)), { what: `${name} to begin` });
    },
    sessions: () => {
      try {
        return old("list-sessions", "-F", "#{session_name}").trim().split("\n");
      } catch {
        return [];
      }
    },
    doubles: () => {
      const file = join(home, "two");
      return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    },
    program,
  };
}

/** An agent of a roster that runs the lonely program. */
export function alone(name: string, more = ""): string {
  return `{ name: ${name}, command: [lonely, ${name}]${more} }`;
}

/** Each agent with what became of it. */
export function ends({ agents }: MigrateDocument): string[] {
  return agents.map(({ name, outcome }) => `${name} ${outcome}`);
}
