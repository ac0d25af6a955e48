import { execFileSync } from "node:child_process";
import { afterEach, beforeEach } from "vitest";
import { capabilitiesOf } from "../src/server/capabilities.js";
import { HANG_MS, openThrowAwayTmux } from "../src/testing.js";
import type { ThrowAwayTmux } from "../src/testing.js";
import { openTmux } from "../src/tmux.js";
import type { Tmux } from "../src/tmux.js";
import type { TmuxOptions } from "../src/values/options.js";

export const idle = ["cat", "-"];
// Older servers crash of control clients that come and go: the reason why they are refused.
export const safe = capabilitiesOf(execFileSync("tmux", ["-V"], { encoding: "utf8" }).slice(5)).has(
  "safeControl",
);
if (!safe) console.log("not run: control clients that come and go; this tmux is older than 3.7");
/** A server and a control connection to it, anew for each test of the file that imports this. */
export let fixture: ThrowAwayTmux;
export let tmux: Tmux;

export function open(options: Partial<TmuxOptions> = {}): Tmux {
  const control = { riskOldServer: true, ...options.control };
  return openTmux(
    { socket: "throw-away" },
    { env: fixture.env, deadlineMs: HANG_MS, transport: "control", ...options, control },
  );
}
export function raw(...words: string[]): string {
  const argv = ["-u", "-N", "-S", fixture.tmux.socketPath, ...words];
  return execFileSync("tmux", argv, { encoding: "utf8" });
}

beforeEach(async () => {
  fixture = await openThrowAwayTmux();
  tmux = open();
});
afterEach(async () => {
  await tmux.close();
  await fixture.close();
});
