import { hold } from "../live/scenario-failure.js";
import type { Views } from "../views/views.js";

/** Code and signal of an agent's own end, one of them `null`. */
export type LastExit = readonly [code: number | null, signal: string | null];

/** Fails the scenario where the command tells another last exit of an agent than it had. */
export function holdLastExits({ cli }: Views, wanted: Readonly<Record<string, LastExit>>): void {
  const agents = cli === undefined || "error" in cli ? [] : cli.status.agents;
  for (const [agent, exit] of Object.entries(wanted)) {
    const seen = agents.find(({ name }) => name === agent)?.lastExit;
    const [is, should] = [[seen?.code, seen?.signal], exit].map((each) => JSON.stringify(each));
    hold(is === should, `cli: the last exit of \`${agent}\` is ${is}, not ${should}`);
  }
}
