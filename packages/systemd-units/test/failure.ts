import { expect } from "vitest";
import { SystemdError } from "../src/systemd-error.js";

/** The error that a promise is rejected with; it has to be this package's own. */
export async function failure(promise: Promise<unknown>): Promise<SystemdError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SystemdError);
  return error as SystemdError;
}
