import { hold } from "../live/scenario-failure.js";
import { lastExitOf, type LastExit } from "../views/last-exit.js";
import type { Views } from "../views/views.js";

/** Fails the scenario where the command tells another last exit of an agent than it had. */
export function holdLastExits({ cli }: Views, wanted: Readonly<Record<string, LastExit>>): void {
  for (const [agent, exit] of Object.entries(wanted)) {
    const [is, should] = [lastExitOf(cli, agent), exit].map((each) => JSON.stringify(each));
    hold(is === should, `cli: the last exit of \`${agent}\` is ${is}, not ${should}`);
  }
}
