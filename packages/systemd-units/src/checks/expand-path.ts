import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { unescapeName } from "../names/escape-name.js";
import { parseUnitName } from "../names/unit-name.js";

/** What specifiers stand for. Defaults: this process. */
export interface SpecifierContext {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Without it `%i` stays as it is. */
  readonly instance?: string;
  /** The name of the unit, for `%n`, `%N`, `%p` and `%j`. */
  readonly unit?: string;
}

/**
 * Expands the specifiers of a path in a user unit (systemd.unit(5)); `undefined` when it has one that is not known here, or is not
 * absolute. `%S` and `%L` are not known: they moved between versions of systemd.
 */
export function expandPath(path: string, context: SpecifierContext): string | undefined {
  let unknown = false;
  const expanded = path.replace(/%([A-Za-z0-9%])/g, (specifier, letter: string) => {
    const value = SPECIFIERS[letter]?.(context);
    if (value === undefined) unknown ||= letter !== "i";
    return value ?? specifier;
  });
  return unknown || !expanded.startsWith("/") ? undefined : expanded;
}

type Expand = (context: SpecifierContext) => string | undefined;

const SPECIFIERS: Readonly<Record<string, Expand>> = {
  "%": () => "%",
  i: ({ instance }) => instance,
  I: ({ instance }) => (instance === undefined ? undefined : unescapeName(instance)),
  n: ({ unit }) => unit,
  N: ({ unit }) => unit?.replace(/\.[a-z]+$/, ""),
  p: ({ unit }) => parseUnitName(unit ?? "")?.prefix,
  j: ({ unit }) =>
    parseUnitName(unit ?? "")
      ?.prefix.split("-")
      .at(-1),
  h: ({ home = "/" }) => home,
  E: directory("XDG_CONFIG_HOME", ".config"),
  C: directory("XDG_CACHE_HOME", ".cache"),
  t: ({ env }) => env?.["XDG_RUNTIME_DIR"],
  T: ({ env }) => env?.["TMPDIR"] ?? tmpdir(),
  V: ({ env }) => env?.["TMPDIR"] ?? "/var/tmp",
  u: ({ env }) => env?.["USER"] ?? userInfo().username,
  U: () => String(userInfo().uid),
};

function directory(variable: string, fallback: string): Expand {
  return ({ env, home = "/" }) => {
    const value = env?.[variable];
    return value?.startsWith("/") ? value : join(home, fallback);
  };
}
