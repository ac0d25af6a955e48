import { homedir } from "node:os";

/**
 * The folders in which a user manager looks for units and drop-ins, the first wins (systemd.unit(5), "Unit File Load Path"); `env` is the
 * manager's, `version` its systemd, as 257 (default: 252). A running manager knows better: ask `searchPath()` of one. Folders that are not
 * there are in the list too. Without `XDG_RUNTIME_DIR` there are none below it.
 */
export function unitSearchPath(
  options: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly home?: string;
    readonly version?: number;
  } = {},
): string[] {
  const { env = process.env, home = env["HOME"] ?? homedir(), version = 252 } = options;
  const own = env["SYSTEMD_UNIT_PATH"];
  if (own !== undefined && own !== "" && !own.endsWith(":")) return own.split(":");
  const config = env["XDG_CONFIG_HOME"] || `${home}/.config`;
  const data = env["XDG_DATA_HOME"] || `${home}/.local/share`;
  const configs = split(env["XDG_CONFIG_DIRS"]) ?? (version < NO_ETC_XDG ? ["/etc/xdg"] : []);
  const datas = split(env["XDG_DATA_DIRS"]) ?? ["/usr/local/share", "/usr/share"];
  const runtime = (name: string): string[] =>
    env["XDG_RUNTIME_DIR"] ? [`${env["XDG_RUNTIME_DIR"]}/systemd/${name}`] : [];
  const attached = (folders: readonly string[]): readonly string[] =>
    version < ATTACHED ? [] : folders;
  const all = [
    `${config}/systemd/user.control`,
    ...runtime("user.control"),
    ...runtime("transient"),
    ...runtime("generator.early"),
    `${config}/systemd/user`,
    ...attached([`${config}/systemd/user.attached`]),
    ...configs.map((folder) => `${folder}/systemd/user`),
    "/etc/systemd/user",
    ...runtime("user"),
    ...attached(runtime("user.attached")),
    "/run/systemd/user",
    ...runtime("generator"),
    `${data}/systemd/user`,
    ...datas.map((folder) => `${folder}/systemd/user`),
    ...["lib", "share"].map((name) => `/usr/local/${name}/systemd/user`),
    ...["lib", "share"].map((name) => `/usr/${name}/systemd/user`),
    ...runtime("generator.late"),
  ];
  // A list that ends in a colon goes before the usual one.
  return [...new Set([...(own ? own.slice(0, -1).split(":") : []), ...all])];
}

/** Seen from 257 on, not yet with 254: `/etc/xdg` has to be asked for by `XDG_CONFIG_DIRS`. */
const NO_ETC_XDG = 257;
/** Seen with 262, not yet with 257: units of portable services. */
const ATTACHED = 262;

function split(text: string | undefined): string[] | undefined {
  const parts = text?.split(":").filter((part) => part.startsWith("/"));
  return parts !== undefined && parts.length > 0 ? parts : undefined;
}
