import type { CliView } from "./views.js";

/** Code and signal of an agent's own last end, as the command tells them; `undefined` where it tells none. */
export function lastExitOf(
  cli: CliView | undefined,
  agent: string,
): readonly [code: number | null, signal: string | null] | undefined {
  if (cli === undefined || "error" in cli) return undefined;
  const exit = cli.status.agents.find(({ name }) => name === agent)?.lastExit;
  return exit ? [exit.code, exit.signal] : undefined;
}
