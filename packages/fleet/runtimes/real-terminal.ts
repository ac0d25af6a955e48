import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { openThrowAwayTmux, waitFor } from "@mosaicstack/tmux-client/testing";
import { installed } from "./installed.js";
import { openStandInModel, type StandInModel } from "./stand-in-model/server.js";

/** A real agent program in a terminal and a home of its own, beside its channel, with a stand-in for its model. */
export interface RealTerminal {
  readonly home: string;
  /** Folder in which it works. */
  readonly work: string;
  readonly channel: string;
  readonly model: StandInModel;
  /** Starts it in a new session; one that ran before is ended. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<void>;
  /** Pastes, waits until the end of the text is painted, and sends Enter alone. */
  say(text: string): Promise<void>;
  keys(...keys: string[]): Promise<void>;
  /** Waits until the screen shows it, and gives the screen. */
  shows(pattern: RegExp): Promise<string>;
  title(): Promise<string>;
  /** Waits until its activity is that, and gives the lines of the file. */
  becomes(state: string): Promise<Readonly<Record<string, string>>>;
  /** A file of the channel, or empty. */
  read(name: string): string;
  /** What the model heard of this text: one entry for each request that brought it as something new. */
  heard(text: string): { readonly sha256: string; readonly earlier: readonly string[] }[];
  /** Ends the program and all that works for this home, as a crash of its unit would. */
  crash(): Promise<void>;
  /** All output since the last start. */
  stream(): string;
  close(): Promise<void>;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function openRealTerminal(runtime: RuntimeName): Promise<RealTerminal> {
  const model = await openStandInModel();
  const client = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
  const tools = join(import.meta.dirname, "../../agent-channel/scripts");
  const folders = installed(runtime);
  const PATH = [...folders, process.env["PATH"] ?? "/usr/bin:/bin"].join(":");
  const program = join(folders[0] ?? "", runtimes[runtime].argv[0] ?? runtime);
  const throwAway = await openThrowAwayTmux({ env: { PATH, LANG: "C.UTF-8" } });
  const { tmux, directory } = throwAway;
  const [home, work, channel] = ["home", "home/work", "channel"].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  for (const folder of [home, work, channel, join(channel, "state/queue")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  await tmux.sessions.ensure({ name: "keep", command: ["sleep", "3600"] });
  let starts = 0;
  let pane: PaneRef | undefined;
  const current = (): PaneRef => {
    if (pane === undefined) throw new Error("nothing was started");
    return pane;
  };
  const rows = async () =>
    await tmux.list([
      "pane_id",
      "pane_pid",
      "pane_title",
      "session_name",
      "pid",
      "start_time",
      "socket_path",
    ]);
  const row = async () => {
    const found = (await rows()).find((each) => each.pane_id === current().id);
    if (found === undefined) throw new Error("its pane is gone");
    return found;
  };
  const read = (name: string): string => {
    try {
      return readFileSync(join(channel, name), "utf8");
    } catch {
      return "";
    }
  };
  const screen = async (): Promise<string> => await tmux.panes.capture(current());
  const end = async (): Promise<void> => {
    if (pane === undefined) return;
    const { pane_pid } = await row();
    for (const pid of [pane_pid, ...children(pane_pid), ...daemons(home)]) kill(pid);
    pane = undefined;
  };
  const shows: RealTerminal["shows"] = async (pattern) =>
    await waitFor(
      async () => {
        const text = await screen();
        return pattern.test(text) && text;
      },
      { what: `${pattern} on the screen` },
    );

  return {
    home,
    work,
    channel,
    model,
    read,
    shows,
    start: async (args, env = {}) => {
      await end();
      const name = `it${(starts += 1)}`;
      const environment = { HOME: home, MOSAIC_CHANNEL: channel, MOSAIC_TOOLS: tools, ...env };
      await tmux.sessions.ensure({
        name,
        // It waits for a line, so that the pipe has its output from the first byte; tmux gives panes its client's PATH
        command: [
          "sh",
          "-c",
          'read -r _ && export PATH="$1" && shift && exec "$@"',
          "sh",
          env["PATH"] ?? PATH,
          program,
          ...args,
        ],
        cwd: work,
        environment,
        size: { width: 120, height: 40 },
      });
      const found = (await rows()).find((each) => each.session_name === name);
      if (found === undefined) throw new Error("it ended at once");
      pane = { id: found.pane_id, server: { pid: found.pid, startTime: found.start_time } };
      // By these marks the drain knows its pane, as the launcher sets them
      for (const [mark, value] of [
        ["@mosaic_agent", name],
        ["@mosaic_pane", found.pane_id],
      ] as const)
        await tmux.run(["set-option", "-t", `=${name}:`, mark, value]);
      await tmux.panes.pipe(pane, { file: join(directory, name) });
      await tmux.panes.keys(pane, "Enter");
      const target = {
        on_quota: env["MOSAIC_ON_QUOTA"] ?? "",
        client,
        socket: found.socket_path,
        pane: found.pane_id,
        session: name,
        ...patterns(runtime),
      };
      writeFileSync(
        join(channel, "target"),
        Object.entries(target)
          .map((each) => `${each.join("=")}\n`)
          .join(""),
      );
    },
    say: async (text) => {
      await tmux.panes.paste(current(), text);
      const last = text.split("\n").at(-1) ?? "";
      await waitFor(async () => (await screen()).includes(last.slice(0, 60)), {
        what: "the paste to be painted",
      });
      await tmux.panes.keys(current(), "Enter");
    },
    keys: async (...keys) => await tmux.panes.keys(current(), ...keys),
    title: async () => (await row()).pane_title,
    becomes: async (state) =>
      await waitFor(
        () => {
          const lines = read("activity").trimEnd().split("\n");
          return (
            lines[0] === `state=${state}` &&
            Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string]))
          );
        },
        { what: `the activity to be ${state}` },
      ),
    heard: (text) => model.prompts().filter((each) => each.text.includes(text)),
    crash: end,
    stream: () => readFileSync(join(directory, `it${starts}`), "latin1"),
    close: async () => {
      await throwAway.close();
      await model.close();
    },
  };
}

/** What the launcher notes of the screen, for the drain. */
function patterns(runtime: RuntimeName): Record<string, string> {
  const { box, ready } = runtimes[runtime];
  return {
    draft: box.text ?? "",
    shown: box.shown ?? "",
    empty: box.empty ?? "",
    dialogs: ready.dialogs.join("|"),
  };
}

function children(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid = 0, of]) => (of === parent ? [pid] : []));
}

/** Codex leaves one, whose program stands in its home. */
function daemons(home: string): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(`${home}/`)).map((line) => Number.parseInt(line, 10));
}

/** Whoever has ended meanwhile needs none. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
