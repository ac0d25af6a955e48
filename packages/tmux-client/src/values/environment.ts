/** Names and values as a process gets them; undefined means unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** For a client: `$TMUX` would redirect it, and the locale must not depend on who calls. */
export function clientEnvironment(env: Environment): Record<string, string> {
  return { ...defined(env, (name) => name !== "TMUX" && name !== "TMUX_PANE"), LC_ALL: "C.UTF-8" };
}

/**
 * For the client that founds a server: what it has, the server and every later pane keep for life,
 * so only what a login gives goes in. TMUX_TMPDIR is part of the server's address.
 */
export function foundingEnvironment(env: Environment): Record<string, string> {
  return { ...defined(env, (name) => founding.has(name)), LC_ALL: "C.UTF-8" };
}

const founding: ReadonlySet<string> = new Set([
  "HOME",
  "PATH",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "XDG_RUNTIME_DIR",
  "DBUS_SESSION_BUS_ADDRESS",
  "TMUX_TMPDIR",
]);

function defined(env: Environment, keep: (name: string) => boolean): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && keep(name)) result[name] = value;
  }
  return result;
}
