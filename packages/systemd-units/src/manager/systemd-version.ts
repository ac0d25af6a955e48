import { SystemdError } from "../systemd-error.js";
import { run } from "./run.js";

/** The installed systemd, as 252, asked without a bus; `undefined` where there is none or it does not say. */
export async function systemdVersion(
  options: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly deadlineMs?: number;
  } = {},
): Promise<number | undefined> {
  const { env = process.env, deadlineMs = 10_000 } = options;
  try {
    const version = /^systemd (\d+)/.exec(
      (await run(["systemctl", "--version"], { env, deadlineMs })).stdout,
    )?.[1];
    return version === undefined ? undefined : Number(version);
  } catch (error) {
    if (error instanceof SystemdError) return undefined;
    throw error;
  }
}
