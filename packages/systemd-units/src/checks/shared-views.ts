import type { MergedValue } from "../unit-file/merge-units.js";
import { parseBoolean } from "../values/parse-boolean.js";
import { expandSpecifiers } from "./expand-path.js";
import { lastOf } from "./fault.js";
import type { CheckedUnit } from "./finding.js";

/** A setting under which a unit does not see, may not write or may not run what holder and agents share. */
export interface SharedView {
  readonly at: MergedValue;
  readonly effect: Effect;
}

type Effect = "hides" | "forbids to write" | "forbids to run";

/** Every such setting, but where another gives all of it back. */
export function* sharedViews(unit: CheckedUnit): Generator<SharedView> {
  for (const { at, effect, on, except, atItself } of restrictions(unit)) {
    const given = except.flatMap((key) => exceptions(unit, key));
    const isGiven = (place: string, from: string): boolean =>
      given.some(
        ({ path, serves }) =>
          serves(place) && covers(path, place) && covers(from, path) && (atItself || path !== from),
      );
    const missed = on.some((word) => {
      const from = resolve(word, unit);
      return touched(from, effect, unit).some((place) => !isGiven(place, from));
    });
    if (missed) yield { at, effect };
  }
}

interface Restriction extends SharedView {
  /** The paths, as written. */
  readonly on: readonly string[];
  /** The settings that give back what is below; what is inaccessible stays so. */
  readonly except: readonly Exception[];
  /** They also give back the path itself; else the stricter of two for one path wins. Seen on systemd 257. */
  readonly atItself: boolean;
}

type Exception = "BindPaths" | "BindReadOnlyPaths" | "ReadWritePaths" | "ExecPaths";

function* restrictions(unit: CheckedUnit): Generator<Restriction> {
  const writes = { effect: "forbids to write", except: WRITES, atItself: false } as const;
  const binds = { effect: "hides", except: BINDS, atItself: false } as const;
  const tmp = lastOf(unit, "PrivateTmp");
  if (tmp && (parseBoolean(tmp.value) || tmp.value === "disconnected"))
    yield { ...binds, at: tmp, on: ["/tmp"], atItself: true };
  const at = lastOf(unit, "ProtectHome");
  const homes = ["/home", "/root", "/run/user"];
  if (at?.value === "read-only") yield { ...writes, at, on: homes };
  else if (at?.value === "tmpfs") yield { ...binds, at, on: homes };
  else if (at && parseBoolean(at.value)) yield { ...binds, at, on: homes, except: [] };
  const system = lastOf(unit, "ProtectSystem");
  if (system?.value === "strict") yield { ...writes, at: system, on: ["/"] };
  for (const key of ["RootDirectory", "RootImage"]) {
    const root = lastOf(unit, key);
    if (root && !["", "/"].includes(root.value)) yield { ...binds, at: root, on: ["/"] };
  }
  for (const [key, rest] of Object.entries(PATHS))
    for (const one of unit.list("Service", key)) yield { ...rest, at: one, on: words(one) };
}

const WRITES = ["ReadWritePaths", "BindPaths"] as const;
const BINDS = ["BindPaths", "BindReadOnlyPaths"] as const;
const PATHS: Readonly<Record<string, Omit<Restriction, "at" | "on">>> = {
  TemporaryFileSystem: { effect: "hides", except: BINDS, atItself: true },
  InaccessiblePaths: { effect: "hides", except: [], atItself: false },
  NoExecPaths: { effect: "forbids to run", except: ["ExecPaths", "BindPaths"], atItself: false },
  ReadOnlyPaths: { effect: "forbids to write", except: WRITES, atItself: false },
};

interface Given {
  readonly path: string;
  readonly serves: (place: string) => boolean;
}

/** What is bound from elsewhere is not what the others see; what is bound read-only serves for programs alone. */
function exceptions(unit: CheckedUnit, key: Exception): Given[] {
  const serves = (place: string): boolean => key !== "BindReadOnlyPaths" || place === PROGRAMS;
  return unit
    .list("Service", key)
    .flatMap((at) => words(at))
    .filter((word) => {
      const [source, target] = key.startsWith("Bind") ? word.split(":") : [word];
      return target === undefined || resolve(target, unit) === resolve(source ?? "", unit);
    })
    .map((word) => ({ path: resolve(word, unit), serves }));
}

const PROGRAMS = "/usr/bin";

/** What holder and agents share, or cannot do without, of what is at or below a path; the path itself where it is of the fleet's own. */
function touched(from: string, effect: Effect, unit: CheckedUnit): string[] {
  const [home, runtime, config, state] = ["%h", "%t", "%E", "%S"].map((word) =>
    resolve(word, unit),
  ) as [string, string, string, string];
  const places = {
    hides: ["/tmp", runtime, home, config, state, PROGRAMS, "/dev", "/proc", "/sys"],
    "forbids to write": ["/tmp", runtime, home, config, state],
    "forbids to run": [PROGRAMS, home, config],
  }[effect];
  const own = [runtime, config, state].some((folder) => from.startsWith(`${folder}/mosaic`));
  return own ? [from] : places.filter((place) => covers(from, place));
}

const covers = (above: string, path: string): boolean =>
  `${path}/`.startsWith(above.replace(/\/*$/, "/"));

const words = ({ value }: MergedValue): string[] =>
  value.split(/\s+/).map((word) => word.replace(/^[-+]*/, ""));

/** The path of a word without options; with a home and a runtime folder that are not known, below the usual ones. */
function resolve(word: string, { set }: CheckedUnit): string {
  const { text } = expandSpecifiers(word.replace(/:.*$/, ""), set.specifiers ?? {});
  const home = set.specifiers?.home ?? "/home/?";
  const usual: Readonly<Record<string, string>> = {
    "%h": home,
    "%t": set.specifiers?.env?.["XDG_RUNTIME_DIR"] ?? "/run/user/?",
    "%E": `${home}/.config`,
    "%S": `${home}/.local/state`,
    "%T": "/tmp",
  };
  return text
    .replace(/^%[htEST]/, (specifier) => usual[specifier] ?? specifier)
    .replace(/^\/bin(?=\/|$)/, PROGRAMS)
    .replace(/(?<=.)\/+$/, "");
}
