import type { Rehearsal } from "../live/rehearsal.js";
import { hold } from "../live/scenario-failure.js";

/** Runs a `mosaic-fleet` that has to end with this exit code and to say this; what it said. */
export async function told(
  fleet: Rehearsal,
  argv: readonly string[],
  exitCode: number,
  words: RegExp,
): Promise<string> {
  const result = await fleet.tryFleet(argv);
  const said = `${result.stdout}\n${result.stderr}`;
  const command = `\`mosaic-fleet ${argv.join(" ")}\``;
  hold(
    result.exitCode === exitCode,
    `${command} ended with ${result.exitCode ?? "a signal"}, not ${exitCode}:\n${said}`,
  );
  hold(words.test(said), `${command} does not say ${words}:\n${said}`);
  return said;
}

/** What `status` says of an agent: the kind of reason why it does not run, with message and remedy. Empty where it has none. */
async function reasonOf(fleet: Rehearsal, agent: string): Promise<string> {
  const { agents } = await fleet.status();
  const reason = agents.find(({ name }) => name === agent)?.reason;
  return reason ? `${reason.kind}: ${reason.message} | ${reason.remedy}` : "";
}

/** Waits until `status` tells this reason of an agent. */
export async function untilReason(fleet: Rehearsal, agent: string, words: RegExp): Promise<void> {
  let seen = "";
  await fleet
    .until(`\`status\` to say ${words} of \`${agent}\``, async () => {
      seen = await reasonOf(fleet, agent);
      return words.test(seen);
    })
    .catch((error: unknown) => hold(false, `${String(error)}; it says: ${seen || "nothing"}`));
}
