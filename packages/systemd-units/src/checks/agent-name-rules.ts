import { parseUnitName } from "../names/unit-name.js";
import { execLineOf } from "./exec-line-of.js";
import { commandLines, faultAt, faultMissing } from "./fault.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import { groupBy } from "../group-by.js";
import { namedBy } from "./environment-of.js";
import { peersOf } from "./peers.js";
import { tmuxCalls } from "./tmux-calls.js";

export const agentNameRules: readonly Rule[] = [
  {
    code: "MF403",
    severity: "error",
    what: "What a stop runs may fail, and ends",
    why: "A stop whose command fails leaves the unit `failed`, and one that waits for a stopped server is waited for until the time is up.",
    remedy: "Leave `ExecStop=` out, or write `ExecStop=-/usr/bin/timeout 5 tmux …`.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const key of ["ExecStop", "ExecStopPost"])
        for (const line of unit.list("Service", key)) {
          if (tmuxCalls(line.value).length === 0) continue;
          const [command] = execLineOf(line.value).commands;
          if (!command?.ignoresFailure)
            yield faultAt(line, `\`${key}=\` has no \`-\` before its program`);
          if (!/\/?timeout$/.test(command?.path ?? ""))
            yield faultAt(line, `\`${key}=\` calls tmux without a time limit`);
        }
    },
  },
  {
    code: "MF404",
    severity: "error",
    what: "Names of agents are safe",
    why: "systemd escapes some characters, and tmux rewrites `.` and `:` in names of sessions: unit and session then have different names.",
    remedy: "Use small letters, digits, `-` and `_`, at most 63, not starting with `-` or `_`.",
    *check(unit) {
      const instance = instanceOf(unit);
      if (instance !== undefined && !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(instance))
        yield faultOfInstance(unit, `\`${instance}\` is no safe name for an agent`);
    },
  },
  {
    code: "MF405",
    severity: "error",
    what: "Every agent has a session of its own",
    why: "tmux knows a session by its rewritten name, so two agents would share one, and the stop of one ends the other.",
    remedy: "Rename one of them.",
    *check(unit) {
      const instance = instanceOf(unit);
      if (instance === undefined) return;
      for (const other of instancesOf(unit).get(session(instance)) ?? []) {
        // Said once, of the one that comes second.
        if (other < instance)
          yield faultOfInstance(
            unit,
            `\`${instance}\` and \`${other}\` are one session to tmux: \`${session(instance)}\``,
          );
      }
    },
  },
  {
    code: "MF406",
    severity: "error",
    what: "No agent has the name of a session that the holder makes",
    why: "The agent's start would meet that session, and its stop would end it.",
    remedy: "Rename the agent, or let the holder make no session (`tmux -D`).",
    *check(unit) {
      const instance = instanceOf(unit);
      if (instance === undefined) return;
      for (const holder of peersOf(unit, "holder"))
        for (const line of commandLines(holder))
          for (const { command } of tmuxCalls(line.value)) {
            const at = command.findIndex((word) => /^new(?:-session)?$/.test(word));
            const name = command[command.indexOf("-s", at) + 1];
            if (
              at !== -1 &&
              command.includes("-s") &&
              name !== undefined &&
              session(name) === session(instance)
            )
              yield faultAt(
                line,
                `The holder makes a session \`${name}\`, and there is an agent of that name`,
              );
          }
    },
  },
];

const INSTANCES = new WeakMap<readonly CheckedUnit[], ReadonlyMap<string, readonly string[]>>();

/** The agents of a set by the sessions they have. Made once for a set. */
function instancesOf(unit: CheckedUnit): ReadonlyMap<string, readonly string[]> {
  const known = INSTANCES.get(unit.peers);
  if (known !== undefined) return known;
  const all = peersOf(unit, "agent").flatMap((peer) => instanceOf(peer) ?? []);
  const found = groupBy(all, session);
  INSTANCES.set(unit.peers, found);
  return found;
}

function instanceOf(unit: CheckedUnit): string | undefined {
  return unit.role === "agent" ? parseUnitName(unit.name)?.instance || undefined : undefined;
}

function session(name: string): string {
  return name.replace(/[.:]/g, "_");
}

/** At what names the instance: its drop-in, its environment file, its link; else at the unit. */
function faultOfInstance(unit: CheckedUnit, message: string): Fault {
  const instance = parseUnitName(unit.name)?.instance ?? "";
  const own =
    unit.files.find(({ path }) => path.includes(`@${instance}.`))?.path ??
    namedBy(unit, unit.set).find((named) => named.unit !== undefined && named.kind !== "missing")
      ?.path ??
    unit.set.links?.find(({ name }) => name === unit.name)?.path;
  return own === undefined ? faultMissing(unit, "Unit", message) : { file: own, line: 1, message };
}
