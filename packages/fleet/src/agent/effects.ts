import type { DesiredAgent } from "@mosaicstack/roster";
import type { SupervisorKind } from "../supervisor/supervisor.js";

/**
 * What a changed roster key needs to hold for an agent that runs. `live`: it holds as soon as it is written and read again;
 * `restart`: from the agent's next start on; `none`: nothing of the running agent depends on it.
 */
export type Effect = "restart" | "live" | "none";

/** By key and supervisor. Over the keys of `DesiredAgent`, so that the compiler names the one that was forgotten. */
export const effects: Readonly<
  Record<keyof DesiredAgent, Readonly<Record<SupervisorKind, Effect>>>
> = {
  name: { systemd: "none", tmux: "none" },
  runtime: { systemd: "restart", tmux: "restart" },
  command: { systemd: "restart", tmux: "restart" },
  args: { systemd: "restart", tmux: "restart" },
  unattended: { systemd: "restart", tmux: "restart" },
  resume: { systemd: "restart", tmux: "restart" },
  workdir: { systemd: "restart", tmux: "restart" },
  // Where it stands is the workdir; what is said of its branch holds when it is made.
  worktree: { systemd: "none", tmux: "none" },
  env: { systemd: "restart", tmux: "restart" },
  envFile: { systemd: "restart", tmux: "restart" },
  // A daemon-reload puts them into the cgroup of a unit that runs (measured: ADR 0016).
  limits: { systemd: "live", tmux: "none" },
  // The launcher's own loop got it at its start; a manager looks when a unit ends.
  restart: { systemd: "live", tmux: "restart" },
  transcript: { systemd: "restart", tmux: "restart" },
  onQuota: { systemd: "restart", tmux: "restart" },
  // The drain of the queue got it at the start.
  screen: { systemd: "restart", tmux: "restart" },
  // Read by each command anew; what the drain of the queue got of it at the start is `runtimes`.
  override: { systemd: "none", tmux: "none" },
  runtimes: { systemd: "restart", tmux: "restart" },
  task: { systemd: "none", tmux: "none" },
  // Who looks whether it is idle reads the unit's drop-in each time; in tmux the pane half got it at its start.
  idle: { systemd: "live", tmux: "restart" },
  // A timer of its own, which holds once it is read; in tmux none with it is started.
  schedule: { systemd: "none", tmux: "none" },
  enabled: { systemd: "none", tmux: "none" },
  tags: { systemd: "none", tmux: "none" },
  sources: { systemd: "none", tmux: "none" },
};

export type SettingKey = keyof typeof effects;

/** A key as the roster writes it: `env_file`. */
export function writtenKey(key: SettingKey): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
