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
    // One that is refused ends the call of all: by halves it is found in a few calls, however many there are.
    const found = new Map<string, NextElapse>();
    const judge = async (some: readonly string[]): Promise<void> => {
      const { exitCode, stdout, stderr } = await ask(some);
      const told = stdout.trim().split(/\n\n/);
      if (exitCode === 0 && told.length === some.length)
        some.forEach((text, index) => found.set(text, dueAt(told[index] ?? "")));
      else if (some.length === 1) found.set(some[0] ?? "", { refusal: stderr.trim() });
      else {
        const half = Math.ceil(some.length / 2);
        await judge(some.slice(0, half));
        await judge(some.slice(half));
      }
    };
    if (all.length > 0) await judge(all);
    return found;
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
