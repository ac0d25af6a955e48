import type { Severity } from "./severity.js";

export interface CodeEntry {
  readonly severity: Severity;
  /** What the code means, a line for the reference. */
  readonly description: string;
}

const error = (description: string): CodeEntry => ({ severity: "error", description });
const warning = (description: string): CodeEntry => ({ severity: "warning", description });
const info = (description: string): CodeEntry => ({ severity: "info", description });

/** Every code that `parseRoster` can report. A code keeps its meaning and its severity. */
export const diagnosticCodes: Readonly<Record<DiagnosticCode, CodeEntry>> = {
  "too-large": error("The file is larger than a roster may be."),
  "not-text": error("The file holds bytes that no UTF-8 text file holds."),
  "byte-order-mark": warning("The file starts with a byte order mark."),
  "yaml-syntax": error("The file is not valid YAML."),
  "tab-indent": error("A tab is used as indentation."),
  "yaml-version": error("A `%YAML` directive asks for another YAML than 1.2."),
  "yaml-tag": error("A tag (`!name`) that has no meaning in a roster."),
  "several-documents": error("The file holds more than one YAML document."),
  "too-deep": error("Lists and maps are nested deeper than any roster needs."),
  "too-many-values": error("Aliases make the roster larger than it may be."),
  "too-many-problems": error("There are more problems than are listed."),
  "unknown-anchor": error("An alias (`*name`) without an anchor (`&name`) above it."),
  "alias-loop": error("An alias stands inside the value that it names."),
  "bad-merge": error("A merge key (`<<`) whose value is neither a map nor a list of maps."),
  "duplicate-key": error("A key stands twice in one map."),
  "key-not-a-string": error("A key is not a string."),
  "empty-roster": error("The file holds no value."),
  "empty-value": error("A key without a value, or with an empty text where that says nothing."),
  "unknown-key": error("A key that the roster does not know."),
  "missing-key": error("A key that has to be there is not."),
  "missing-version": error("`version` is not there."),
  "unsupported-version": error("`version` is not 1."),
  "wrong-type": error("A value of another kind than the key takes."),
  "not-a-string": error("A number, `true` or `false` where a string is needed."),
  "unknown-value": error("A word that is not among those the key takes."),
  "out-of-range": error("A number, size or time beyond its bounds."),
  "control-character": error("A control character or half a character in a value."),
  "bad-size": error("A size that systemd would not read."),
  "bad-time-span": error("A time span that systemd would not read."),
  "bad-calendar": error("A calendar expression that systemd would not read."),
  "bad-command": error("A command that cannot be split into words, or is empty."),
  "bad-pattern": error("A pattern that JavaScript and `grep -E` do not read alike."),
  "bad-tag": error("A tag that could not be named on a command line."),
  "bad-branch": error("A branch that git would not take, or a base that would be an option."),
  "relative-path": error("A path that is not absolute after expansion."),
  "unsafe-fleet-name": error("The fleet's name has characters that are not safe in file names."),
  "unsafe-socket-name": error("A socket name that is no plain file name, or is `default`."),
  "unsafe-agent-name": error("An agent name that is not safe as unit, session and file name."),
  "duplicate-agent": error("Two agents have one name."),
  "missing-runtime": error("An agent has no runtime, neither its own nor from `defaults`."),
  "unknown-runtime": error("A runtime that is not known."),
  "missing-command": error("`runtime: command` without a command."),
  "unused-command": error("A command for a runtime that brings its own."),
  "unused-screen": error("How to read a command's screen, for a runtime that brings that along."),
  "unused-unattended": warning(
    "`unattended` for a runtime that has no flag to skip permission prompts.",
  ),
  "bad-env-name": error("An environment name that is no shell identifier."),
  "reserved-env-name": error(
    "An environment name that systemd, tmux, the shell or the fleet sets.",
  ),
  "workdir-and-worktree": error("Both `workdir` and `worktree`."),
  "missing-repository": error("A `worktree` that names no repository."),
  "shared-branch": error("Two agents have worktrees of one repository on one branch."),
  "delay-above-max": error("`restart.delay` is longer than `restart.max_delay`."),
  "endless-task": error("A `task` with `restart.policy: always`."),
  "cannot-sleep": error(
    "`idle` for an agent whose idleness is not told, or whose conversation is not brought back.",
  ),
  "useless-schedule": error(
    "A `schedule` that neither starts nor stops, or does both at the same time.",
  ),
  "high-above-max": warning("`limits.memory_high` is above `limits.memory_max`."),
  "secret-in-env": warning("An environment name that looks like a secret."),
  "secret-value": warning("A value that looks like a secret."),
  "shared-workdir": warning("Several agents work in one directory."),
  "unused-tag": warning("A tag of `defaults` that no agent has: each has tags of its own."),
  "empty-fleet": warning("The fleet has no agents."),
  "shell-syntax": warning("A command has words that only a shell would understand."),
  "shell-assignment": warning("An assignment before a program, which only a shell would make."),
  "shell-word": warning("A command begins with a word that only a shell knows, as `source`."),
  "line-as-word": warning("A list whose first word is a whole command line."),
  "literal-variable": warning(
    "`$NAME`, `${NAME}` or `$(…)` in a value of `env`: nothing replaces it.",
  ),
  "dash-without-blank": warning(
    "A command that begins with a dash, as a list does whose blanks are missing.",
  ),
  "literal-home": warning("`~/` or `$HOME/` where it is not expanded."),
  "legacy-socket": info("The socket is the one of earlier fleets."),
};

/** Stable name of a rule. */
export type DiagnosticCode =
  | "too-large"
  | "not-text"
  | "byte-order-mark"
  | "yaml-syntax"
  | "tab-indent"
  | "yaml-version"
  | "yaml-tag"
  | "several-documents"
  | "too-deep"
  | "too-many-values"
  | "too-many-problems"
  | "unknown-anchor"
  | "alias-loop"
  | "bad-merge"
  | "duplicate-key"
  | "key-not-a-string"
  | "empty-roster"
  | "empty-value"
  | "unknown-key"
  | "missing-key"
  | "missing-version"
  | "unsupported-version"
  | "wrong-type"
  | "not-a-string"
  | "unknown-value"
  | "out-of-range"
  | "control-character"
  | "bad-size"
  | "bad-time-span"
  | "bad-calendar"
  | "bad-command"
  | "bad-pattern"
  | "bad-tag"
  | "bad-branch"
  | "relative-path"
  | "unsafe-fleet-name"
  | "unsafe-socket-name"
  | "unsafe-agent-name"
  | "duplicate-agent"
  | "missing-runtime"
  | "unknown-runtime"
  | "missing-command"
  | "unused-command"
  | "unused-screen"
  | "unused-unattended"
  | "bad-env-name"
  | "reserved-env-name"
  | "workdir-and-worktree"
  | "missing-repository"
  | "shared-branch"
  | "delay-above-max"
  | "endless-task"
  | "cannot-sleep"
  | "useless-schedule"
  | "high-above-max"
  | "secret-in-env"
  | "secret-value"
  | "shared-workdir"
  | "unused-tag"
  | "empty-fleet"
  | "shell-syntax"
  | "shell-assignment"
  | "shell-word"
  | "line-as-word"
  | "literal-variable"
  | "dash-without-blank"
  | "literal-home"
  | "legacy-socket";
