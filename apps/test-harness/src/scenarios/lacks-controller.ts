import type { Rehearsal } from "../live/rehearsal.js";

/** Why limits do not bind in this sandbox; for `obstacle` of a scenario. */
export function lacksController(
  { sandbox }: Rehearsal,
  controller: "memory" | "pids",
): string | undefined {
  if (sandbox.controllers.includes(controller)) return undefined;
  return `no \`${controller}\` controller binds in the sandbox; a machine with cgroup2 alone, or v1 controllers and root, has it`;
}
