import { join } from "node:path";
import { defaultSocket, holderUnit } from "@mosaicstack/fleet";
import { openUserManager, type UserManager } from "@mosaicstack/systemd-units";
import type { ExecOptions, ExecResult, Sandbox } from "@mosaicstack/systemd-sandbox";
import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { writeDropIn } from "../stage/drop-in.js";
import { nameOf, writeRoster, type StagedAgent, type StagedRoster } from "../stage/roster.js";
import { compareViews, hasDied } from "../views/compare-views.js";
import type { AgentState, Expectation } from "../views/expectation.js";
import { formatViews } from "../views/format-views.js";
import { readCli } from "../views/read-cli.js";
import { readProcesses } from "../views/read-processes.js";
import { readTmux, readUnits } from "../views/read-views.js";
import {
  lifeOf,
  type CliStatus,
  type Life,
  type SupervisorName,
  type Views,
} from "../views/views.js";
import type { Random } from "./random.js";
import { ScenarioFailure } from "./scenario-failure.js";
import { settle } from "./settle.js";

export interface Stage {
  readonly sandbox: Sandbox;
  readonly supervisor: SupervisorName;
  /** The `mosaic-fleet` command. Without it no view of it ever agrees. */
  readonly cli: string | undefined;
  readonly random: Random;
  /** Milliseconds that the views have to agree in. */
  readonly patienceMs: number;
  /** Runs `mosaic-fleet` with these words. Default: a process for each. */
  readonly runCli?: RunCli;
}

export type RunCli = (argv: readonly string[], options: ExecOptions) => Promise<ExecResult>;

/** A fleet in a sandbox, as scenarios handle it. */
export class Rehearsal {
  readonly sandbox: Sandbox;
  readonly supervisor: SupervisorName;
  /** Where a scenario is free to choose: a victim, an order. */
  readonly random: Random;
  /** The user manager, past the command. */
  readonly manager: UserManager;
  /** The fleet's tmux server, past the command. */
  readonly tmux: Tmux;
  /** Where agents and command keep what they know: `~/.local/state/mosaic/fleet`. */
  readonly state: string;
  /** The `mosaic-fleet` command. */
  readonly cli: string | undefined;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    const { sandbox, supervisor, cli, random } = stage;
    const reach = { prefix: sandbox.enter, env: sandbox.env };
    this.sandbox = sandbox;
    this.supervisor = supervisor;
    this.random = random;
    this.manager = openUserManager(reach);
    this.tmux = openTmux({ socket: defaultSocket }, reach);
    this.state = join(sandbox.home, ".local", "state", "mosaic", "fleet");
    this.cli = cli;
    this.#stage = stage;
  }

  /** Installs a fleet of these agents, starts all of them, and waits until the views agree on it. */
  async begin(
    agents: readonly StagedAgent[],
    more: Omit<StagedRoster, "agents"> = {},
  ): Promise<Views> {
    await this.writeRoster({ agents, ...more });
    await this.up();
    return this.agree("after the start", { agents: allOf(agents.map(nameOf), "running") });
  }

  async writeRoster(roster: StagedRoster): Promise<void> {
    await writeRoster(this.sandbox.home, roster);
  }

  /** `mosaic-fleet up`, where a holder that ends is back at once. `from`: a login session. */
  async up(from?: Pick<Sandbox, "exec">): Promise<void> {
    if (this.supervisor === "systemd")
      await writeDropIn(this.sandbox.home, holderUnit, QUICK_HOLDER);
    demand(["up"], await this.tryFleet(["up"], { from }));
  }

  /** Runs `mosaic-fleet` with this rehearsal's supervisor; an exit other than 0 is a failure of the scenario. Returns what it printed. */
  async fleet(...argv: readonly string[]): Promise<string> {
    return demand(argv, await this.tryFleet(argv));
  }

  /** The same, whatever it ends with. */
  async tryFleet(
    argv: readonly string[],
    { from, ...options }: ExecOptions & { from?: Pick<Sandbox, "exec"> | undefined } = {},
  ): Promise<ExecResult> {
    const { sandbox, cli, supervisor, runCli } = this.#stage;
    if (cli === undefined)
      throw new ScenarioFailure(
        "`mosaic-fleet` is not found: install it beside this command, or give `--cli FILE`",
      );
    const [command = "", ...words] = argv;
    const args = [command, "--supervisor", supervisor, ...words];
    const within = { deadlineMs: 120_000, ...options };
    if (from !== undefined || runCli === undefined)
      return (from ?? sandbox).exec(cli, args, within);
    return runCli(args, within);
  }

  /** This rehearsal, with `mosaic-fleet` run in another way. */
  through(runCli: RunCli): Rehearsal {
    return new Rehearsal({ ...this.#stage, runCli });
  }

  /** Runs a command inside. A failing one is a failure of the scenario. */
  async run(...command: readonly [string, ...string[]]): Promise<ExecResult> {
    const [file, ...args] = command;
    const result = await this.sandbox.exec(file, args, { deadlineMs: 120_000 });
    if (result.exitCode === 0) return result;
    const how = result.timedOut ? "did not end in time" : `ended with ${result.exitCode}`;
    throw new ScenarioFailure(`\`${command.join(" ")}\` ${how}: ${result.stderr}`);
  }

  /** A signal to a process of the inside, whether it still is there or not. */
  kill(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
    if (pid < 2) throw new RangeError(`${pid} is no process to kill`);
    this.sandbox.signal(pid, signal);
  }

  /**
   * Waits until all views agree with each other and with what is expected, or with one of what may be, which are of the same agents; what they
   * then show.
   */
  async agree(step: string, expected: Expectation | readonly Expectation[]): Promise<Views> {
    const these = [expected].flat();
    const agents = Object.keys(these[0]?.agents ?? {});
    const judge = (views: Views): readonly string[] => closest(views, these);
    const { seen, problems } = await settle(
      async () => this.#look(agents, judge),
      judge,
      this.#stage.patienceMs,
      (views) => isHopeless(views, these),
    );
    if (problems.length === 0) return seen;
    // The cheap three may not even agree among themselves; the failure shows all
    const cli = seen.cli ?? (await this.#readCli());
    const lines = [...problems, ...formatViews({ ...seen, cli })];
    throw new ScenarioFailure(`${step}: ${lines.join("\n")}`);
  }

  /** Waits until something is true that is none of the views. `what`: as it stands behind "waited for". */
  async until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
    const { problems } = await settle(
      isTrue,
      (yes) => (yes ? [] : [`waited in vain for ${what}`]),
      this.#stage.patienceMs,
    );
    if (problems.length > 0) throw new ScenarioFailure(problems.join("\n"));
  }

  /** What is there now, the command not asked. */
  async look(agents: readonly string[]): Promise<Views> {
    const [units, tmux] = await Promise.all([
      this.supervisor === "systemd" ? readUnits(this.manager, agents) : undefined,
      readTmux(this.tmux),
    ]);
    return { units, tmux, processes: readProcesses(this.sandbox, this.supervisor) };
  }

  /** The CLI is asked once the cheap views agree. */
  async #look(
    agents: readonly string[],
    judge: (views: Views) => readonly string[],
  ): Promise<Views> {
    const views = await this.look(agents);
    if (judge(views).length > 0) return views;
    return { ...views, cli: await this.#readCli() };
  }

  /** What `mosaic-fleet status --json` says now. `words`: more of its flags. */
  async status(...words: readonly string[]): Promise<CliStatus> {
    const cli = await this.#readCli(words);
    if ("error" in cli) throw new ScenarioFailure(cli.error);
    return cli.status;
  }

  async #readCli(words: readonly string[] = []): ReturnType<typeof readCli> {
    return readCli(this.cli, async (argv) =>
      this.tryFleet([...argv, ...words], { deadlineMs: 60_000 }),
    );
  }
}

function isHopeless(views: Views, expected: readonly Expectation[]): boolean {
  const { cli } = views;
  const isMissing = cli !== undefined && "error" in cli && cli.missing;
  return isMissing || expected.every((each) => hasDied(views, each));
}

/** What is wrong beside the expectation that is nearest. */
function closest(views: Views, expected: readonly Expectation[]): readonly string[] {
  const [least = []] = expected
    .map((each) => compareViews(views, each))
    .toSorted((one, other) => one.length - other.length);
  return least;
}

const QUICK_HOLDER = "[Unit]\nStartLimitBurst=100000\n[Service]\nRestartSec=100ms\n";

function demand(argv: readonly string[], { exitCode, stdout, stderr }: ExecResult): string {
  if (exitCode === 0) return stdout;
  const how = exitCode === undefined ? "did not end in time" : `ended with ${exitCode}`;
  const said = stderr.trimEnd() || stdout.trimEnd() || "it said nothing";
  throw new ScenarioFailure(`\`mosaic-fleet ${argv.join(" ")}\` ${how}: ${said}`);
}

/** An expectation of the same for all of them. */
export function allOf(
  agents: readonly string[],
  state: AgentState,
): Readonly<Record<string, AgentState>> {
  return Object.fromEntries(agents.map((name) => [name, state]));
}

/** The life of an agent that `agree` has just seen running. */
export function runningLife(views: Views, agent: string): Life {
  const life = lifeOf(views, agent);
  if (life === undefined) throw new ScenarioFailure(`\`${agent}\` does not run`);
  return life;
}

/** The pid of the server that `agree` has just seen running. */
export function runningServer({ tmux }: Views): number {
  if ("absent" in tmux) throw new ScenarioFailure(tmux.absent);
  return tmux.serverPid;
}
