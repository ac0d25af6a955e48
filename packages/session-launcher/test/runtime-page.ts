import type { Runtime } from "../src/runtime/runtime.js";
import { runtimeSchema } from "../src/runtime/runtime-schema.js";
import { runtimes, runtimesVersion } from "../src/runtime/runtimes.js";

/** `docs/reference/runtimes.md`, from the table itself. Lists and no tables: nothing has to be aligned. */
export function runtimePage(): string {
  const sections = Object.entries(runtimes).map(([name, runtime]) => section(name, runtime));
  return `# Runtimes

<!-- Written from packages/session-launcher/src/runtime/runtimes.ts: change that, then \`npx vitest run src/runtime/runtimes.test.ts -u\` there. -->

What the launcher knows of each agent program, version ${runtimesVersion} of the table. It is data: \`runtimes\` of \`@mosaicstack/session-launcher\`, of the shape that \`runtimeSchema\` gives as a JSON Schema (\`${runtimeSchema.$id}\`). Any field may be replaced for one agent (\`overrideRuntime\`, \`override\` of [a launch](launch-plan.md)); \`ready\`, \`stop\` and \`doctor\` key by key. Every other program runs as \`runtime: command\`: ready when it lives after a second, ended by signals.

- \`{id}\` is a UUID, \`{dir}\` a folder of the agent's own.
- **Ready**: no dialog on the screen, and its pattern shown twice that far apart; without a pattern, some text that stood still for as long. A dialog that stands for five seconds is told to a person.
- **Activity** and **receipt** name sources, best first. The text of a screen is never a source of activity.
- **Quit** is typed only while it is ready; TERM to its process group follows, then the end of its session, then KILL for what is left. Under a unit there is no typing: TERM, the unit's time, and the unit's cgroup.
- **One login**: starts are spread, for each refreshes the same token.

${sections.join("\n")}`;
}

function section(name: string, runtime: Runtime): string {
  const { ready, stop, doctor } = runtime;
  return `## ${name}

- program: ${code(runtime.argv.join(" "))}, as process ${runtime.processes.map(code).join(" or ")}
- unattended: ${words(runtime.unattended, "needs no flag")}
- new conversation: ${words(runtime.newSession, "chooses its id itself")}
- resume: ${words(runtime.resume, "not known")}
- ready: ${ready.screen === null ? "any text" : code(ready.screen)}, ${ready.quietMs} ms, at most ${ready.deadlineMs / 1000} s
- dialogs: ${ready.dialogs.map(code).join(", ") || "none known"}
- activity: ${runtime.state.join(", ") || "none"}
- receipt: ${runtime.receipt.join(", ")}
- usage limit: ${runtime.limit ?? "not known"}
- quit: ${stop.type === null ? "TERM" : `${code(stop.type)}, ${stop.waitMs / 1000} s`}
- environment: ${runtime.environment.map(code).join(", ")}
- version: ${code([...runtime.argv, ...doctor.version].join(" "))}, npm package ${code(doctor.npm)}
- one login for all: ${runtime.sharedLogin ? "yes" : "no"}
`;
}

const code = (text: string): string => `\`${text}\``;
const words = (list: readonly string[], none: string): string =>
  list.length === 0 ? none : code(list.join(" "));
