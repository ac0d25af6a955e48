import type { RuntimeName, RuntimeOverride } from "@mosaicstack/runtimes";
import { isDrained } from "../schema/runtime-settings.js";
import type { RosterContent, RuntimeSettings } from "../schema/roster.js";
import type { DesiredAgent, DesiredFleet } from "./desired-fleet.js";
import { given } from "./given.js";
import { formatTimeSpan } from "../values/time-span.js";

/** What a roster changes of the runtimes' table, in the table's own words. */
export function resolveRuntimes({ runtimes = {} }: RosterContent): DesiredFleet["runtimes"] {
  return Object.fromEntries(
    Object.entries(runtimes).map(([name, settings = {}]) => [name, overrideOf(settings)]),
  );
}

/** The same of an agent's own runtime, and what of it stands in the agent's own files. */
export function runtimeOfAgent(
  runtimes: DesiredFleet["runtimes"],
  runtime: DesiredAgent["runtime"],
): Pick<DesiredAgent, "override" | "runtimes"> {
  const override = runtime === "command" ? undefined : runtimes[runtime];
  if (override === undefined) return {};
  const { box = {}, ready: { dialogs } = {} } = override;
  const told = { ...box, ...given({ dialogs }) };
  const isTold = isDrained(runtime as RuntimeName) && Object.keys(told).length > 0;
  return { override, ...(isTold ? { runtimes: told } : {}) };
}

function overrideOf(settings: RuntimeSettings): RuntimeOverride {
  const { ready = {}, title, box, quit, quit_wait: wait, stuck } = settings;
  const { screen, dialogs, quiet, deadline } = ready;
  return filled({
    ready: given({ screen, dialogs, quietMs: milli(quiet), deadlineMs: milli(deadline) }),
    title: given({ ...title }),
    box: given({ ...box }),
    stop: given({ type: quit, waitMs: milli(wait) }),
    stuckMs: milli(stuck),
  });
}

/** What an override says, in the words of the roster: `ready.deadline` and `2m`, `title.idle` and `null`. */
export function toldOverride(override: RuntimeOverride): (readonly [key: string, value: string])[] {
  const { ready = {}, title = {}, box = {}, stop = {}, stuckMs } = override;
  const { quietMs, deadlineMs, ...looks } = ready;
  const told = {
    ...within("ready", { ...looks, quiet: span(quietMs), deadline: span(deadlineMs) }),
    ...within("title", title),
    ...within("box", box),
    quit: stop.type,
    quit_wait: span(stop.waitMs),
    stuck: span(stuckMs),
  };
  return Object.entries(given(told)).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
}

function within(map: string, keys: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${map}.${key}`, value]));
}

function span(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatTimeSpan(milliseconds / 1000);
}

/** Without what says nothing. */
function filled(override: { [K in keyof RuntimeOverride]?: unknown }): RuntimeOverride {
  const said = Object.entries(given(override)).filter(
    ([, value]) => typeof value !== "object" || value === null || Object.keys(value).length > 0,
  );
  return Object.fromEntries(said) as RuntimeOverride;
}

function milli(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(1000 * seconds);
}
