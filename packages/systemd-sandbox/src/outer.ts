import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { execa } from "execa";

/** What `outer.sh` and what it starts read from their environment. */
export interface OuterSettings {
  readonly SANDBOX_ROOT: string;
  readonly SANDBOX_CGROUP: string;
  readonly SANDBOX_LANE: "root" | "delegated";
  readonly SANDBOX_SCRIPTS: string;
  readonly SANDBOX_SYSTEMD: string;
  readonly SANDBOX_DBUS: string;
  readonly SANDBOX_PATH: string;
  readonly SANDBOX_LOG: string;
  /** Where cgroup2 is mounted inside. */
  readonly SANDBOX_VIEW: string;
  /** The sandbox's own cgroup in each v1 hierarchy, one a line, and their names; both empty where cgroup2 alone is shown. */
  readonly SANDBOX_V1: string;
  readonly SANDBOX_V1_NAMES: string;
}

/** The running outer half. It lives until its stdin ends, and removes all that it made before it ends itself. */
export type Outer = ChildProcessByStdio<Writable, Readable, Readable>;

/** The package's shell scripts, also when an application bundles this code. */
export function scriptsFolder(): string {
  const manifest = createRequire(import.meta.url).resolve(
    "@mosaicstack/systemd-sandbox/package.json",
  );
  return join(dirname(manifest), "scripts");
}

/** Its own process group keeps a Ctrl-C at the terminal from ending it before the owner does. */
export function startOuter(settings: OuterSettings, keep: readonly string[]): Outer {
  const outer = spawn("/bin/sh", [outerScript(settings), "run", ...keep], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: environment(settings),
  });
  // It may end before it is told to
  outer.stdin.on("error", () => undefined);
  return outer;
}

/** From here on it no longer keeps the owner alive: an owner that ends without a word ends it too. */
export function unrefOuter(outer: Outer): void {
  outer.unref();
  for (const pipe of [outer.stdin, outer.stdout, outer.stderr])
    if (pipe instanceof Socket) pipe.unref();
}

/** Ends its stdin and waits for its end, which is forced after `deadlineMs`. */
export async function endOuter(outer: Outer, deadlineMs: number): Promise<void> {
  outer.ref();
  outer.stdin.destroy();
  if (outer.exitCode !== null || outer.signalCode !== null) return;
  const timer = setTimeout(() => outer.kill("SIGKILL"), deadlineMs);
  await once(outer, "exit");
  clearTimeout(timer);
}

/** Removes what an outer half left that was killed itself; does nothing when it left nothing. */
export async function cleanOuter(settings: OuterSettings): Promise<void> {
  const env = environment(settings);
  await execa("/bin/sh", [outerScript(settings), "clean"], {
    reject: false,
    extendEnv: false,
    env,
  });
}

const outerScript = ({ SANDBOX_SCRIPTS }: OuterSettings): string =>
  join(SANDBOX_SCRIPTS, "outer.sh");

const environment = (settings: OuterSettings): Record<string, string> => ({
  PATH: settings.SANDBOX_PATH,
  ...settings,
});
