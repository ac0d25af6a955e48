import type { AgentChannel } from "../channel/agent-channel.js";
import { readInChannel } from "../channel/agent-channel.js";

/** How a person's hook ended last for an agent, as run-person-hook.sh notes it down. */
export interface HookEnd {
  readonly event: string;
  /** When the event was, ISO 8601. */
  readonly at: string;
  /** Exit status, `timeout`, or `refused` where it was not run. */
  readonly ended: number | "timeout" | "refused";
  /** Events of this kind for which it was not run, because a newer one came while they waited. */
  readonly dropped: number;
}

/** Six short lines. */
const MOST = 4096;
const LINE =
  /^event=([a-z]{1,20}) at=([\dTZ:-]{1,30}) ended=(\d{1,3}|timeout|refused) dropped=(\d{1,12})$/;

/** One for each kind of event; a line that does not read as it should is none. Throws NotOurs, and what the file system says. */
export function readHookEnds({ state }: AgentChannel): readonly HookEnd[] {
  const file = readInChannel(state, "hooks", MOST);
  return (file?.text ?? "").split("\n").flatMap((line) => {
    const [, event, at, how, dropped] = LINE.exec(line) ?? [];
    if (event === undefined || at === undefined) return [];
    const ended = how === "timeout" || how === "refused" ? how : Number(how);
    return [{ event, at, ended, dropped: Number(dropped) }];
  });
}
