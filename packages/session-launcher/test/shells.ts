import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launcherScript } from "../src/launch/launcher-script.js";

/** How the script may be run; `sh` is the machine's own. */
export interface Shell {
  readonly name: string;
  readonly shebang: string;
  /** Program that must be there. */
  readonly program: string;
}

export const sh: Shell = { name: "sh", shebang: "#!/bin/sh", program: "/bin/sh" };

/** Other shells that are `/bin/sh` somewhere; those that this machine lacks are named aloud. */
export function otherShells(): Shell[] {
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find(isExecutable) ?? "/bin/busybox";
  const wanted: Shell[] = [
    { name: "bash", shebang: "#!/bin/bash --posix", program: "/bin/bash" },
    { name: "busybox", shebang: `#!${busybox} sh`, program: busybox },
  ];
  return wanted.filter((each) => {
    const reason = isExecutable(each.program) ? unfit(each) : `there is no ${each.program}`;
    if (reason !== undefined) console.warn(`skipped: the script under ${each.name}, for ${reason}`);
    return reason === undefined;
  });
}

/** BusyBox 1.38 reads nothing any more once a signal that is trapped has come: no script that waits for one can run in it. */
function unfit({ program, shebang }: Shell): string | undefined {
  const words = shebang.slice(2).split(" ").slice(1);
  const script =
    'trap : USR1; me=$$; sh -c "kill -USR1 $me"; read -r line </etc/passwd; echo "${line:+reads}"';
  const { stdout } = spawnSync(program, [...words, "-c", script], {
    encoding: "utf8",
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  return stdout.trim() === "reads" ? undefined : "it reads nothing after a trapped signal";
}

/** Puts the script into a folder under its own name, run by that shell. */
export function installScript(folder: string, shell: Shell = sh): string {
  const text = readFileSync(launcherScript().path, "utf8");
  const path = join(folder, "start-agent-session.sh");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path,
    text.replace(/^#!.*/, () => shell.shebang),
  );
  chmodSync(path, 0o755);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
