import { batch } from "../batch/batch.js";
import type { Step } from "../batch/step.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { plainText } from "../settings/plain-text.js";
import { invalidArgument } from "../values/error.js";
import { checkText } from "../values/quote.js";

/** One option that a server is founded with. */
export interface ProfileOption {
  /** As in `Scope`: of the server, of all sessions, or of all windows. */
  readonly scope: keyof typeof flags;
  readonly name: string;
  /** As `tmux show-options -v` writes it: `off`, `50000`. */
  readonly value: string;
}
export type Profile = readonly ProfileOption[];

/** An option of a profile that is not so any more; `found` is undefined where it is not set. */
export interface ProfileDrift extends ProfileOption {
  readonly found: string | undefined;
}

/**
 * For programs that nobody watches: sessions stay whether somebody looks or not, keep the name and
 * the size that they were given, take nothing from the terminals of those who look, and end with
 * their programs.
 */
export const fleetProfile: Profile = [
  { scope: "server", name: "exit-empty", value: "off" },
  { scope: "server", name: "escape-time", value: "10" },
  { scope: "global", name: "destroy-unattached", value: "off" },
  { scope: "global", name: "detach-on-destroy", value: "on" },
  { scope: "global", name: "default-size", value: "220x50" },
  { scope: "global", name: "history-limit", value: "20000" },
  { scope: "global", name: "update-environment", value: "" },
  { scope: "global", name: "set-titles", value: "off" },
  { scope: "global-window", name: "automatic-rename", value: "off" },
  { scope: "global-window", name: "allow-rename", value: "off" },
  { scope: "global-window", name: "remain-on-exit", value: "off" },
];

/** The commands that set it. Throws InvalidArgument. */
export function profileCommands(profile: Profile): Command[] {
  return profile.map(({ scope, name, value }) => [
    "set-option",
    ...scopeFlags(scope, name),
    name,
    checkText(value, `option ${name}`),
  ]);
}

/** What differs from the profile now. Throws TmuxError: UnknownOption, ServerAbsent, … */
export async function drift(client: Client, profile: Profile): Promise<ProfileDrift[]> {
  const outcomes = await batch(client, profile.map(look));
  return outcomes.flatMap((outcome, index) => {
    if (outcome.status !== "done") throw outcome.error;
    const option = profile[index];
    // An array that is empty is written as nothing at all.
    const same = (outcome.value ?? "") === option?.value;
    return option && !same ? [{ ...option, found: outcome.value }] : [];
  });
}

function look({ scope, name }: ProfileOption): Step<string | undefined> {
  const command = ["show-options", "-v", ...scopeFlags(scope, name), name];
  return {
    plan: (client) => ({
      shown: command,
      lines: [[command]],
      read([line]) {
        if (line?.error) throw line.error;
        const output = line?.outputs[0];
        return output && output.length > 0
          ? plainText(client, output, `option \`${name}\``)
          : undefined;
      },
    }),
  };
}

const flags = { server: ["-s"], global: ["-g"], "global-window": ["-g", "-w"] } as const;

function scopeFlags(scope: ProfileOption["scope"], name: string): readonly string[] {
  if (Object.hasOwn(flags, scope) && /^(@[A-Za-z0-9_-]+|[a-z][a-z0-9-]*)$/.test(name)) {
    return flags[scope];
  }
  throw invalidArgument(
    `${JSON.stringify(name)} of ${JSON.stringify(scope)} is no option of a profile: it looks like \`{ scope: "global", name: "history-limit", value: "50000" }\``,
  );
}
