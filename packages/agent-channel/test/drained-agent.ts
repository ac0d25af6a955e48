import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { enqueue, type QueuedMessage } from "../src/channel/queue.js";
import { readDeliveries } from "../src/channel/deliveries.js";
import type { DeliveryRecord } from "../src/channel/delivery-record.js";
import { openBoxedAgent, type BoxedAgent } from "./boxed-agent.js";

const { stdout: tmuxPath } = await execa("sh", ["-c", "command -v tmux"]);

/** The fake box, or a program that has none, with a `target`, so that drain-queue.sh can type into it. */
export interface DrainedAgent extends BoxedAgent {
  /** Starts the script, in a process group of its own. */
  start(env?: Readonly<Record<string, string>>): ChildProcess;
  /** Runs it to its end: exit code and everything that it printed. */
  drain(env?: Readonly<Record<string, string>>): Promise<[number | null, string]>;
  enqueue(text: string): QueuedMessage;
  names(folder: "queue" | "taken"): string[];
  record(message: QueuedMessage): DeliveryRecord | undefined;
  aim(target: Readonly<Record<string, string>>): void;
}

export async function openDrainedAgent(
  script: string,
  env: Readonly<Record<string, string>> = {},
  program?: readonly string[],
): Promise<DrainedAgent> {
  const agent = await openBoxedAgent(env, program && { program });
  const { channel, pane, tmux } = agent.target;
  symlinkSync(channel.state, join(channel.folder, "state"));
  const [{ socket_path: socket } = { socket_path: "" }] = await tmux.list(["socket_path"]);
  // As the launcher marks the pane that it makes.
  await tmux.run(["set-option", "-p", "-t", pane.id, "@mosaic_agent", "it"], pane);
  await tmux.run(["set-option", "-p", "-t", pane.id, "@mosaic_pane", pane.id], pane);
  const draft = program === undefined ? "^> .*[^ ]" : "";
  const target = { client: tmuxPath, socket, pane: pane.id, session: "it", draft };
  const aim: DrainedAgent["aim"] = (other) => {
    const lines = Object.entries({ ...target, ...other }).map(([key, value]) => `${key}=${value}`);
    writeFileSync(join(channel.folder, "target"), `${lines.join("\n")}\n`);
  };
  aim({});
  const start: DrainedAgent["start"] = (more = {}) =>
    spawn(script, [channel.folder], {
      env: { PATH: "/usr/bin:/bin", TMUX_TMPDIR: agent.server.directory, ...more },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  let count = 0;
  return {
    ...agent,
    aim,
    start,
    drain: async (more) => {
      const child = start(more);
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, "close")) as [number | null];
      return [code, said];
    },
    enqueue: (text) => enqueue(channel, `m${String((count += 1)).padStart(3, "0")}`, text),
    names: (folder) => readdirSync(join(channel.state, folder)),
    record: ({ id }) => readDeliveries(channel).find((each) => each.id === id),
  };
}
