import { shownValue } from "../environment/shown.js";
import { splitWords } from "../values/split-words.js";
import { faultAt, lastOf } from "./fault.js";
import { namedBy } from "./environment-of.js";
import type { CheckedUnit, Rule } from "./finding.js";
import { peersOf } from "./peers.js";
import { runsLauncher } from "./launcher.js";
import { lostVariables } from "./lost-variables.js";

const WORKDIR = "MOSAIC_AGENT_WORKDIR";
/** Set by systemd or tmux for a process; set by hand they mislead it. */
const TAKEN = [
  "NOTIFY_SOCKET",
  "INVOCATION_ID",
  "TMUX",
  "TMUX_PANE",
  "MAINPID",
  "LISTEN_FDS",
  "LISTEN_PID",
];
const NEEDED = ["HOME", "RUNTIME_DIRECTORY", "NOTIFY_SOCKET", "SYSTEMD_EXEC_PID"];
const SYSTEM = /(?:^|:)\/usr\/bin\/?(?::|$)|(?:^|:)\/bin\/?(?::|$)/;
const PRELOADS = ["LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"];

export const environmentRules: readonly Rule[] = [
  {
    code: "MF613",
    severity: "error",
    what: "No variable takes over the launcher, and none that it needs is taken away",
    why: "`LD_PRELOAD` puts code into every program, `NOTIFY_SOCKET` and `TMUX` send reports elsewhere, and a PATH without the system's folders finds no tmux. By what systemd sets the launcher knows that it runs as a unit. An empty `Environment=` takes away what the unit and the roster set: PATH, command, working directory.",
    remedy:
      "Remove it, or set it in the command that needs it: `env LD_PRELOAD=… program`; write no empty `Environment=`.",
    rosterMay: true,
    *check(unit) {
      if (unit.role === undefined) return;
      const launcher = runsLauncher(unit);
      for (const at of launcher ? unit.list("Service", "UnsetEnvironment") : [])
        for (const name of splitWords(at.value).words.filter((word) => NEEDED.includes(word)))
          yield faultAt(at, `\`${name}\` is taken away from \`${unit.name}\``);
      for (const { names, at } of unit.role === "agent" && launcher ? lostVariables(unit) : [])
        yield faultAt(
          at,
          `${names.map((name) => `\`${name}\``).join(", ")} is taken away from \`${unit.name}\``,
        );
      const search = unit.environment.has("PATH") ? undefined : lastOf(unit, "ExecSearchPath");
      if (!launcher && search !== undefined && search.value !== "" && !SYSTEM.test(search.value))
        yield faultAt(
          search,
          "`ExecSearchPath=`, which becomes `PATH`, has neither `/usr/bin` nor `/bin`",
        );
      for (const [key, variable] of unit.environment) {
        if (TAKEN.includes(key) || PRELOADS.includes(key))
          yield faultAt(variable, `\`${key}\` is set for \`${unit.name}\``);
        if (
          key === "PATH" &&
          // The launcher looks in the system's folders whatever it is given.
          !launcher &&
          !SYSTEM.test(variable.value)
        )
          yield faultAt(variable, "`PATH` has neither `/usr/bin` nor `/bin`");
      }
    },
  },
  {
    code: "MF614",
    severity: "error",
    what: "An agent's working directory is absolute, and a folder",
    why: "The launcher expands a leading `$HOME`, `${HOME}` or `~` and nothing else; it ends with 78 for any other, and with 66 as long as there is no such folder.",
    remedy: "Write an absolute path, or one that starts with `~/`.",
    *check(unit, { installed }) {
      const workdir = unit.environment.get(WORKDIR);
      if (unit.role !== "agent" || workdir === undefined || workdir.value === "") return;
      // A specifier that is not known here may stand for an absolute path; one that is left in a file is text.
      const absolute = workdir.isComplete ? /^\// : /^(?:\/|%)/;
      if (!absolute.test(workdir.value) && !/^(?:\$HOME|\$\{HOME\}|~)(?:\/|$)/.test(workdir.value))
        yield faultAt(
          workdir,
          `\`${WORKDIR}\` is \`${shownValue(workdir.value)}\`, which is not absolute`,
        );
      for (const named of namedBy(unit, unit.set))
        if (
          named.key === WORKDIR &&
          named.kind !== "directory" &&
          (installed || named.kind !== "missing")
        )
          yield faultAt(
            workdir,
            named.kind === "missing"
              ? `\`${shownValue(named.path)}\` is not there`
              : `\`${shownValue(named.path)}\` is no folder, but a ${named.kind}`,
          );
    },
  },
  {
    code: "MF615",
    severity: "warning",
    what: "Agents do not share a working directory by their own files",
    why: "Two agents that edit and commit in one tree undo each other's work.",
    remedy: "Give each a folder of its own, as with `git worktree add`.",
    *check(unit) {
      const own = workdirOf(unit);
      if (own === undefined) return;
      // Said of the one that comes second.
      for (const name of sharersOf(unit).get(own.value) ?? [])
        if (name < unit.name)
          yield faultAt(own, `\`${name}\` works in \`${shownValue(own.value)}\` too`);
    },
  },
  {
    code: "MF616",
    severity: "warning",
    what: "The program of an agent's own command is on its PATH",
    why: "A user manager knows nothing of nvm, npm's own folder or `~/.local/bin` unless the unit's PATH names them; the launcher then ends with 72.",
    remedy: "Write the absolute path, or add its folder to `PATH` in the agent's environment file.",
    onlyInstalled: true,
    *check(unit) {
      const command = unit.environment.get("MOSAIC_AGENT_COMMAND");
      if (unit.role !== "agent" || command === undefined) return;
      for (const named of namedBy(unit, unit.set))
        if (named.key === "MOSAIC_AGENT_COMMAND" && named.kind !== "file")
          yield faultAt(
            command,
            `\`${shownValue(named.path)}\` is in no folder of the unit's PATH`,
          );
    },
  },
];

const SHARERS = new WeakMap<readonly CheckedUnit[], ReadonlyMap<string, readonly string[]>>();

/** The names of agents by the folders that are set for each alone. Made once for a set. */
function sharersOf(unit: CheckedUnit): ReadonlyMap<string, readonly string[]> {
  const known = SHARERS.get(unit.peers);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  for (const peer of peersOf(unit, "agent")) {
    const folder = workdirOf(peer)?.value;
    if (folder !== undefined) found.set(folder, [...(found.get(folder) ?? []), peer.name]);
  }
  SHARERS.set(unit.peers, found);
  return found;
}

/** Only what is set for this one agent: a folder that all of them are given was given on purpose. */
function workdirOf(unit: CheckedUnit): { value: string; file: string; line: number } | undefined {
  if (unit.role !== "agent" || !/@[^.]+\./.test(unit.name)) return undefined;
  const workdir = unit.environment.get(WORKDIR);
  return workdir?.fromFile === true && workdir.value !== "" ? workdir : undefined;
}
