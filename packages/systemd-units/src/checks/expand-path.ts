import { userInfo, type UserInfo } from "node:os";
import { join } from "node:path";
import { unescapeName } from "../names/escape-name.js";
import { parseUnitName } from "../names/unit-name.js";

/** What specifiers stand for. What is not given is not known. */
export interface SpecifierContext {
  readonly home?: string;
  /** The manager's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly instance?: string;
  /** The name of the unit, for `%n`, `%N`, `%p` and `%j`. */
  readonly unit?: string;
}

/** A text with its specifiers put in. */
export interface Expanded {
  readonly text: string;
  /** Every specifier was known; those that were not stand as written. */
  readonly isComplete: boolean;
}

/**
 * Expands the specifiers of a path in a user unit (systemd.unit(5)); `undefined` when it has one that is not known here, or is not
 * absolute. `%S` and `%L` are not known: they moved between versions of systemd.
 */
export function expandPath(path: string, context: SpecifierContext): string | undefined {
  const { text, isComplete } = expandSpecifiers(path, context);
  return isComplete && text.startsWith("/") ? text : undefined;
}

/** Puts in the specifiers of a text, once: what a specifier gave is not read again. */
export function expandSpecifiers(text: string, context: SpecifierContext): Expanded {
  let isComplete = true;
  const expanded = text.replace(/%([A-Za-z0-9%])/g, (specifier, letter: string) => {
    const value = SPECIFIERS[letter]?.(context);
    isComplete &&= value !== undefined;
    return value ?? specifier;
  });
  return { text: expanded, isComplete };
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
  h: ({ home }) => home,
  E: directory("XDG_CONFIG_HOME", ".config"),
  C: directory("XDG_CACHE_HOME", ".cache"),
  t: ({ env }) => env?.["XDG_RUNTIME_DIR"],
  T: ({ env }) => env && (env["TMPDIR"] ?? "/tmp"),
  V: ({ env }) => env && (env["TMPDIR"] ?? "/var/tmp"),
  u: ({ env }) => env && (env["USER"] ?? caller().username),
  U: ({ env }) => env && String(caller().uid),
};

let known: UserInfo<string> | undefined;

/** Looked up once: it reads the system's users. */
function caller(): UserInfo<string> {
  known ??= userInfo();
  return known;
}

function directory(variable: string, fallback: string): Expand {
  return ({ env, home }) => {
    const value = env?.[variable];
    if (value?.startsWith("/")) return value;
    return home === undefined ? undefined : join(home, fallback);
  };
}
