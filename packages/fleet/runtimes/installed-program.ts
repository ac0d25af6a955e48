import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";
import {
  stopSession,
  waitReady,
  type Readiness,
  type StopResult,
} from "@mosaicstack/session-launcher";
import { openTmux } from "@mosaicstack/tmux-client";
import { openFleet, type Fleet } from "../src/index.js";
import { openScratch } from "../test/scratch.js";
import { installed } from "./installed.js";

/** A real agent program from npm in a fleet of its own, one agent named `it`. */
export interface InstalledProgram {
  readonly fleet: Fleet;
  readonly home: string;
  /** Waits until the agent takes input, by the runtime's own entry of the table. */
  ready(): Promise<Readiness>;
  screen(): Promise<string>;
  /** Stops the session by the runtime's own way to quit. */
  quit(): Promise<StopResult>;
  /** Command lines of all that runs from the package's folder or the scratch home. */
  processes(): string[];
  close(): Promise<void>;
}

/** `env` stands in the roster. */
export async function openInstalledProgram(
  runtime: RuntimeName,
  env: (home: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<InstalledProgram> {
  const folders = installed(runtime);
  const scratch = await openScratch();
  const home = scratch.env["HOME"] ?? scratch.root;
  const caller = {
    ...scratch.env,
    PATH: [...folders, scratch.env["PATH"]].join(":"),
  };
  const roster = join(scratch.root, "roster.yaml");
  const agent = { name: "it", runtime, workdir: "~", env: env(home) };
  await writeFile(
    roster,
    `version: 1\nsocket_name: mosaic-fleet\nagents: ${JSON.stringify([agent])}\n`,
  );
  const tmux = openTmux({ socket: "mosaic-fleet" }, { env: caller });
  const pane = async () => {
    const [row] = await tmux.list(["pane_id", "pid", "start_time"]);
    if (row === undefined) throw new Error("no pane");
    return { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  };
  return {
    fleet: await openFleet({ roster, env: caller, supervisor: "tmux" }),
    home,
    ready: async () =>
      await waitReady(tmux, await pane(), runtimes[runtime], { deadlineMs: 90_000 }),
    quit: async () => await stopSession(tmux, "it", { runtime: runtimes[runtime] }),
    screen: async () => await tmux.panes.capture(await pane()),
    processes: () =>
      execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(dirname(folders[0] ?? home)) || line.includes(home))
        .filter((line) => !line.includes("start-agent-session")),
    close: async () => {
      await scratch.close();
      await rm(scratch.root, { recursive: true, force: true });
    },
  };
}
