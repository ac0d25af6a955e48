import type { Runtime } from "../src/runtime.js";
import { runtimes, runtimesVersion } from "../src/runtimes.js";

/** `docs/reference/runtimes.md`, from the table itself. Lists and no tables: nothing has to be aligned. */
export function runtimePage(): string {
  const sections = Object.entries(runtimes).map(([name, runtime]) => section(name, runtime));
  return `# Runtimes

<!-- Written from packages/runtimes/src/table: change that, then \`npx vitest run src/runtimes.test.ts -u\` there. -->

What the launcher knows of each agent program, version ${runtimesVersion} of the table. It is data: \`runtimes\` of \`@mosaicstack/runtimes\`. Where a new version of a program changes its words, a roster says so under [\`runtimes\`](roster.md#changes-to-a-runtime). Every other program runs as \`runtime: command\`: ready when its screen stands still, ended by signals; a roster may say more of it ([roster](roster.md#a-command-of-your-own)).

- \`{id}\` is a UUID, \`{dir}\` a folder of the agent's own, \`{tools}\` the folder of the installed scripts.
- **Channel**: what it is started with, so that it tells what it does ([agent channel](agent-channel.md)), and who hands over what is queued at the end of a turn.
- **Ready**: no dialog on the screen, and its pattern shown twice that far apart; without a pattern, some text that stood still for as long. A dialog that stands for five seconds is told to a person; [common ones](deliveries.md#dialogs) are known whatever the program. The deadline is an upper bound, with room for a loaded machine.
- **Activity** and **receipt** name sources, best first: \`hook\` of the runtime, \`stream\` (OSC 7501 in its output), \`native\` (a plugin inside it), \`record\` (its own, of the conversation), \`title\` of the pane. The text of a screen is never a source of activity.
- **Input box**: how the screen tells whether it is empty; nothing is typed behind somebody's half-typed text, nor where the box is known and not shown.
- **Seen**: the version in whose real pane all of this was looked at. What is not known is said to be so, and never guessed; [how an entry is made](../guides/add-a-runtime.md).
- **Interrupt**: the key that ends a turn and leaves the program running; more than one is pressed by calls of their own, 300 ms apart. Claude and Qwen put the prompt back into the input box if they had said nothing yet.
- **Answer**: what gives the text of the last answer: payload of a hook, a plugin inside it, or its own record of the conversation.
- **Its own record**: the file, and how a line of it begins that holds a message which it took ([deliveries](deliveries.md#receipts)); where it tells of usage limits, also how turns begin and end there, what makes an end one at a limit, and where the time stands ([activity](activity.md#states)).
- **Stuck**: so long without output or event while it works. It is reported, and never ended for that.
- **Quit** is typed only while it is ready; TERM to its process group follows, then the end of its session, then KILL for what is left. \`systemctl stop\` types nothing: TERM, the unit's time, the unit's cgroup; \`mosaic-fleet stop\` types before it.
- **One login**: starts are spread, for each refreshes the same token.

${sections.join("\n")}`;
}

function section(name: string, runtime: Runtime): string {
  const { answer, box, channel, ready, stop, title, doctor } = runtime;
  return `## ${name}

- seen: ${runtime.seen === null ? "never" : `${runtime.seen.version}, on ${runtime.seen.date}`}
- program: ${code(runtime.argv.join(" "))}, as process ${runtime.processes.map(code).join(" or ")}
- unattended: ${words(runtime.unattended, "needs no flag")}
- new conversation: ${words(runtime.newSession, "chooses its id itself")}
- resume: ${words(runtime.resume, "not known")}
- conversation: ${runtime.conversation === null ? "any plain id" : code(runtime.conversation)}
- channel: ${words([...Object.entries(channel.variables).map(([key, value]) => `${key}=${value}`), ...channel.args], "nothing to add")}; queue handed over by ${channel.drain ?? "nobody"}
- ready: ${ready.screen === null ? "any text" : code(ready.screen)}, ${ready.quietMs} ms, at most ${ready.deadlineMs / 1000} s
- dialogs: ${ready.dialogs.map(code).join(", ") || "none known"}
- activity: ${runtime.state.join(", ") || "none"}
- title: idle ${title.idle === null ? "not told" : code(title.idle)}, working ${title.working === null ? "not told" : code(title.working)}
- input box: ${boxWords(box)}
- receipt: ${runtime.receipt.join(", ")}
- interrupt: ${interruptWords(runtime)}
- message while it works: ${runtime.busyInput ? "it queues what is typed" : "not known"}
- answer: ${answer === null ? "not known" : `${answer.from} ${code(answer.event)}, ${code(answer.field)}${isHeard(runtime) ? "" : "; nothing of ours hears it"}`}
- its own record: ${runtime.record === null ? "not known" : code(runtime.record)}${recordedWords(runtime.recorded)}
- stuck: after ${runtime.stuckMs / 60_000} min
- usage limit: ${runtime.limit ?? "not known"}
- quit: ${stop.type === null ? "TERM" : `${code(stop.type)}, ${stop.waitMs / 1000} s`}
- environment: ${runtime.environment.map(code).join(", ") || "none known"}
- version: ${code([...runtime.argv, ...doctor.version].join(" "))}, of that ${code(doctor.pattern)}, npm package ${code(doctor.npm)}
- before its first start: ${doctor.hint ?? "nothing"}
- one login for all: ${runtime.sharedLogin ? "yes" : "no"}
`;
}

// A terminal that shows the page must not act on it, and a blank that is none has to be seen.
const visible = (text: string): string =>
  text.replaceAll("\u001b", String.raw`\x1b`).replaceAll("\u00a0", String.raw`\u00a0`);
const code = (text: string): string => `\`${visible(text)}\``;
const words = (list: readonly string[], none: string): string =>
  list.length === 0 ? none : code(list.join(" "));
const interruptWords = ({ interrupt, interruptPresses, emptyBox }: Runtime): string => {
  if (interrupt === null) return "not known";
  const twice = interruptPresses > 1 ? `, ${interruptPresses} times` : "";
  return `${code(interrupt)}${twice}${emptyBox === null ? "" : `; ${code(emptyBox)} empties the box of the prompt that it puts back`}`;
};
const recordedWords = (recorded: Runtime["recorded"]): string => {
  if (recorded === null) return "";
  const { message, limit } = recorded;
  const told = Object.entries({ message, ...limit });
  return told.map(([what, text]) => `\n  - ${what}: ${code(text)}`).join("");
};

/** As `tellsAnswers` of @mosaicstack/agent-channel. */
const isHeard = ({ channel, receipt }: Runtime): boolean =>
  channel.drain !== null || receipt.includes("hook");
const boxWords = ({ shown, empty, text }: Runtime["box"]): string => {
  const known = Object.entries({ shown, empty, "with text": text });
  const told = known.flatMap(([what, pattern]) =>
    pattern === null ? [] : [`${what} ${code(pattern)}`],
  );
  return told.join(", ") || "not known";
};
