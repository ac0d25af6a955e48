import type { LaunchPlan, ProgramSource } from "./launch-plan.js";

const found: Readonly<Record<ProgramSource, string>> = {
  path: "on the agent's PATH",
  fallback: "on the caller's PATH",
  "well-known": "in a folder where installers put programs",
  given: "given as a path",
  nowhere: "nowhere: install it, or name another command",
};

/** A plan for people, one value and where it comes from per line. Of the environment the names alone: values may be secret. */
export function explainLaunch(plan: LaunchPlan): string {
  const { command, program, unattended, path } = plan.provenance;
  const [first = "", ...rest] = plan.argv;
  const names = Object.keys(plan.env);
  return [
    `program: ${first} (${found[program]})`,
    `arguments: ${rest.map((word) => JSON.stringify(word)).join(" ") || "none"}`,
    `restart: ${plan.resumeArgv === undefined ? "a new conversation" : "goes on with the conversation"}`,
    `command of: ${command === "command" ? "the roster" : `runtime ${command}`}`,
    `unattended: ${unattended.join(" ") || "no flag"}`,
    `workdir: ${plan.workdir ?? "the home"}`,
    `PATH: ${plan.path} (${path === "own" ? "the agent's own" : path})`,
    `environment: ${names.join(", ") || "nothing more"}`,
    "",
  ].join("\n");
}
