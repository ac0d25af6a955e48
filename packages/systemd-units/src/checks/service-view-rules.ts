import { parseBoolean } from "../values/parse-boolean.js";
import { parseSize } from "../values/parse-size.js";
import type { MergedValue } from "../unit-file/merge-units.js";
import { expandSpecifiers } from "./expand-path.js";
import { faultAt, faultOf, isWhole, lastOf } from "./fault.js";
import type { CheckedUnit, Rule } from "./finding.js";
import { runsLauncher } from "./launcher.js";

export const serviceViewRules: readonly Rule[] = [
  {
    code: "MF521",
    severity: "error",
    what: "Holder and agents see the files that they share, and may write them",
    why: "The socket is in `/tmp`, the launcher's files are in `%t` and in the home: with a view of its own the holder is not found by anyone, and an agent does not find it. What the holder sees, every pane sees.",
    remedy: "Remove the setting; confine what an agent runs by its own command, as with `bwrap`.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const { at, hides } of views(unit))
        yield {
          ...faultAt(
            at,
            `\`${at.key}=${at.value}\` ${hides ? "hides" : "forbids to write"} what \`${unit.name}\` shares with the others`,
          ),
          ...(hides || unit.role === "holder" ? {} : { severity: "warning" as const }),
        };
    },
  },
  {
    code: "MF522",
    severity: "error",
    what: "Holder and agents may do what tmux and a shell script do",
    why: "Without Unix sockets no client reaches the server; with a filter or a limit that is too tight tmux or the launcher is killed, or cannot write.",
    remedy: "Remove the setting, or loosen it.",
    *check(unit) {
      if (unit.role === undefined) return;
      const families = unit.list("Service", "RestrictAddressFamilies");
      if (forbids(families, "AF_UNIX"))
        yield faultOf(unit, "RestrictAddressFamilies", `\`${unit.name}\` may not use \`AF_UNIX\``);
      const calls = unit.list("Service", "SystemCallFilter");
      const [first] = calls;
      if (first && !first.value.startsWith("~") && forbids(calls, "@system-service"))
        yield {
          ...faultOf(
            unit,
            "SystemCallFilter",
            `\`${unit.name}\` may make fewer system calls than \`@system-service\` has`,
          ),
          severity: "warning",
        };
      for (const [key, [least, said]] of Object.entries(LEAST)) {
        const at = lastOf(unit, key);
        const limit = parseSize(at?.value.split(":")[0] ?? "");
        if (at !== undefined && limit !== undefined && limit < least)
          yield faultAt(
            at,
            `\`${key}=${at.value}\` is less than the ${said} that \`${unit.name}\` needs`,
          );
      }
    },
  },
  {
    code: "MF523",
    severity: "error",
    what: "Holder and agents need no terminal, socket or PID file of the unit's",
    why: "A user unit has none of them: the start fails, or waits for what never comes.",
    remedy: "Remove the setting.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const key of ["StandardInput", "StandardOutput", "StandardError"]) {
        const at = lastOf(unit, key);
        if (at !== undefined && /^(?:tty|socket|fd:)/.test(at.value))
          yield faultAt(at, `\`${key}=${at.value}\` of \`${unit.name}\` is not there`);
      }
      const pid = lastOf(unit, "PIDFile");
      if (unit.role === "holder" && pid !== undefined && pid.value !== "")
        yield faultAt(
          pid,
          `Nothing writes \`${pid.value}\`, and the start of \`${unit.name}\` waits for it`,
        );
    },
  },
  {
    code: "MF525",
    severity: "error",
    what: "An agent's own environment file is read",
    why: "What stands in `agents/<agent>.env` wins over the roster; where the unit does not read it the launcher refuses to start, for the agent would run with other settings than are written down.",
    remedy:
      "Add `EnvironmentFile=-%E/mosaic/fleet/agents/%i.env` behind the line that takes it away.",
    *check(unit) {
      if (!isWhole(unit, "agent") || !runsLauncher(unit)) return;
      const isOwn = ({ key, value }: MergedValue): boolean =>
        key === "EnvironmentFile" && /\/fleet\/agents\/.+\.env$/.test(value);
      if (
        unit.assignments.some(isOwn) &&
        !unit.list("Service", "EnvironmentFile").some((one) => isOwn(one))
      )
        yield faultOf(
          unit,
          "EnvironmentFile",
          `\`${unit.name}\` does not read its own environment file`,
        );
    },
  },
];

/** The soft limits below which tmux or a shell does not start: open files, bytes of a file, bytes of memory. */
const LEAST: Readonly<Record<string, readonly [number, string]>> = {
  LimitNOFILE: [16, "16 open files"],
  LimitFSIZE: [1024 ** 2, "1 MiB of a file"],
  LimitAS: [32 * 1024 ** 2, "32 MiB of addresses"],
};

/** An allow-list that does not name it, or a deny-list (`~`) that does; the first word says which of the two it is. */
function forbids(values: readonly MergedValue[], word: string): boolean {
  if (values.length === 0) return false;
  const named = values.some(({ value }) => value.replace(/^~/, "").split(/\s+/).includes(word));
  return values[0]?.value.startsWith("~") ? named : !named;
}

interface View {
  readonly at: MergedValue;
  /** It is not there at all, rather than not to be written. */
  readonly hides: boolean;
}

function* views(unit: CheckedUnit): Generator<View> {
  const tmp = lastOf(unit, "PrivateTmp");
  if (tmp && (parseBoolean(tmp.value) || tmp.value === "disconnected"))
    yield { at: tmp, hides: true };
  const home = lastOf(unit, "ProtectHome");
  if (home && (parseBoolean(home.value) || ["read-only", "tmpfs"].includes(home.value)))
    yield { at: home, hides: home.value !== "read-only" };
  const system = lastOf(unit, "ProtectSystem");
  if (system?.value === "strict") yield { at: system, hides: false };
  for (const key of ["RootDirectory", "RootImage"]) {
    const root = lastOf(unit, key);
    if (root && !["", "/"].includes(root.value)) yield { at: root, hides: true };
  }
  for (const [key, hides] of Object.entries(PATHS))
    for (const at of unit.list("Service", key))
      if (at.value.split(/\s+/).some((word) => isShared(word, unit))) yield { at, hides };
}

const PATHS = {
  TemporaryFileSystem: true,
  InaccessiblePaths: true,
  NoExecPaths: true,
  ReadOnlyPaths: false,
};

/** Whether a path is, or is above, a folder that holder and agents share. */
function isShared(word: string, { set }: CheckedUnit): boolean {
  const path = word.replace(/^[-+]*/, "").replace(/:.*$/, "");
  if (/^%[thEST](?:\/mosaic.*)?$/.test(path)) return true;
  const { home, env } = set.specifiers ?? {};
  const shared = [
    "/tmp",
    "/usr/bin",
    "/bin",
    env?.["XDG_RUNTIME_DIR"] ?? "/run/user",
    home ?? "/home",
  ];
  const { text } = expandSpecifiers(path, set.specifiers ?? {});
  const above = text.replace(/\/*$/, "/");
  return text.startsWith("/") && shared.some((folder) => `${folder}/`.startsWith(above));
}
