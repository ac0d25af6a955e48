import { checkSocketName } from "@mosaicstack/roster";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { openTmux } from "@mosaicstack/tmux-client";
import { chooseSupervisor } from "./supervisor/choose-supervisor.js";
import type { FleetContext } from "./context.js";
import { FleetError } from "./error.js";
import { fleetPaths, type Environment, type FleetPaths } from "./files/paths.js";
import { requireTmux } from "./supervisor/require-tmux.js";
import { loadRoster } from "./files/load-roster.js";
import { assertRuntimeFolder } from "./files/runtime-folder.js";
import type { Supervisor, SupervisorKind } from "./supervisor/supervisor.js";
import type { systemdSupervisor } from "./supervisor/systemd-supervisor.js";
import { tmuxSupervisor } from "./supervisor/tmux-supervisor.js";

export interface FleetOptions {
  /** Default: MOSAIC_FLEET_ROSTER, else the roster in the user's configuration. */
  readonly roster?: string | undefined;
  /** Overrides the roster's `socket_name`. */
  readonly socket?: string | undefined;
  readonly supervisor?: "auto" | SupervisorKind | undefined;
  /** What `auto` takes for a fleet that nobody brought up yet. Default: systemd where a user manager answers. */
  readonly whenNew?: SupervisorKind | undefined;
  readonly env?: Environment;
  /** For what needs no tmux, such as `explain`: one that is missing is told only by the verbs that need it. */
  readonly withoutTmux?: boolean;
  /**
   * An earlier reading of the same roster will do: for who only looks. Nothing that it says may be started or written. Default: false.
   */
  readonly onlyLooks?: boolean;
  /** Also where another fleet lives here: for who shows what would be, such as `plan`. Default: false. */
  readonly evenRefused?: boolean;
  /** Talk for people, line by line. */
  readonly log?: (line: string) => void;
}

/**
 * The context behind `openFleet`, for verbs that live beside it. `paths`: those of its environment, unless their runtime folder
 * has been judged already. Throws FleetError, also for a runtime folder of which nothing can be believed.
 */
export async function openContext(
  options: FleetOptions,
  judged?: FleetPaths,
): Promise<FleetContext> {
  const env = options.env ?? process.env;
  const paths = judged ?? fleetPaths(env);
  if (judged === undefined) assertRuntimeFolder(paths);
  if (options.socket !== undefined) refuseBadSocket(options.socket);
  const kept = options.onlyLooks === true;
  const desired = await loadRoster(options.roster ?? paths.roster, paths, { kept });
  const socket = options.socket ?? desired.socketName;
  let version = 0;
  const lives = async (): Promise<boolean> => await (await loadSystemd()).fleetLives(env, paths);
  const choice = await chooseSupervisor({
    wish: options.supervisor ?? "auto",
    whenNew: options.whenNew,
    socket,
    paths,
    probe: async () => {
      const answer = await (await loadSystemd()).managerOf(env).probe();
      if (answer.answers) ({ version } = answer);
      return answer;
    },
    ...(options.evenRefused === true ? {} : { lives }),
  });
  // Under systemd the units leave TMUX_TMPDIR out, so the server is where tmux puts it by itself.
  const tmuxEnv = choice.kind === "systemd" ? { ...env, TMUX_TMPDIR: undefined } : env;
  // Who only looks asks when a look fails: it is a process more.
  if (!kept && options.withoutTmux !== true) await requireTmux(tmuxEnv);
  // Half the launcher's own deadline: a look at a stopped server should not cost a person more than that.
  const tmuxOptions = { env: tmuxEnv, deadlineMs: 5000 };
  const tmux = openTmux(socket === undefined ? { default: true } : { socket }, tmuxOptions);
  const supervisor =
    choice.kind === "systemd" && socket !== undefined
      ? await underSystemd({ paths, env, tmux, socket, version })
      : tmuxSupervisor({ paths, env, tmux, socket });
  return {
    desired,
    paths,
    env,
    socket,
    systemdVersion: once(async () => version || (await systemdVersion({ env }))),
    choice,
    supervisor,
    log: options.log ?? (() => {}),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return async () => await (begun ??= work());
}

function refuseBadSocket(socket: string): void {
  const problem = checkSocketName(socket);
  if (problem === undefined) return;
  throw new FleetError("Usage", `--socket: ${problem.message}`, {
    remedy: problem.hint ?? "Give another name.",
  });
}

const loadSystemd = async () => await import("./supervisor/systemd-supervisor.js");

async function underSystemd(
  options: Omit<Parameters<typeof systemdSupervisor>[0], "manager">,
): Promise<Supervisor> {
  const { managerOf, systemdSupervisor } = await loadSystemd();
  return await systemdSupervisor({ ...options, manager: managerOf(options.env) });
}
