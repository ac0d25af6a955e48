import { LaunchError } from "../error.js";
import { writeOnce, type Once } from "./one-time-file.js";
import { restartWords, runScript, type StartOptions } from "./start-session.js";

/** What all have in common. */
export type StartManyOptions = Pick<
  StartOptions,
  "script" | "callerEnvironment" | "runtimeFolder" | "deadlineMs"
>;

export type StartOne = Pick<StartOptions, "name" | "environment" | "restart" | "idleSeconds">;

/**
 * Starts at once those of these agents that nothing speaks against, in one run of the script and one call of tmux. The names of
 * those that run then, each with its process in its pane. The others are left to `startSession`, which says what is wrong, or
 * finds them running. Never throws: what keeps all from being started so keeps each, and is told of each then.
 */
export async function startMany(
  agents: readonly StartOne[],
  options: StartManyOptions,
): Promise<ReadonlySet<string>> {
  const written = agents.flatMap((agent) => write(agent, options) ?? []);
  const [first] = written;
  if (first === undefined) return new Set();
  try {
    const lines = written.map(({ agent, once }) => {
      const { name, idleSeconds } = agent;
      const idle = idleSeconds === undefined ? "" : String(Math.ceil(idleSeconds));
      return [name, once.own, restartWords(agent), idle].join(" ");
    });
    const { stdout } = await runScript(options, ["--many", first.once.folder], {
      deadlineMs: options.deadlineMs ?? 60_000 + 1000 * agents.length,
      input: `${lines.join("\n")}\n`,
    });
    const names = new Set(written.map(({ agent }) => agent.name));
    return new Set(stdout.split("\n").filter((name) => names.has(name)));
  } finally {
    for (const { once } of written) once.remove();
  }
}

function write(
  agent: StartOne,
  { runtimeFolder }: StartManyOptions,
): { readonly agent: StartOne; readonly once: Once } | undefined {
  try {
    return { agent, once: writeOnce({ ...agent, runtimeFolder }) };
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return undefined;
  }
}
