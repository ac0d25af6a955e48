import { defaultSocket } from "@mosaicstack/fleet";
import { openUserManager, type UserManager } from "@mosaicstack/systemd-units";
import type { ExecResult, Sandbox } from "@mosaicstack/systemd-sandbox";
import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { compareViews, type Expectation } from "./compare-views.js";
import { formatViews } from "./format-views.js";
import { copyFiles, shortenRestarts, writeRoster } from "./install-by-hand.js";
import { readCli } from "./read-cli.js";
import { readCgroups, readTmux, readUnits } from "./read-views.js";
import { ScenarioFailure } from "./scenario-failure.js";
import { settle } from "./settle.js";
import { lifeOf, type Life, type Views } from "./views.js";

/** A fleet in a sandbox, as scenarios handle it. */
export class Rehearsal {
  readonly sandbox: Sandbox;
  readonly manager: UserManager;
  readonly #tmux: Tmux;
  readonly #cli: string | undefined;
  readonly #deadlineMs: number;

  constructor(sandbox: Sandbox, cli: string | undefined, deadlineMs = 20_000) {
    const reach = { prefix: sandbox.enter, env: sandbox.env };
    this.sandbox = sandbox;
    this.manager = openUserManager(reach);
    this.#tmux = openTmux({ socket: defaultSocket }, reach);
    this.#cli = cli;
    this.#deadlineMs = deadlineMs;
  }

  /** Units, script and a roster of these agents, with short pauses before restarts. Starts nothing. */
  async install(agents: readonly string[]): Promise<void> {
    const { home } = this.sandbox;
    await writeRoster(home, await copyFiles(home), agents);
    await shortenRestarts(home);
    await this.manager.reload();
  }

  /** Runs a command inside. A failing one is a failure of the scenario. */
  async run(...command: readonly [string, ...string[]]): Promise<ExecResult> {
    const [file, ...args] = command;
    const result = await this.sandbox.exec(file, args);
    if (result.exitCode === 0) return result;
    const how = result.timedOut ? "did not end in time" : `ended with ${result.exitCode}`;
    throw new ScenarioFailure(`\`${command.join(" ")}\` ${how}: ${result.stderr}`);
  }

  /** SIGKILL to a process of the inside. */
  async kill(pid: number): Promise<void> {
    if (pid < 2) throw new RangeError(`${pid} is no process to kill`);
    await this.run("/bin/sh", "-c", 'kill -s KILL "$1"', "sh", String(pid));
  }

  /** Waits until all four views agree with each other and with what is expected; what they then show. */
  async agree(step: string, expected: Expectation): Promise<Views> {
    const agents = Object.keys(expected.agents);
    const { seen, problems } = await settle(
      async () => this.#look(agents, expected),
      (views) => compareViews(views, expected),
      this.#deadlineMs,
      ({ cli }) => cli !== undefined && "error" in cli && cli.missing,
    );
    if (problems.length === 0) return seen;
    // The cheap three may not even agree among themselves; the failure shows all four
    const cli = seen.cli ?? (await readCli(this.sandbox, this.#cli));
    const lines = [...problems, ...formatViews({ ...seen, cli })];
    throw new ScenarioFailure(`${step}: ${lines.join("\n")}`);
  }

  /** The CLI is asked once the three cheap views agree. */
  async #look(agents: readonly string[], expected: Expectation): Promise<Views> {
    const [units, tmux, cgroups] = await Promise.all([
      readUnits(this.manager, agents),
      readTmux(this.#tmux),
      readCgroups(this.sandbox),
    ]);
    const views = { units, tmux, cgroups };
    if (compareViews(views, expected).length > 0) return views;
    return { ...views, cli: await readCli(this.sandbox, this.#cli) };
  }
}

/** The life of an agent that `agree` has just seen running. */
export function runningLife(views: Views, agent: string): Life {
  const life = lifeOf(views, agent);
  if (life === undefined) throw new ScenarioFailure(`\`${agent}\` does not run`);
  return life;
}
