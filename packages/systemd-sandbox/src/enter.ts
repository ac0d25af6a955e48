/** Where commands go: the cgroup that takes them, the process whose namespaces they join, and what they get. */
export interface Inside {
  readonly nsenter: string;
  /** Process 1 of the sandbox, in the numbers of the outside. */
  readonly pid: number;
  readonly lane: "root" | "delegated";
  readonly home: string;
  /** The sandbox's own cgroup in each v1 hierarchy; none where cgroup2 alone is shown. */
  readonly v1Cgroups: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

// The step into the cgroup comes first and from outside: a mount with `nsdelegate` forbids it from within
const INTO_CGROUPS =
  'while [ "$1" != -- ]; do echo 0 >"$1/cgroup.procs" || exit 125; shift; done; shift; exec "$@"';
/** What a shell adds to the environment of all that it starts. */
const SHELL_LEFTOVERS = ["PWD", "OLDPWD", "SHLVL", "_"];

/** A program and the first of its arguments; a command of the inside follows them. */
export interface Entrance {
  readonly file: string;
  readonly args: readonly string[];
}

/** Runs what follows inside, in the folder `cwd`, with the environment that the caller has. */
export function enterArgv(inside: Inside, cgroup: string, cwd: string = inside.home): Entrance {
  const userNamespace = inside.lane === "delegated" ? ["--user", "--preserve-credentials"] : [];
  const args = [
    "-c",
    INTO_CGROUPS,
    "sh",
    cgroup,
    ...inside.v1Cgroups,
    "--",
    inside.nsenter,
    "--target",
    String(inside.pid),
    "--mount",
    "--pid",
    "--cgroup",
    ...userNamespace,
    "--",
    "/usr/bin/env",
    ...SHELL_LEFTOVERS.map((name) => `--unset=${name}`),
    `--chdir=${cwd}`,
  ];
  return { file: "/bin/sh", args };
}

/** argv prefix that also replaces the caller's environment by the sandbox's: it works from anywhere. */
export function enterScrubbed(inside: Inside, cgroup: string): string[] {
  const values = Object.entries(inside.env).map(([name, value]) => `${name}=${value}`);
  const { file, args } = enterArgv(inside, cgroup);
  return [file, ...args, "-i", ...values];
}

/** The allow-list: all that a command inside, and the manager itself, find in their environment. */
export function sandboxEnv(home: string, path: string): Readonly<Record<string, string>> {
  return Object.freeze({
    HOME: home,
    USER: "root",
    LOGNAME: "root",
    SHELL: "/bin/sh",
    PATH: path,
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    XDG_RUNTIME_DIR: RUNTIME_DIRECTORY,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${RUNTIME_DIRECTORY}/bus`,
  });
}

/** Both lanes have uid 0 inside; an ordinary user is mapped to it. */
export const RUNTIME_DIRECTORY = "/run/user/0";
