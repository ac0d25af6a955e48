import { expect, test } from "vitest";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { agentRuntime } from "../agent/agent-runtime.js";
import { spreadStarts } from "./spread-starts.js";

type Lines = readonly (readonly [string, string])[];

/** What a start is spread by, of one agent. */
function launch(
  name: string,
  runtime: DesiredAgent["runtime"],
  more: { own?: Lines; roster?: Lines; env?: Record<string, string> } = {},
): AgentLaunch {
  const lines = [...Object.entries(more.env ?? {}), ...(more.roster ?? []), ...(more.own ?? [])];
  const values = lines.map(([key, value]) => ({ name: key, value, source: { kind: "agent" } }));
  return { agent: { name, runtime }, values } as unknown as AgentLaunch;
}

test("what shares a login waits for its own time, the rest starts together at once", async () => {
  const pauses = new Map<number, () => void>();
  const started: string[][] = [];
  const all = spreadStarts(
    [
      launch("a", "claude"),
      launch("b", "claude"),
      launch("c", "pi"),
      launch("d", "claude"),
      launch("e", "claude", { own: [["CLAUDE_CONFIG_DIR", "/own"]] }),
    ],
    async (group) => {
      started.push(group.map(({ agent }) => agent.name));
      return group.length;
    },
    {
      random: () => 0,
      pause: async (ms) => await new Promise<void>((go) => void pauses.set(ms, go)),
    },
  );
  expect(started).toEqual([["a", "c", "e"]]);
  expect([...pauses.keys()]).toEqual([500, 1000]);
  pauses.get(1000)?.();
  pauses.get(500)?.();
  expect(await all).toEqual([3, 1, 1]);
  expect(started.slice(1).flat().toSorted()).toEqual(["b", "d"]);
});

test("an agent is what its own files say", () => {
  const runtimeOf = ({ agent, values }: AgentLaunch): string => agentRuntime(agent, values);
  expect(runtimeOf(launch("a", "claude"))).toBe("claude");
  expect(runtimeOf(launch("a", "claude", { own: [["MOSAIC_AGENT_RUNTIME", "pi"]] }))).toBe("pi");
  const both = {
    roster: [["MOSAIC_AGENT_RUNTIME", "pi"]],
    own: [["MOSAIC_AGENT_RUNTIME", "codex"]],
  } as const;
  expect(runtimeOf(launch("a", "claude", both))).toBe("codex");
  const command = [["MOSAIC_AGENT_COMMAND", "sleep 1"]] as const;
  for (const more of [
    { own: command },
    { roster: command },
    { env: Object.fromEntries(command) },
  ]) {
    expect(runtimeOf(launch("a", "claude", more))).toBe("command");
  }
  // As the launcher has it, an empty one is none.
  expect(runtimeOf(launch("a", "claude", { own: [["MOSAIC_AGENT_COMMAND", ""]] }))).toBe("claude");
  expect(runtimeOf(launch("a", "claude", { own: [["MOSAIC_AGENT_RUNTIME", "toString"]] }))).toBe(
    "command",
  );
});
