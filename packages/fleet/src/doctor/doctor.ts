import { FleetError, toFleetError } from "../error.js";
import { openContext, type FleetOptions } from "../open-context.js";
import { viewSessions } from "../status/sessions.js";
import { fleetPaths, type Environment, type FleetPaths } from "../files/paths.js";
import { runtimeFolderFault } from "../files/runtime-folder.js";
import { fleetStatus } from "../status/status.js";
import { tells } from "../status/unit-drift.js";
import type { StatusDocument } from "../documents/status.js";
import { usedFolders } from "../files/used-folders.js";
import { lookAtPlan } from "../plan/look-at-plan.js";
import { checkBus, checkManagerEnvironment } from "./check-bus.js";
import { checkClock, checkFuture } from "./check-clock.js";
import { checkDisk, checkTranscripts } from "./check-disk.js";
import { checkLimits } from "./check-limits.js";
import { checkOtherFleets } from "./check-other-fleets.js";
import { checkPrograms } from "./check-programs.js";
import { checkLeft, checkShipped } from "./check-shipped.js";
import { checkSocketFolder } from "./check-socket-folder.js";
import { checkWorkdirs } from "./check-workdirs.js";
import { checkAgents, checkOrphans, orphans } from "./check-agents.js";
import { checkChildren, checkPaneScopes } from "./check-cgroups.js";
import { checkChannels } from "./check-channels.js";
import { checkLines } from "./check-lines.js";
import { checkFolders } from "./check-folders.js";
import { checkReplacedFiles } from "./check-replaced-files.js";
import { checkRuntimeFolder, checkTmux } from "./check-machine.js";
import { checkModes } from "./check-modes.js";
import { checkNotOurs } from "./check-not-ours.js";
import { checkPersonHooks } from "./check-person-hooks.js";
import { checkRuntimes } from "./check-runtimes.js";
import { checkServer, checkServerVersion } from "./check-server.js";
import { checkSleep } from "./check-sleep.js";
import { checkSupervisor } from "./check-supervisor.js";
import { checkTools } from "./check-tools.js";
import { checkUnits } from "./check-units.js";
import { checkOverrides } from "./check-overrides.js";
import { checkReload } from "./check-reload.js";
import { finding, toldFinding, type Found } from "./finding.js";
import type { DoctorDocument, DoctorFinding } from "../documents/doctor.js";

/** Looks at the whole chain from tmux to each agent. Never throws for what it is there to find. */
export async function doctor(options: FleetOptions = {}): Promise<DoctorDocument> {
  return { version: 1, findings: (await findAll(options)).map(toldFinding) };
}

/** The same, each beside what mends it. */
export async function findAll(options: FleetOptions): Promise<Found[]> {
  const env = options.env ?? process.env;
  const paths = fleetPaths(env);
  const folders = await checkFolders(paths);
  const findings: Found[] = [
    ...(await checkTmux(env)),
    ...(await checkRuntimeFolder(env)),
    ...folders,
    // One that is full was told.
    ...(folders.length === 0 ? await checkDisk(paths) : []),
    ...(await checkTranscripts(paths)),
    ...(await checkModes(paths, options.roster)),
  ];
  /** What one look finds, or why it could not be had; the next one is taken all the same. */
  const look = async <T>(use: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await use();
    } catch (error) {
      const problem = toFleetError(error);
      const fault = problem instanceof FleetError ? problem : ofMachine(error);
      if (fault === undefined) throw error;
      // A tmux that is missing was said already, with its own remedy.
      if (!findings.some(({ id }) => id.startsWith("tmux-")))
        findings.push(ofError(fault, options));
      return undefined;
    }
  };
  const tell = async (use: () => Promise<readonly Found[]>): Promise<void> => {
    findings.push(...((await look(use)) ?? []));
  };
  const usable = runtimeFolderFault(paths) === undefined ? paths : withoutRuntime(env);
  const fleet = await look(async () => await openContext(options, usable));
  if (fleet === undefined) return findings;
  await tell(async () => {
    const below = await checkFolders(paths, usedFolders(fleet));
    return below.filter(({ what }) => !folders.some((told) => told.what === what));
  });
  await tell(async () => await checkSupervisor(fleet));
  await tell(async () => checkBus(fleet));
  await tell(async () => await checkManagerEnvironment(fleet));
  await tell(async () => await checkLimits(fleet));
  await tell(async () => checkSocketFolder(fleet));
  await tell(async () => checkPrograms(fleet));
  await tell(async () => await checkTools(fleet));
  const lines = (await look(async () => checkLines(fleet))) ?? new Map<string, DoctorFinding>();
  await tell(async () => await checkPersonHooks(fleet));
  await tell(async () => await checkOverrides(fleet));
  await tell(async () => await checkSleep(fleet));
  await tell(async () => await checkRuntimes(fleet));
  await tell(async () => checkFuture(fleet));
  await tell(async () => await checkOtherFleets(fleet));
  const notOurs = (await look(async () => checkNotOurs(fleet))) ?? new Map<string, DoctorFinding>();
  findings.push(...notOurs.values());
  const status = await look(async () => await fleetStatus(fleet));
  findings.push(...untold(lines, status));
  if (status === undefined) return findings;
  findings.push(...checkServer(fleet, status));
  await tell(async () => await checkServerVersion(fleet, status));
  await tell(async () => await checkReplacedFiles(status));
  await tell(async () => await checkWorkdirs(fleet, status));
  // Without an answer of the server there is no plan, and that is told.
  const isKnown = status.server.state === "running" || status.server.state === "absent";
  const plan = isKnown ? await look(async () => await lookAtPlan(fleet)) : undefined;
  const changes = plan?.changes ?? [];
  const someRun = status.agents.some(({ lifecycle }) => lifecycle === "active");
  const shipped = checkShipped(changes, someRun);
  findings.push(...shipped.values());
  await tell(async () => await checkReload(fleet));
  await tell(async () => await checkUnits(fleet, status));
  findings.push(...checkAgents(status, new Set([...notOurs.keys(), ...shipped.keys()])));
  await tell(async () => await checkChannels(fleet, status));
  let told: readonly string[] = [];
  if (status.server.state === "running") {
    const sessions = await look(async () => await viewSessions(fleet.supervisor.tmux));
    if (sessions !== undefined) {
      told = orphans(status, sessions).map(({ agent }) => agent);
      findings.push(...checkClock(sessions.server));
      await tell(async () => await checkPaneScopes(fleet, sessions));
      await tell(async () => await checkChildren(fleet, sessions));
      findings.push(...checkOrphans(fleet, status, sessions));
    }
  }
  findings.push(...checkLeft(changes, new Set(told)));
  return findings;
}

/** Without the lines of which an agent's drift tells that they say otherwise than the roster. */
function untold(
  lines: ReadonlyMap<string, DoctorFinding>,
  status: StatusDocument | undefined,
): DoctorFinding[] {
  const drift = status?.agents.flatMap((agent) => agent.drift) ?? [];
  return [...lines].flatMap(([place, found]) => (tells(drift, place) ? [] : [found]));
}

/** Of a runtime folder that is not ours alone nothing is looked at: in its stead one where nothing can be. */
function withoutRuntime(env: Environment): FleetPaths {
  return fleetPaths({ ...env, XDG_RUNTIME_DIR: "/proc/self" });
}

/** What the file system says, as that no descriptors are left. */
function ofMachine(error: unknown): FleetError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof Error && /^E[A-Z]+$/.test(code ?? "")
    ? new FleetError("Failed", message, { cause: error })
    : undefined;
}

function ofError(error: FleetError, options: FleetOptions): DoctorFinding {
  const [first] = error.diagnostics ?? [];
  const { start } = first?.range ?? {};
  const place =
    start === undefined ? "" : ` (${start.line}:${start.column}: ${first?.message ?? ""})`;
  const what = `${error.message}${place}`;
  const remedy = error.remedy ?? "Mend that, then run `mosaic-fleet doctor` again.";
  if (error.code === "InvalidRoster") return finding("roster-invalid", what, remedy);
  if (error.code === "NoRoster") {
    // Not to have written one yet is no fault; a file that was named should be there.
    const severity = options.roster === undefined ? "info" : "error";
    return finding("roster-missing", what, remedy, { severity });
  }
  return finding("fleet", what, remedy);
}
