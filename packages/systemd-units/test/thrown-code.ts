import { SystemdError, type SystemdErrorCode } from "../src/systemd-error.js";

/** The code of what a call throws, to compare a whole list at once; `undefined` when it does not throw. */
export function thrownCode(call: () => unknown): SystemdErrorCode | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof SystemdError) return error.code;
    throw error;
  }
  return undefined;
}
