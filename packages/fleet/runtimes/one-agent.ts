import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtimes } from "@mosaicstack/runtimes";
import {
  stopSession,
  waitReady,
  type Readiness,
  type StopResult,
} from "@mosaicstack/session-launcher";
import { openTmux, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import {
  openFleet,
  type AskDocument,
  type Fleet,
  type SendDocument,
  type StatusDocument,
} from "../src/index.js";
import { openScratch } from "../test/scratch.js";
import { configurations, type Configure, type ProgramName } from "./configurations.js";
import { installed } from "./installed.js";
import { openStandInModel, type StandInModel } from "./stand-in-model/server.js";

/** A real agent program from npm, `it`, the only one of a whole fleet, with a stand-in for its model. */
export interface OneAgent extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly model: StandInModel;
  readonly home: string;
  readonly tmux: Tmux;
  pane(): Promise<PaneRef>;
  /** Presses keys at its pane, one after the other, as a person does. */
  press(...keys: string[]): Promise<void>;
  /** Waits until this is on its screen. */
  shows(text: string): Promise<void>;
  /** Waits until its activity is that. */
  becomes(state: string): Promise<StatusDocument["agents"][number]["activity"]>;
  /** Sends until it is taken, for one that came back says that it is idle a little before its box is painted. */
  send(text: string): Promise<SendDocument["deliveries"][number]>;
  /** Asks in the same way. */
  ask(text: string): Promise<AskDocument>;
  /** Each request that brought this to the model as something new. */
  heard(text: string): { readonly sha256: string; readonly earlier: readonly string[] }[];
  /** Waits until it takes input, by its own entry of the table. */
  ready(): Promise<Readiness>;
  /** Stops the session by its own way to quit. */
  quit(): Promise<StopResult>;
  /** Command lines of all that runs in its home but tmux, and but the launcher's half, which ends a moment behind its pane. */
  processes(): string[];
  /** Waits until not even that is there. */
  endsWhole(): Promise<void>;
}

export interface OneAgentOptions {
  /** Stands in the roster, too. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Default: an account is there, and the stand-in is its model. */
  readonly configure?: Configure;
}

/** What passes by itself. */
const notYet = /^(box-not-shown|starting)/;

export async function openOneAgent(
  name: ProgramName,
  { more = {}, configure = configurations[name] }: OneAgentOptions = {},
): Promise<OneAgent> {
  const folders = installed(name);
  const scratch = await openScratch();
  const model = await openStandInModel();
  const home = scratch.env["HOME"] ?? scratch.root;
  const env = { ...scratch.env, PATH: [...folders, scratch.env["PATH"]].join(":") };
  const agent = {
    name: "it",
    runtime: name,
    restart: { delay: "1s" },
    env: configure(home, model.url),
    ...more,
  };
  const roster = join(scratch.root, "roster.yaml");
  writeFileSync(
    roster,
    `version: 1\nsocket_name: mosaic-fleet\nagents: ${JSON.stringify([agent])}\n`,
  );
  const fleet = await openFleet({ roster, env, supervisor: "tmux" });
  const tmux = openTmux({ socket: "mosaic-fleet" }, { env });
  const pane = async (): Promise<PaneRef> => {
    const [row] = await tmux.list(["pane_id", "pid", "start_time"]);
    if (row === undefined) throw new Error("no pane");
    return { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  };
  const runtime = runtimes[name];
  return {
    fleet,
    model,
    home,
    tmux,
    pane,
    press: async (...keys) => {
      for (const key of keys) await tmux.panes.keys(await pane(), key);
    },
    shows: async (text) => {
      const screen = async () => (await fleet.screen("it")).lines.join("\n");
      await waitFor(async () => (await screen()).includes(text), { what: text, saw: screen });
    },
    becomes: async (state) =>
      await waitFor(
        async () => {
          const [seen] = (await fleet.status()).agents;
          return seen?.lifecycle === "active" && seen.activity.state === state && seen.activity;
        },
        {
          what: `its activity to be ${state}`,
          saw: async () => (await fleet.status()).agents[0]?.activity,
        },
      ),
    send: async (text) =>
      await taken(text, async () => (await fleet.send(["it"], text)).deliveries[0]),
    ask: async (text) => await taken(text, async () => await fleet.ask("it", text)),
    heard: (text) => model.prompts().filter((each) => each.text.includes(text)),
    ready: async () => await waitReady(tmux, await pane(), runtime, { deadlineMs: HANG_MS }),
    quit: async () => await stopSession(tmux, "it", { runtime }),
    processes: () => processes(home).filter((line) => !line.includes("start-agent-session.sh")),
    endsWhole: async () => {
      const all = () => processes(home);
      await waitFor(() => all().length === 0, { what: "the end of all of it", saw: all });
    },
    [Symbol.asyncDispose]: async () => {
      // What outlives its program, as the daemon of Codex, would write into a home that is gone
      await fleet.down();
      await scratch.close();
      await model.close();
      rmSync(scratch.root, { recursive: true, force: true });
    },
  };
}

async function taken<T extends { readonly reason?: string }>(
  text: string,
  tell: () => Promise<T | undefined>,
): Promise<T> {
  const reasons = new Set<string>();
  return await waitFor(
    async () => {
      const told = await tell();
      if (told?.reason !== undefined) reasons.add(told.reason);
      return told !== undefined && !notYet.test(told.reason ?? "") && told;
    },
    { what: `it to take ${JSON.stringify(text)}`, saw: () => [...reasons] },
  );
}

function processes(home: string): string[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => {
    const [, pid = "", command = ""] = /^ *(\d+) (.*)/.exec(line) ?? [];
    return !/^(\S*\/)?tmux[: ]/.test(command) && (command.includes(home) || isAt(home, pid));
  });
}

function isAt(home: string, pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`HOME=${home}`);
  } catch {
    return false;
  }
}
