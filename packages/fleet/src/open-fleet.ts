import type { DesiredAgent } from "@mosaicstack/roster";
import type { AgentReport, AgentsDocument } from "./documents/reports.js";
import { translated } from "./error.js";
import type { Fleet } from "./fleet.js";
import { namingFolder, namingFolders } from "./files/naming-folder.js";
import { openContext, type FleetOptions } from "./open-context.js";
import { requireTmux } from "./supervisor/require-tmux.js";
import { assertRuntimeFolder } from "./files/runtime-folder.js";
import { selectAgent, selectAgents } from "./agent/select-agents.js";
import { lookAtPlan } from "./plan/look-at-plan.js";
import { planDocument } from "./plan/plan-fleet.js";
import { fleetStatus } from "./status/status.js";
import { sayLinger } from "./supervisor/linger.js";
import type { startAgents } from "./apply/start-agents.js";

export type { FleetOptions };

/** Reads the roster and decides who supervises. Throws FleetError. */
export async function openFleet(options: FleetOptions = {}): Promise<Fleet> {
  const fleet = await translated(async () => openContext(options));
  const named = (names: readonly string[]): DesiredAgent[] =>
    selectAgents(fleet.desired, { names });
  const told = async <T>(use: () => Promise<T>): Promise<T> =>
    await translated(async () => {
      // Again, for it may have come since.
      assertRuntimeFolder(fleet.paths);
      return await namingFolder(fleet, use);
    });
  /** Who only looks has not asked yet whether this tmux can be used, and asks when it shows. */
  const seen = async <T>(use: () => Promise<T>): Promise<T> => {
    try {
      return await use();
    } catch (error) {
      if (options.onlyLooks === true) await requireTmux(fleet.env);
      throw error;
    }
  };
  const acted = async <T>(use: () => Promise<T>): Promise<T> => {
    if (options.onlyLooks === true) throw new Error("this fleet was opened only to look at it");
    return await told(use);
  };
  const reports = async (use: () => Promise<readonly AgentReport[]>): Promise<AgentsDocument> => ({
    version: 1,
    agents: await acted(use),
  });
  const { desired, choice } = fleet;
  return {
    name: desired.name,
    agents: desired.agents.map(({ name }) => name),
    supervisor: choice,
    select: (selection) => selectAgents(desired, selection).map(({ name }) => name),
    up: async () =>
      await reports(async () => await started(fleet, desired.agents, { again: false })),
    alreadyUp: async () =>
      await told(async () => await seen(async () => (await upOrNot()).alreadyUp(fleet))),
    down: async ({ force = false } = {}) =>
      await acted(async () => (await stopping()).stopFleet(fleet, force)),
    start: async (names) => await reports(async () => await started(fleet, named(names))),
    stop: async (names) =>
      await reports(async () => {
        const agents = named(names).map(({ name }) => name);
        return await (await stopping()).stopAgents(fleet, agents);
      }),
    restart: async (names, restartOptions = {}) =>
      await reports(async () =>
        restartOptions.whenIdle === true
          ? (await awaitingIdle()).restartWhenIdle(fleet, named(names), restartOptions)
          : (await restarting()).restartAgents(fleet, named(names)),
      ),
    status: async () => await told(async () => await seen(async () => await fleetStatus(fleet))),
    why: async (name) =>
      await told(async () => {
        const agent = selectAgent(desired, name);
        return await seen(async () => (await reasoning()).whyAgent(fleet, agent));
      }),
    wait: async (names, waitOptions) =>
      await told(async () => {
        const agents = named(names);
        return await seen(async () => (await waiting()).waitForAgents(fleet, agents, waitOptions));
      }),
    watch: (watchOptions) =>
      iterate(async () => {
        assertRuntimeFolder(fleet.paths);
        if (options.onlyLooks === true) await translated(async () => await requireTmux(fleet.env));
        return (await watching()).watchFleet(fleet, watchOptions);
      }),
    events: (names, eventOptions) => {
      const agents = named(names);
      return iterate(async () => (await listening()).fleetEvents(fleet, agents, eventOptions));
    },
    plan: async () =>
      await told(
        async () => await seen(async () => planDocument((await lookAtPlan(fleet)).changes)),
      ),
    apply: async (applyOptions) =>
      await acted(async () => (await applying()).applyFleet(fleet, applyOptions)),
    planMigration: async (names, from) =>
      await told(async () => (await migrating()).planMigration(fleet, named(names), from)),
    migrate: async (names, from, migrateOptions) =>
      await acted(async () =>
        (await migrating()).migrateFleet(fleet, named(names), from, migrateOptions),
      ),
    render: async () => await told(async () => (await rendering()).renderFleet(fleet)),
    explain: async (name) =>
      await told(async () => (await explaining()).explainAgent(fleet, selectAgent(desired, name))),
    send: async (names, text, sendOptions) => ({
      version: 1,
      deliveries: await acted(async () => {
        const agents = named(names);
        const { sendMessage } = await import("./talk/send.js");
        return await namingFolders(fleet, await sendMessage(fleet, agents, text, sendOptions));
      }),
    }),
    ask: async (name, text, askOptions) =>
      await acted(async () => {
        const agent = selectAgent(desired, name);
        const { askAgent } = await import("./talk/ask.js");
        return await askAgent(fleet, agent, text, askOptions);
      }),
    queue: async (names) =>
      await told(async () => {
        const agents = named(names);
        return { version: 1, messages: await (await queueing()).queuedMessages(fleet, agents) };
      }),
    cancel: async (names, id) =>
      await told(async () => {
        const agents = named(names);
        return await (await queueing()).cancelQueued(fleet, agents, id);
      }),
    logs: (name, logOptions) => {
      named([name]);
      assertRuntimeFolder(fleet.paths);
      return iterate(async () => {
        if (options.onlyLooks === true) await translated(async () => await requireTmux(fleet.env));
        return (await looking()).agentLogs(fleet, name, logOptions);
      });
    },
    screen: async (name) =>
      await translated(async () => {
        named([name]);
        const { agentScreen } = await looking();
        const text = await seen(async () => await agentScreen(fleet, name));
        return { version: 1, agent: name, lines: text.trimEnd().split("\n") };
      }),
    attachCommand: async (name, { readOnly = false } = {}) =>
      await translated(async () => {
        named([name]);
        const { attachCommand } = await import("./talk/attach.js");
        return await seen(async () => await attachCommand(fleet, name, readOnly));
      }),
  };
}

// A verb is loaded when it is used: `status` should not wait for what starts and stops.
const starting = async () => await import("./apply/start-agents.js");
const started = async (...args: Parameters<typeof startAgents>): Promise<AgentReport[]> => {
  const reports = await (await starting()).startAgents(...args);
  await sayLinger(args[0]);
  return reports;
};
const upOrNot = async () => await import("./apply/already-up.js");
const stopping = async () => await import("./apply/stop-agents.js");
const restarting = async () => await import("./apply/restart-agents.js");
const applying = async () => await import("./apply/apply-fleet.js");
const migrating = async () => await import("./migrate/migrate-fleet.js");
const rendering = async () => await import("./plan/render-fleet.js");
const queueing = async () => await import("./talk/queue.js");
const awaitingIdle = async () => await import("./apply/restart-when-idle.js");
const explaining = async () => await import("./agent/explain.js");
const reasoning = async () => await import("./status/why-agent.js");

const waiting = async () => await import("./watch/wait-for-agents.js");
const watching = async () => await import("./watch/watch-fleet.js");
const listening = async () => await import("./watch/fleet-events.js");
const looking = async () => await import("./talk/logs.js");

async function* iterate<T>(
  open: () => Promise<AsyncIterable<T>>,
): AsyncGenerator<T, void, undefined> {
  yield* await open();
}
