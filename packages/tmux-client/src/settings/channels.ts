import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { invalidArgument, isTmuxError } from "../values/error.js";

/**
 * Channels of `wait-for`: one signal wakes who waits, or whoever waits next. A second signal that
 * nobody waited for takes the first one back, so a channel is for one signal and one wait.
 */
export interface Channels {
  /** True when it was signalled, false when the time was over first. Takes no place of other calls. */
  wait(channel: string, options: { readonly deadlineMs: number }): Promise<boolean>;
  signal(channel: string): Promise<void>;
}

export function channels(client: Client): Channels {
  return {
    async wait(channel, { deadlineMs }) {
      const shown = ["wait-for", checkChannel(channel)];
      try {
        await call(client, [shown], { shown, deadlineMs, ungated: true });
        return true;
      } catch (error) {
        if (!isTmuxError(error, "Timeout")) throw error;
      }
      // It may be the server that did not answer; that must not look like a quiet channel.
      await call(client, [["display-message", "-p", ""]], { shown });
      return false;
    },
    async signal(channel) {
      const shown = ["wait-for", "-S", checkChannel(channel)];
      await call(client, [shown], { shown });
    },
  };
}

function checkChannel(name: string): string {
  if (typeof name === "string" && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return name;
  throw invalidArgument(
    `${JSON.stringify(name)} is no channel: use letters, digits, \`_\`, \`.\` and \`-\`, at most 64`,
  );
}
