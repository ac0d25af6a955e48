import type { FindingEntry } from "./entry.js";

/** Programs, clock and folders of the machine. */
export const machineFindings: Readonly<Record<MachineFindingId, FindingEntry>> = {
  "tmux-missing": {
    severity: "error",
    what: "There is no tmux on PATH",
    why: "Every agent runs in a tmux session; 3.2 is the oldest tmux that can be used.",
    remedy: "Install tmux 3.2 or newer with your package manager.",
  },
  "tmux-version": {
    severity: "error",
    what: "tmux is older than 3.2",
    why: "Every agent runs in a tmux session; 3.2 is the oldest tmux that can be used.",
    remedy: "Install tmux 3.2 or newer with your package manager.",
  },
  "flock-missing": {
    severity: "warning",
    what: "There is no `flock` on PATH",
    why: "Whoever types into a pane locks it first: without it nothing queued is handed over, and `send` fails unless there is `lockf`.",
    remedy: "Install util-linux with your package manager.",
  },
  "program-missing": {
    severity: "error",
    also: "warning",
    what: "A program that the launcher runs is not on the PATH that it has",
    why: "The launcher finds its helpers on the agents' PATH; what needs a missing one is not done.",
    remedy: "Install the package that is named, or mend PATH.",
  },
  "program-elsewhere": {
    severity: "info",
    what: "An agent runs another file than your shell would under the same name",
    why: "A unit has a PATH of its own, and what was found once is recorded: an update of the one leaves the other as it was.",
    remedy:
      "Nothing to do if that is meant; else set PATH in the agent's `env`, or name the program by its path.",
  },
  "clock-set": {
    severity: "warning",
    what: "The clock was set since the tmux server started",
    why: "What was noted before and after does not compare: ages, the order of a start and an edit, what a queued message has left.",
    remedy:
      "See that the clock is right (`timedatectl`); a restart of the fleet, when its agents can be spared, notes all anew.",
  },
  "record-from-future": {
    severity: "warning",
    what: "A record of the fleet's is from the future",
    why: "It was written while the clock was ahead. Until that time comes it is newer than all that happens, so ages and edits are misjudged.",
    remedy: "See that the clock is right (`timedatectl`), then `touch` the file.",
  },
  "runtime-folder-unset": {
    severity: "info",
    what: "`XDG_RUNTIME_DIR` is not set, and another folder is used",
    why: "FIFOs and one-time files need a folder of yours alone that is emptied at logout or boot.",
    remedy: "Log in through a session manager, or set XDG_RUNTIME_DIR.",
  },
  "runtime-folder-missing": {
    severity: "error",
    what: "`XDG_RUNTIME_DIR` names a folder that is not there",
    why: "Agents keep their FIFOs there; it should be made at login, for this user alone.",
    remedy: "Log in anew so that it is made, or unset XDG_RUNTIME_DIR.",
  },
  "runtime-folder-refused": {
    severity: "error",
    what: "The runtime folder is a link, somebody else's, open to others, or no folder",
    why: "Somebody else could put there what commands believe or remove, so every command but this one is refused.",
    remedy: "Remove what stands there, or set XDG_RUNTIME_DIR to a folder of your own.",
  },
  "socket-folder-missing": {
    severity: "error",
    what: "`TMUX_TMPDIR` names a folder that is not there",
    why: "tmux goes to /tmp then, in silence: who has the variable and who has it not would meet on different servers, so that no server is started.",
    remedy: "Make the folder, or unset TMUX_TMPDIR.",
  },
  "socket-folder-refused": {
    severity: "error",
    what: "The folder of the tmux sockets is open to others",
    why: "tmux refuses to use it, for who can write there can take the place of your server.",
    remedy: "Run `chmod go-rwx` on it.",
    fixable: true,
  },
  "folder-not-writable": {
    severity: "error",
    also: "warning",
    what: "A folder in which the fleet, or one of its agents, keeps its files takes nothing: it is full, read-only, or not yours",
    why: "A small file is written there as the verbs do it, and removed. What needs the folder fails: `send` and `status` the state folder, every start the runtime folder, `up` and `install` the others.",
    remedy: "As it says; after a `sudo mosaic-fleet` give it back with `chown`.",
  },
  "disk-low": {
    severity: "warning",
    what: "A folder of the fleet's is on a disk that is nearly full",
    why: "When it is full, messages fail, transcripts end, and what is known of ends and stops is lost.",
    remedy: "Free space there; `df -h` and `df -i` show what is full.",
  },
  "transcripts-large": {
    severity: "warning",
    what: "Transcripts take more space than is left for anything else",
    why: "Each agent keeps as much as its `transcript:` says; those of agents that left the roster stay until somebody removes them.",
    remedy:
      "Lower `transcript:` in the roster, or remove the transcripts of agents that are no more.",
  },
  "mode-too-wide": {
    severity: "error",
    also: "warning",
    what: "Others can write what is the fleet's, the roster, an agent's env file or a unit of ours, or read its state or runtime folder",
    why: "Who can write there can have your agents do, or be told, what they like. Messages and transcripts are kept in what can be read.",
    remedy: "Run `chmod go-rwx` on what it names.",
    fixable: true,
  },
  "not-ours": {
    severity: "warning",
    what: "A link, FIFO, folder or too large a file stands in the place of a file of the fleet's",
    why: "An agent, or another program, put it in the place of what the fleet keeps there: it is neither read nor followed, and what it should tell is not known.",
    remedy:
      "Look at it, then remove it; who writes there makes it anew, of a channel's `state`, `target` and `transcript` a start of the agent does.",
  },
};

/** Stable names. */
export type MachineFindingId =
  | "tmux-missing"
  | "tmux-version"
  | "flock-missing"
  | "program-missing"
  | "program-elsewhere"
  | "clock-set"
  | "record-from-future"
  | "runtime-folder-unset"
  | "runtime-folder-missing"
  | "runtime-folder-refused"
  | "socket-folder-missing"
  | "socket-folder-refused"
  | "folder-not-writable"
  | "disk-low"
  | "transcripts-large"
  | "mode-too-wide"
  | "not-ours";
