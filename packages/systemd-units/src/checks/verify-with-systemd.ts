import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../manager/run.js";
import { SystemdError } from "../systemd-error.js";

/** One line of `systemd-analyze verify`, in systemd's words. */
export interface SecondOpinion {
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
}

/**
 * What `systemd-analyze verify --user` says of these unit files, all in one call. Needs no manager. Every line it prints counts,
 * for it exits 0 on most mistakes. `undefined` where `systemd-analyze` is not installed. Throws `Timeout`.
 * Never give it units whose environment file is a FIFO: check them first.
 */
export async function verifyWithSystemd(
  paths: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly deadlineMs?: number;
  } = {},
): Promise<SecondOpinion[] | undefined> {
  const { env = process.env, deadlineMs = 30_000 } = options;
  if (paths.length === 0) return [];
  // Without a runtime directory every input fails alike, which says nothing of the units.
  const runtime = env["XDG_RUNTIME_DIR"]
    ? undefined
    : await mkdtemp(join(tmpdir(), "systemd-verify-"));
  try {
    const ask = async (...extra: string[]) =>
      run(["systemd-analyze", "verify", "--user", "--man=no", ...extra, "--", ...paths], {
        env: { ...env, ...(runtime ? { XDG_RUNTIME_DIR: runtime } : {}) },
        deadlineMs,
      });
    let answer = await ask("--recursive-errors=one");
    // Before 250 there is no such option, and systemd follows dependencies as it likes.
    if (/unrecognized option.*recursive-errors/.test(answer.stderr)) answer = await ask();
    const { stdout, stderr } = answer;
    return `${stdout}\n${stderr}`
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(readLine);
  } catch (error) {
    if (error instanceof SystemdError && error.code === "ManagerAbsent") return undefined;
    throw error;
  } finally {
    if (runtime) await rm(runtime, { recursive: true, force: true });
  }
}

function readLine(text: string): SecondOpinion {
  const groups = /^(?<file>\/.*?):(?<line>\d+): (?<message>.*)$/.exec(text)?.groups;
  return groups
    ? { file: groups["file"] ?? "", line: Number(groups["line"]), message: groups["message"] ?? "" }
    : { message: text };
}
