import type { CliView } from "./views.js";

/** Code and signal of an agent's own end, one of them `null`. */
export type LastExit = readonly [code: number | null, signal: string | null];

/** That of an agent's last life, as the command tells it; `undefined` where it tells none. */
export function lastExitOf(cli: CliView | undefined, agent: string): LastExit | undefined {
  if (cli === undefined || "error" in cli) return undefined;
  const exit = cli.status.agents.find(({ name }) => name === agent)?.lastExit;
  return exit ? [exit.code, exit.signal] : undefined;
}
