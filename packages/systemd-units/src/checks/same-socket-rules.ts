import { shownValue } from "../environment/shown.js";
import { parseUnitName } from "../names/unit-name.js";
import { splitWords } from "../values/split-words.js";
import { faultAt, faultOf, isWhole, lastOf, latest } from "./fault.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import { runsLauncher, runsLauncherIn } from "./launcher.js";
import { peersOf } from "./peers.js";
import { serverCall, type PlacedCall } from "./placed-calls.js";
import { AGENT_PREFIX, isBeside } from "./role-of.js";
import type { UnitVariable } from "./unit-variable.js";

const SOCKET = "MOSAIC_TMUX_SOCKET";
const FOLDER = "TMUX_TMPDIR";
const WAY_OUT = ["Environment", "UnsetEnvironment"];

export const sameSocketRules: readonly Rule[] = [
  {
    code: "MF304",
    severity: "error",
    what: "Holder, agents and what stands beside them use one socket",
    why: "An agent that looks for its session on another socket finds no server there, and never comes up; a timer's look finds no agent.",
    remedy:
      "Set `MOSAIC_TMUX_SOCKET` for holder, template and the services beside it alike, by a drop-in for each; start the server with `-L ${MOSAIC_TMUX_SOCKET}`.",
    rosterMay: true,
    *check(unit, { uid = process.getuid?.() ?? 0 }) {
      if (isBeside(unit)) yield* besideOthers(unit);
      const own = unit.environment.get(SOCKET);
      const name = own?.value ?? socketOfNone(unit);
      // One that is empty is another rule's finding.
      if (unit.role !== "agent" || !name) return;
      for (const holder of peersOf(unit, "holder").filter(({ main }) => main)) {
        const server = serverCall(holder);
        const said = holder.environment.get(SOCKET);
        const path = runsLauncher(unit) ? server?.call.socketPath : undefined;
        const served = path ?? server?.call.socketName;
        // A server without a name is another rule's finding.
        if (!served || served === name || served === `/tmp/tmux-${String(uid)}/${name}`) continue;
        // An agent may be the guest of another server by its own file; the template's word is for all of them.
        const guest = own?.fromFile ? { severity: "info" as const } : {};
        const places = [own ?? lastOf(unit, WAY_OUT), said, server?.line];
        // Where the holder says one name and its server has another, it is the server's line that is wrong.
        const at = said?.value === name ? server?.line : latest(places);
        const message = `\`${SOCKET}\` is \`${shownValue(name)}\`, but \`${holder.name}\` serves \`${shownValue(served)}\``;
        yield {
          ...(at === undefined ? faultOf(unit, WAY_OUT, message) : faultAt(at, message)),
          ...guest,
        };
      }
    },
  },
  {
    code: "MF307",
    severity: "error",
    what: "`TMUX_TMPDIR` is the same for holder and agents",
    why: "tmux looks for the socket below it: with two folders each side has a server of its own, and neither sees the other. The user manager may have one too, as from `environment.d` or a login shell.",
    remedy:
      "Remove it everywhere, from a line with `env` too, and have `UnsetEnvironment=TMUX TMUX_PANE TMUX_TMPDIR` in holder and template.",
    *check(unit) {
      if (isWhole(unit, "holder") && isAtOdds(unit))
        yield differing(unit, folderOf(unit), unit, folderOfServer(unit));
      if (unit.role !== "agent") return;
      for (const holder of peersOf(unit, "holder").filter(({ main }) => main)) {
        const own = folderOf(unit);
        // Drop-ins alone do not say what their unit takes away.
        if (unit.main === undefined && own.value === undefined) continue;
        const server = folderOfServer(holder);
        // Where the holder is at odds with itself that is told of it alone.
        const isTold = isAtOdds(holder) && own.value === folderOf(holder).value;
        if (own.value !== server.value && !isTold) yield differing(unit, own, holder, server);
      }
    },
  },
];

/** What the launcher takes where nothing is said. */
function socketOfNone(unit: CheckedUnit): string | undefined {
  return unit.main !== undefined && runsLauncher(unit) ? "mosaic-fleet" : undefined;
}

/** What stands beside the agents against their template: that is what is judged against the holder. */
function* besideOthers(unit: CheckedUnit): Generator<Fault> {
  const own = unit.environment.get(SOCKET);
  const { prefix } = parseUnitName(unit.name) ?? {};
  // Its lines have the variable in a path; the launcher has a name for where there is none.
  const name = own?.value ?? (prefix === "mosaic-gave-up" ? socketOfNone(unit) : "");
  const template = peersOf(unit, "agent").find(({ name: of }) => of === `${AGENT_PREFIX}@.service`);
  if (unit.main === undefined || template === undefined || own?.fromFile || !runsLauncher(unit))
    return;
  const theirs = template.environment.get(SOCKET)?.value ?? socketOfNone(template);
  if (name === undefined || theirs === undefined || name === theirs) return;
  const served = peersOf(unit, "holder").flatMap((one) => serverCall(one)?.call.socketName ?? []);
  // Where the template is at odds with the holder that is told of it alone.
  if (served.length > 0 && !served.includes(theirs)) return;
  yield faultOf(
    unit,
    WAY_OUT,
    `\`${SOCKET}\` is \`${shownValue(name)}\`, but \`${template.name}\` has \`${shownValue(theirs)}\``,
  );
}

/** `TMUX_TMPDIR` of a process: its value, empty where it has none, `undefined` where it is the manager's; and who says so. */
interface Folder {
  readonly value: string | undefined;
  readonly at?: UnitVariable | PlacedCall["line"];
}

function folderOf(unit: CheckedUnit): Folder {
  const own = unit.environment.get(FOLDER);
  if (own !== undefined) return { value: own.value, at: own };
  const unset = unit
    .list("Service", "UnsetEnvironment")
    .find(({ value }) => splitWords(value).words.includes(FOLDER));
  return unset === undefined ? { value: undefined } : { value: "", at: unset };
}

/** With what `env`, or a shell, does on the server's own line. */
function folderOfServer(holder: CheckedUnit): Folder {
  const server = serverCall(holder);
  if (server === undefined) return folderOf(holder);
  const { line, call } = server;
  return call.before.reduce<Folder>((folder, word, at, words) => {
    const set = /^TMUX_TMPDIR=(.*)$/s.exec(word)?.[1];
    if (set !== undefined) return { value: set, at: line };
    const named = /^(?:-u|--unset=|unset$)(.*)$/.exec(word)?.[1];
    const isTaken =
      /^(?:-|-[iv0]*i[iv0]*|--ignore-environment)$/.test(word) ||
      (named !== undefined && (named || words[at + 1]) === FOLDER);
    return isTaken ? { value: "", at: line } : folder;
  }, folderOf(holder));
}

/** Whether what waits for the server looks for it elsewhere. */
function isAtOdds(holder: CheckedUnit): boolean {
  const waits = holder.list("Service", "ExecStartPost").some((line) => runsLauncherIn(line));
  return waits && folderOfServer(holder).value !== folderOf(holder).value;
}

function differing(unit: CheckedUnit, own: Folder, holder: CheckedUnit, theirs: Folder): Fault {
  const who = unit === holder ? `the server of \`${holder.name}\`` : `\`${holder.name}\``;
  const message = `\`${FOLDER}\` differs between \`${unit.name}\` and ${who}`;
  const set = latest([own, theirs].flatMap(({ value, at }) => (value ? at : undefined)));
  if (set !== undefined) return faultAt(set, message);
  // Neither is given one, and one of the two takes what the manager has.
  const open = own.value === undefined ? unit : holder;
  return {
    ...faultOf(open, "UnsetEnvironment", `${message}, once the user manager has one`),
    severity: "warning",
  };
}
