import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

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
    if (reason !== undefined)
      process.emitWarning(`skipped: the script under ${each.name}, for ${reason}`);
    return reason === undefined;
  });
}

/** The `read` of BusyBox 1.38 fails scripts that handle signals, ours among them. */
function unfit({ name, program }: Shell): string | undefined {
  if (name !== "busybox") return undefined;
  const said = spawnSync(program, { encoding: "utf8" }).stdout;
  const [version, major = 0, minor = 0] = /v(\d+)\.(\d+)\S*/.exec(said) ?? [];
  return Number(major) > 1 || Number(minor) >= 38 ? `BusyBox ${version} cannot run it` : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Every shell that this machine can try the scripts under. */
export function everyShell(): Shell[] {
  return [sh, ...otherShells()];
}

/** The same for suites of minutes: in CI all of them, else the machine's own, so that a person's run is not three times as long. */
export function shellsOfLongSuites(): Shell[] {
  return process.env["CI"] === undefined ? [sh] : everyShell();
}
