import { openSandbox, type SandboxOptions } from "./open-sandbox.js";
import { probeLanes } from "./lane.js";
import type { Sandbox } from "./sandbox.js";

/** The two hooks of a test runner, as vitest, jest and `node:test` (there `before`, `after`) have them. */
export interface Hooks {
  readonly beforeAll: (hook: () => Promise<void>) => void;
  readonly afterAll: (hook: () => Promise<void>) => void;
}

/** Milliseconds that only a hang takes, also on a machine many times slower than a quiet one. */
export const HANG_MS = 120_000;

/**
 * One sandbox for all tests of the calling suite, opened before and closed after them. `sandbox` throws outside of
 * that time. `deadlineMs` is `HANG_MS` by default: a test is judged by what comes, never by when.
 */
export function sandboxFixture(
  { beforeAll, afterAll }: Hooks,
  options: SandboxOptions = {},
): { readonly sandbox: Sandbox } {
  let opened: Sandbox | undefined;
  beforeAll(async () => {
    opened = await openSandbox({ deadlineMs: HANG_MS, ...options });
  });
  afterAll(async () => {
    await opened?.close();
    opened = undefined;
  });
  return {
    get sandbox(): Sandbox {
      if (opened === undefined)
        throw new Error(
          "the sandbox is open only while the suite's tests run; use it inside a test",
        );
      return opened;
    },
  };
}

/** Why `openSandbox` cannot work here, for a skip that says so. `undefined` when it can. */
export async function sandboxObstacle(): Promise<string | undefined> {
  const lanes = (await probeLanes()).filter(({ lane }) => lane !== "host");
  if (lanes.some(({ possible }) => possible)) return undefined;
  return lanes.map(({ lane, reason }) => `${lane}: ${reason}`).join("; ");
}
