import type { FindingEntry } from "./entry.js";

const DRIFT = "What runs is not what the roster and your last `start` or `stop` say.";

/** Agents, their programs, and the server that they live on. */
export const agentFindings: Readonly<Record<AgentFindingId, FindingEntry>> = {
  "runtime-missing": {
    severity: "error",
    what: "An agent's program is nowhere on PATH",
    why: "The agent cannot start without its program.",
    remedy: "Install it, or set MOSAIC_AGENT_COMMAND in the agent's env file.",
  },
  "runtime-version": {
    severity: "info",
    what: "The version of a runtime that the roster uses, and which agents it runs",
    why: "What a runtime shows and takes differs from version to version.",
    remedy: "Nothing to do.",
  },
  "runtime-version-unknown": {
    severity: "warning",
    what: "A runtime's program is there and does not tell its version within five seconds",
    why: "A program that cannot tell its version most likely cannot run an agent either.",
    remedy: "Run it yourself; if it fails there too, install it anew.",
  },
  "agent-override": {
    severity: "info",
    what: "An agent's own env file gives another runtime, workdir or command than the roster",
    why: "An agent's own env file wins over the roster.",
    remedy: "Nothing to do if that is meant; else take the line out.",
  },
  "workdir-missing": {
    severity: "warning",
    what: "An agent's working directory is not there, or cannot be entered",
    why: "What runs goes on; it does not come back after its end, and cannot be started.",
    remedy: "Create it, or correct `workdir`.",
  },
  "server-not-answering": {
    severity: "error",
    what: "The tmux server is stopped or hangs",
    why: "It is stopped or hung; agents live on, but nobody reaches them.",
    remedy:
      "`kill -CONT` wakes it where it is stopped; see [not answering](../guides/troubleshooting.md#not-answering).",
  },
  "server-socket-lost": {
    severity: "error",
    what: "The server lives, and its socket file is gone",
    why: "Something removed the file, as cleaners of /tmp do; the sessions live on.",
    remedy:
      "Run `mosaic-fleet doctor --fix`; see [socket lost](../guides/troubleshooting.md#socket-lost).",
    fixable: true,
  },
  "server-socket-stale": {
    severity: "info",
    what: "A socket stands there, no server behind it, and agents should run",
    why: "A server that is killed leaves its socket; nobody who knocks there is heard.",
    remedy: "Run `mosaic-fleet up`: the new server takes its place.",
  },
  "server-version-skew": {
    severity: "error",
    what: "The server is of another version than the `tmux` on PATH, and they cannot talk",
    why: "An upgrade replaced the client under a running server; they cannot talk.",
    remedy:
      "Put the old tmux on PATH, or bring the fleet down and up again; see [version skew](../guides/troubleshooting.md#version-skew).",
  },
  "server-other-version": {
    severity: "info",
    what: "The server is of another version than the `tmux` on PATH; they still talk",
    why: "An upgrade replaced the client under a running server. The next one may not talk to it any more.",
    remedy: "Bring the fleet down and up again when its agents can be spared.",
  },
  "server-replaced-files": {
    severity: "info",
    what: "The tmux server runs with a program or library that was replaced on the disk since it started",
    why: "An upgrade of the system replaced it: agents go on, and the server runs the old code, old faults included, until it is started anew. No agent outlives its server, so nothing does that by itself.",
    remedy:
      "Bring the fleet down and up again when its agents can be spared; see [after an upgrade](../guides/troubleshooting.md#after-an-upgrade).",
  },
  "server-not-held": {
    severity: "warning",
    what: "Somebody else started the server on the fleet's socket, though units are installed",
    why: "Its life is not the unit's: it is outside of the unit's cgroup, and does not come back after its end or at boot.",
    remedy: "Save what runs there, end that server, then run `mosaic-fleet up`.",
  },
  "server-pane-scopes": {
    severity: "warning",
    what: "The tmux server has its panes moved into scopes of their own",
    why: "A tmux built with systemd asks the user manager for a scope for each pane, and an agent that is moved there is outside its unit.",
    remedy:
      "Run `mosaic-fleet install`, take an own `ExecStart=` out of the holder's drop-ins, then bring the fleet down and up.",
  },
  "agent-lifecycle": {
    severity: "warning",
    what: "An agent should run and does not, with the reason; or the other way",
    why: DRIFT,
    remedy:
      "As it says; [an agent does not start](../guides/troubleshooting.md#an-agent-does-not-start) has the reasons.",
  },
  "agent-session": {
    severity: "warning",
    what: "The supervisor and tmux's list do not agree, or its session is called otherwise",
    why: DRIFT,
    remedy: "Run `mosaic-fleet up`.",
  },
  "agent-file": {
    severity: "warning",
    what: "A file of ours is not what the roster says: an agent's drop-in, or the record of its session",
    why: DRIFT,
    remedy: "Run `mosaic-fleet apply`.",
  },
  "agent-settings": {
    severity: "warning",
    what: "An agent runs with other settings than the roster has now",
    why: DRIFT,
    remedy: "`mosaic-fleet apply` restarts it; `restart` does it by name.",
  },
  "agent-link": {
    severity: "warning",
    what: "An agent is not linked for boot and should be, or the other way round",
    why: DRIFT,
    remedy: "Run `mosaic-fleet apply`.",
  },
  "agent-cgroup": {
    severity: "warning",
    what: "An agent runs outside its unit's cgroup",
    why: "Neither the limits nor the stop of its unit hold for it.",
    remedy:
      "`mosaic-fleet restart` it when its work allows; see [outside its unit](../guides/troubleshooting.md#an-agent-outside-its-unit).",
  },
  "agent-look": {
    severity: "warning",
    what: "Something of an agent cannot be looked at, so less is known of it than is so",
    why: DRIFT,
    remedy: "Fix what it names, then run `mosaic-fleet doctor` again.",
  },
  "agent-drop-in": {
    severity: "warning",
    what: "A drop-in or unit of yours says otherwise than the roster and the fleet's unit",
    why: DRIFT,
    remedy:
      "Say it in the roster, or take that out of the drop-in; then `systemctl --user daemon-reload`.",
  },
  "agent-channel": {
    severity: "warning",
    what: "A running agent's channel lacks `state` or `target`, which its start makes",
    why: "Without it the agent's hooks, its queue, its conversation or its transcript go nowhere.",
    remedy: "When its work allows, `mosaic-fleet stop` and `mosaic-fleet start` it.",
  },
  "agent-children-outside": {
    severity: "info",
    what: "An agent moved processes of its own elsewhere",
    why: "Neither limits nor stop of its unit reach what was moved elsewhere, as `systemd-run --scope` does.",
    remedy: "Nothing to do if that is meant.",
  },
  "agent-never-sleeps": {
    severity: "warning",
    what: "An agent with `idle` is a guest on another socket, where the timer of its unit does not look",
    why: "The timer of its unit looks at the channels of the fleet's own socket alone.",
    remedy:
      "Take MOSAIC_TMUX_SOCKET out of the agent's env file, or write `idle: { stop_after: never }` for it.",
  },
  "agent-worktree": {
    severity: "warning",
    what: "An agent's git worktree is missing, half made, or not the one that the roster names",
    why: DRIFT,
    remedy: "As it says, then `mosaic-fleet up`; see [worktrees](../guides/worktrees.md).",
  },
  "orphan-session": {
    severity: "warning",
    what: "A session of ours is not in the roster",
    why: "It was taken out of the roster while it ran, or belongs to another roster on the same socket.",
    remedy: "Add it to the roster, or end it.",
  },
  "left-agent": {
    severity: "warning",
    also: "info",
    what: "An agent left the roster, and its unit, its link for boot or its drop-in stays",
    why: "It runs on, comes back at boot, or is what a unit of that name would be started with.",
    remedy:
      "Run `mosaic-fleet apply --prune`, or add it to the roster; its env file, conversation and transcript stay.",
  },
};

/** Stable names. */
export type AgentFindingId =
  | "runtime-missing"
  | "runtime-version"
  | "runtime-version-unknown"
  | "agent-override"
  | "workdir-missing"
  | "server-not-answering"
  | "server-socket-lost"
  | "server-socket-stale"
  | "server-version-skew"
  | "server-other-version"
  | "server-replaced-files"
  | "server-not-held"
  | "server-pane-scopes"
  | "agent-lifecycle"
  | "agent-session"
  | "agent-file"
  | "agent-settings"
  | "agent-link"
  | "agent-cgroup"
  | "agent-look"
  | "agent-drop-in"
  | "agent-never-sleeps"
  | "agent-worktree"
  | "agent-channel"
  | "agent-children-outside"
  | "orphan-session"
  | "left-agent";
