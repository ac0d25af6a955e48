import { lstatSync, realpathSync } from "node:fs";
import type { Stats } from "node:fs";
import { basename, dirname, isAbsolute } from "node:path";
import type { Environment } from "./environment.js";
import { TmuxError, invalidArgument } from "./error.js";
import { checkText } from "./quote.js";

/** Which server: a socket's name (`tmux -L`), its path (`tmux -S`), or the person's own default one. */
export type TmuxAddress =
  { readonly socket: string } | { readonly path: string } | { readonly default: true };

export interface ResolvedAddress {
  /** The global flags of tmux(1) that name the socket; they also beat an inherited `$TMUX`. */
  readonly flags: readonly string[];
  readonly socketPath: string;
  /** The default server belongs to the person: it is neither founded, nor configured, nor ended. */
  readonly isDefault: boolean;
  /** The folder of named sockets, whose owner and mode count; undefined for a given path. */
  readonly directory?: string;
  /** TMUX_TMPDIR where it names what is not there, so that tmux would use `/tmp` in silence. */
  readonly missingTmpdir?: string;
}

export interface AddressContext {
  readonly env: Environment;
  readonly uid: number;
  /** Behind a prefix, tmux itself finds the socket of a name: the folder may be another there. */
  readonly prefixed?: boolean;
}

/**
 * Throws InvalidArgument. Computes the path as tmux(1) does for `-L`, once: tmux given the name
 * would go to another server when TMUX_TMPDIR is removed in between.
 */
export function resolveAddress(address: TmuxAddress, context: AddressContext): ResolvedAddress {
  const { socket, path, default: person } = checkAddress(address);
  if (path !== undefined) return byPath(path, context);
  const name = person ? "default" : checkSocketName(socket ?? "");
  const named = context.env["TMUX_TMPDIR"];
  const { directory, missing } = socketDirectory(context);
  const socketPath = checkLength(`${directory}/${name}`);
  return {
    flags: context.prefixed ? ["-L", name] : ["-S", socketPath],
    socketPath,
    isDefault: name === "default",
    ...(context.prefixed ? {} : { directory }),
    ...(missing && named ? { missingTmpdir: named } : {}),
  };
}

/** Throws PermissionDenied as tmux(1) does for `-L`: who may enter the folder may replace the socket. */
export function checkDirectory(directory: string, uid: number): void {
  let stat: Stats | undefined;
  let cause: unknown;
  try {
    stat = lstatSync(directory, { throwIfNoEntry: false });
    if (!stat || (stat.isDirectory() && stat.uid === uid && (stat.mode & 0o007) === 0)) return;
  } catch (error) {
    cause = error;
  }
  throw new TmuxError(
    "PermissionDenied",
    `\`${directory}\` is not a folder of user ${String(uid)} that others cannot enter: give it that owner and mode 0700, or remove it`,
    { cause },
  );
}

/** Two paths of one socket, also where the folder is reached through a link. */
export function samePath(a: string, b: string): boolean {
  if (a === b) return true;
  const folder = real(dirname(a));
  // Two folders that are both gone are not one and the same.
  return folder !== undefined && basename(a) === basename(b) && folder === real(dirname(b));
}

/** Exactly one way to name the server: one that is misspelt must not lead to the person's own. */
function checkAddress(address: TmuxAddress): {
  readonly socket?: string;
  readonly path?: string;
  readonly default?: true;
} {
  const given: unknown[] = Object.entries(address ?? {}).flat();
  const [way, value] = given;
  const known = way === "default" ? value === true : way === "socket" || way === "path";
  if (known && value !== undefined && given.length === 2) return address;
  throw invalidArgument(
    `${JSON.stringify(address)} names no server: give \`{ socket }\`, \`{ path }\` or \`{ default: true }\``,
  );
}

function byPath(path: string, context: AddressContext): ResolvedAddress {
  checkText(path, "the socket's path");
  if (!isAbsolute(path)) {
    throw invalidArgument(
      `socket path ${JSON.stringify(path)} is not absolute: give it from \`/\` on`,
    );
  }
  const isDefault = samePath(path, `${socketDirectory(context).directory}/default`);
  return { flags: ["-S", path], socketPath: checkLength(path), isDefault };
}

function socketDirectory(context: AddressContext): { directory: string; missing: boolean } {
  const named = context.env["TMUX_TMPDIR"];
  const base = named ? real(named) : undefined;
  const directory = `${base ?? real("/tmp") ?? "/tmp"}/tmux-${String(context.uid)}`;
  return { directory, missing: Boolean(named) && base === undefined };
}

function checkSocketName(name: string): string {
  checkText(name, "the socket's name");
  if (name === "" || name === "." || name === ".." || /[/\p{Cc}]/u.test(name)) {
    throw invalidArgument(
      `${JSON.stringify(name)} is no socket name: use a plain file name, or \`{ path }\` for a path`,
    );
  }
  if (name === "default") {
    throw invalidArgument(
      "`default` is the person's own server: write `{ default: true }` to reach it",
    );
  }
  return name;
}

function checkLength(socketPath: string): string {
  // sun_path of unix(7) holds 108 bytes with the final NUL.
  if (Buffer.byteLength(socketPath) <= 107) return socketPath;
  throw invalidArgument(
    `socket path \`${socketPath}\` is longer than 107 bytes: use a shorter folder`,
  );
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
