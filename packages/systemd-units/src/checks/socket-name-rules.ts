import { shownValue } from "../environment/shown.js";
import { dependencies, faultAt, faultOf, lastOf, latest } from "./fault.js";
import type { Rule } from "./finding.js";
import { placedCalls } from "./placed-calls.js";

const SOCKET = "MOSAIC_TMUX_SOCKET";
/** A socket's path has room for 107 bytes (unix(7)); what is left over is for longer uids. */
const LONGEST_PATH = 100;

export const socketNameRules: readonly Rule[] = [
  {
    code: "MF305",
    severity: "error",
    what: "Only the holder may end its server",
    why: "`kill-server` in another unit ends every agent's session when that one unit stops.",
    remedy: "Use `kill-session -t =%i:`, or leave the stop to systemd.",
    *check(unit) {
      if (unit.role === "holder") return;
      for (const { line, call } of placedCalls(unit))
        if (call.command.includes("kill-server"))
          yield faultAt(line, `\`${line.key}=\` ends the whole tmux server`);
    },
  },
  {
    code: "MF306",
    severity: "error",
    what: "An agent without a socket of its own leaves the holder alone",
    why: "Its session is on the person's default server: it needs no holder, and `-L` would look elsewhere.",
    remedy:
      "Remove the holder from `Wants=`, `Requires=` and `PartOf=`, and `-L`, or give a socket name.",
    *check(unit) {
      const own = unit.environment.get(SOCKET);
      if (unit.role !== "agent" || own?.value !== "") return;
      const tie = ["Requires", "Wants", "PartOf"]
        .flatMap((key) => dependencies(unit, key))
        .find(({ name }) => unit.holders.includes(name));
      if (tie !== undefined)
        yield faultAt(
          latest([tie.at, own]) ?? tie.at,
          `\`${SOCKET}\` is empty, yet the agent depends on the holder by \`${tie.at.key}=\``,
        );
      for (const { line, call } of placedCalls(unit))
        if (call.namesSocket)
          yield faultAt(
            latest([line, own]) ?? line,
            `\`${SOCKET}\` is empty, yet tmux is given a socket`,
          );
    },
  },
  {
    code: "MF308",
    severity: "warning",
    what: "The path of the socket is short",
    why: "A Unix socket's path has room for 107 bytes; tmux says `File name too long` and no server starts.",
    remedy: "Use a shorter socket name, or a folder nearer to the root.",
    *check(unit, { uid = process.getuid?.() ?? 0 }) {
      for (const { line, call } of placedCalls(unit)) {
        const folder = `${unit.environment.get("TMUX_TMPDIR")?.value ?? "/tmp"}/tmux-${String(uid)}/`;
        const path =
          call.socketPath ?? (call.socketName === undefined ? "" : folder + call.socketName);
        const length = Buffer.byteLength(path);
        if (length > LONGEST_PATH)
          yield faultAt(line, `The path of the socket has ${String(length)} bytes`);
      }
    },
  },
  {
    code: "MF309",
    severity: "warning",
    what: "No unit uses tmux's control mode",
    why: "Before tmux 3.7 a control client that connects while a session comes or goes can crash the server, with every agent on it.",
    remedy: "Leave out `-C`; for a look at the server use `list-sessions` or `display-message`.",
    *check(unit, { tmuxVersion }) {
      const version = Number.parseFloat(tmuxVersion ?? "");
      if (version >= 3.7) return;
      for (const { line, call } of placedCalls(unit))
        if (call.isControl)
          yield {
            ...faultAt(line, `\`${line.key}=\` connects a control client`),
            ...(version < 3.7 ? { severity: "error" as const } : {}),
          };
    },
  },
  {
    code: "MF310",
    severity: "error",
    what: "The socket's name is a plain name",
    why: "`default` is the person's own server, and a `/` makes a path into a folder that is not there.",
    remedy: "Use a name such as `mosaic-fleet`; a path goes behind `-S`.",
    *check(unit) {
      if (unit.role === undefined) return;
      const variable = unit.environment.get(SOCKET);
      if (variable !== undefined && isWrong(variable.value))
        yield faultAt(variable, `\`${SOCKET}\` is \`${shownValue(variable.value)}\``);
      if (unit.role === "holder" && variable?.value === "")
        yield faultOf(unit, "Environment", `\`${SOCKET}\` of the holder is empty`);
      for (const { line, call } of placedCalls(unit))
        if (unit.role === "holder" && call.isServer && call.socketName === "")
          yield faultAt(
            latest([lastOf(unit, ["Environment", "UnsetEnvironment"]), line]) ?? line,
            `The server of \`${unit.name}\` is given an empty name for its socket`,
          );
        else if (
          call.socketName !== undefined &&
          call.socketName !== variable?.value &&
          isWrong(call.socketName)
        )
          yield faultAt(line, `The socket's name is \`${shownValue(call.socketName)}\``);
    },
  },
];

function isWrong(name: string): boolean {
  return name === "default" || name.includes("/");
}
