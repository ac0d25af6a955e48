import { run } from "./run.js";
import { SystemdError } from "../systemd-error.js";

/** When a calendar expression is due next. */
export interface NextElapse {
  /** Undefined: never again, or not known. */
  readonly at?: Date;
  /** Why systemd does not read it, in its words. */
  readonly refusal?: string;
}

/**
 * By calendar expression when it is due next, as `systemd-analyze calendar` says, in the machine's time zone where it names none. Needs no
 * manager. `undefined` where `systemd-analyze` is not installed. Throws `Timeout`.
 */
export async function nextElapses(
  expressions: readonly string[],
  {
    env = process.env,
    deadlineMs = 10_000,
  }: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly deadlineMs?: number;
  } = {},
): Promise<ReadonlyMap<string, NextElapse> | undefined> {
  const all = [...new Set(expressions)];
  // A shell's own time zone is not the manager's.
  const ask = async (some: readonly string[]) =>
    await run(["systemd-analyze", "calendar", "--", ...some], {
      env: { ...env, TZ: undefined },
      deadlineMs,
    });
  try {
    const together = all.length === 0 ? undefined : await ask(all);
    const blocks = together?.stdout.trim().split(/\n\n/) ?? [];
    if (together?.exitCode === 0 && blocks.length === all.length)
      return new Map(all.map((text, index) => [text, { ...dueAt(blocks[index] ?? "") }]));
    const each = await Promise.all(
      all.map(async (text): Promise<[string, NextElapse]> => {
        const { exitCode, stdout, stderr } = await ask([text]);
        return [text, exitCode === 0 ? dueAt(stdout) : { refusal: stderr.trim() }];
      }),
    );
    return new Map(each);
  } catch (error) {
    if (error instanceof SystemdError && error.code === "ManagerAbsent") return undefined;
    throw error;
  }
}

/** The second line is there where the time zone is not UTC. */
function dueAt(block: string): NextElapse {
  const line = /\(in UTC\): (.*)/.exec(block) ?? /Next elapse: (.*)/.exec(block);
  const [, day, time] = / (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(` ${line?.[1] ?? ""}`) ?? [];
  return day === undefined ? {} : { at: new Date(`${day}T${time}Z`) };
}
