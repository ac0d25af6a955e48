import { randomUUID } from "node:crypto";
import { LaunchError } from "../error.js";
import { formatEnvironment } from "../launch/environment.js";
import { writeOnce } from "./one-time-file.js";
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
 * finds them running. What keeps all from being started so keeps each, and is told of each then: it throws nothing of its own.
 */
export async function startMany(
  agents: readonly StartOne[],
  options: StartManyOptions,
): Promise<ReadonlySet<string>> {
  const wishes = agents.flatMap((agent) => wishOf(agent) ?? []);
  if (wishes.length === 0) return new Set();
  const bodies = wishes.map(({ body }, at) => `environment_${at + 1}() {\n:\n${body}}\n`);
  try {
    const once = writeOnce("many", bodies.join(""), options.runtimeFolder);
    try {
      const { stdout } = await runScript(options, ["--many", once.file], {
        deadlineMs: options.deadlineMs ?? 60_000 + 1000 * agents.length,
        input: wishes.map(({ line }) => `${line}\n`).join(""),
      });
      const names = new Set(agents.map(({ name }) => name));
      return new Set(stdout.split("\n").filter((name) => names.has(name)));
    } finally {
      once.remove();
    }
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return new Set();
  }
}

interface Wish {
  readonly line: string;
  readonly body: string;
}

/** Undefined for an environment that none can have: its own start tells of it. */
function wishOf(agent: StartOne): Wish | undefined {
  const { name, environment, idleSeconds } = agent;
  const idle = idleSeconds === undefined ? "" : String(Math.ceil(idleSeconds));
  try {
    const line = [name, restartWords(agent), randomUUID(), idle].join(" ");
    return { line, body: formatEnvironment(environment) };
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return undefined;
  }
}
