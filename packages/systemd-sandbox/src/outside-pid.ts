import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "./sandbox-error.js";

/**
 * The number that the outside has for process `pid` of a sandbox, `proc_pid_status(5)`: the last number of its `NSpid`
 * line is the one inside. Only the processes of the sandbox's own cgroup are looked at. Throws `StartFailed` when none
 * has it.
 */
export async function outsidePid(cgroup: string, pid: number): Promise<number> {
  for (const name of await readdir(cgroup, { recursive: true })) {
    if (!name.endsWith("cgroup.procs")) continue;
    const listed = await readFile(join(cgroup, name), "utf8").catch(() => "");
    for (const outside of listed.split("\n").filter(Boolean)) {
      const status = await readFile(`/proc/${outside}/status`, "utf8").catch(() => "");
      const numbers = /^NSpid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
      if (numbers.length > 1 && numbers.at(-1) === String(pid)) return Number(outside);
    }
  }
  throw new SandboxError(
    "StartFailed",
    `process ${pid} of the sandbox ended right after its start`,
  );
}
