import { parseUnitName, unitName } from "@mosaicstack/systemd-units";

/** The one default of the fleet's socket. */
export const defaultSocket = "mosaic-fleet";
export const holderUnit = "mosaic-tmux-holder.service";
export const agentTemplate = "mosaic-agent@.service";
export const idleService = "mosaic-idle@.service";
export const idleTimer = "mosaic-idle@.timer";
export const scheduleService = "mosaic-schedule@.service";
export const scheduleTimer = "mosaic-schedule@.timer";
/** Started by an agent's unit that failed for good. */
export const gaveUpService = "mosaic-gave-up@.service";
export const fleetTarget = "mosaic-fleet.target";

/** The unit of one agent. Every unit name of an agent goes through here. */
export function agentUnit(agent: string): string {
  return unitName(agentTemplate, agent);
}

/** What has it looked whether an agent may sleep. */
export function agentTimer(agent: string): string {
  return unitName(idleTimer, agent);
}

/** What has the edges of an agent's schedule applied, by the clock. */
export function agentSchedule(agent: string): string {
  return unitName(scheduleTimer, agent);
}

/** What applies them. */
export function agentEdge(agent: string): string {
  return unitName(scheduleService, agent);
}

/** The reverse of `agentSchedule`; undefined for any other unit. */
export function scheduledAgentOf(unit: string): string | undefined {
  const { prefix, instance, suffix } = parseUnitName(unit) ?? {};
  return prefix === "mosaic-schedule" && suffix === "timer" ? instance || undefined : undefined;
}

/** The reverse of `agentUnit`; undefined for any other unit, and for the template. */
export function agentOf(unit: string): string | undefined {
  const { prefix, instance, suffix } = parseUnitName(unit) ?? {};
  return prefix === "mosaic-agent" && suffix === "service" ? instance || undefined : undefined;
}
