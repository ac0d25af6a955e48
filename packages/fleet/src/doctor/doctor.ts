import { FleetError, toFleetError } from "../error.js";
import { openContext, type FleetOptions } from "../open-fleet.js";
import { viewSessions } from "../sessions.js";
import { fleetPaths } from "../paths.js";
import { fleetStatus } from "../status.js";
import { usedFolders } from "../used-folders.js";
import { checkAgents, checkOrphans } from "./check-agents.js";
import { checkChildren, checkPaneScopes } from "./check-cgroups.js";
import { checkEnv } from "./check-env.js";
import { checkFolders } from "./check-folders.js";
import { checkRuntimeFolder, checkTmux } from "./check-machine.js";
import { checkRuntimes } from "./check-runtimes.js";
import { checkServer } from "./check-server.js";
import { checkSupervisor } from "./check-supervisor.js";
import { checkTools } from "./check-tools.js";
import { checkUnits } from "./check-units.js";
import { finding, type DoctorFinding } from "./finding.js";

export interface DoctorDocument {
  readonly version: 1;
  readonly findings: readonly DoctorFinding[];
}

/** Looks at the whole chain from tmux to each agent. Never throws for what it is there to find. */
export async function doctor(options: FleetOptions = {}): Promise<DoctorDocument> {
  const env = options.env ?? process.env;
  const folders = await checkFolders(fleetPaths(env));
  const findings = [...(await checkTmux(env)), ...(await checkRuntimeFolder(env)), ...folders];
  try {
    const fleet = await openContext(options);
    const below = await checkFolders(fleet.paths, usedFolders(fleet));
    findings.push(
      ...below.filter(({ what }) => !folders.some((told) => told.what === what)),
      ...(await checkSupervisor(fleet)),
      ...(await checkTools(fleet)),
      ...(await checkEnv(fleet)),
      ...(await checkRuntimes(fleet)),
    );
    const status = await fleetStatus(fleet);
    findings.push(
      ...checkServer(status),
      ...(await checkUnits(fleet, status)),
      ...checkAgents(status),
    );
    if (status.server.state === "running") {
      const sessions = await viewSessions(fleet.supervisor.tmux);
      findings.push(
        ...(await checkPaneScopes(fleet, sessions)),
        ...(await checkChildren(fleet, sessions)),
        ...checkOrphans(fleet, status, sessions),
      );
    }
  } catch (error) {
    const problem = toFleetError(error);
    if (!(problem instanceof FleetError)) throw error;
    // A tmux that is missing was said already, with its own remedy.
    if (!findings.some(({ id }) => id.startsWith("tmux-")))
      findings.push(ofError(problem, options));
  }
  return { version: 1, findings };
}

function ofError(error: FleetError, options: FleetOptions): DoctorFinding {
  const [first] = error.diagnostics ?? [];
  const { start } = first?.range ?? {};
  const place =
    start === undefined ? "" : ` (${start.line}:${start.column}: ${first?.message ?? ""})`;
  const what = `${error.message}${place}`;
  const remedy = error.remedy ?? "Mend that, then run `mosaic-fleet doctor` again.";
  const roster = "The fleet is read from its roster; without one nothing can be started.";
  if (error.code === "InvalidRoster")
    return finding("roster-invalid", "error", what, roster, remedy);
  if (error.code === "NoRoster") {
    // Not to have written one yet is no fault; a file that was named should be there.
    const severity = options.roster === undefined ? "info" : "error";
    return finding("roster-missing", severity, what, roster, remedy);
  }
  return finding("fleet", "error", what, "The fleet cannot be looked at any further.", remedy);
}
