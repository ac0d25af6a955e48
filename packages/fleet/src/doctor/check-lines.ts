import { rules, type Finding } from "@mosaicstack/systemd-units";
import { checkEnvFiles, placeOf } from "../agent/check-env-files.js";
import { ownNameCode, ownNameWhy } from "../agent/check-own-names.js";
import { judgeUnits } from "../agent/judge-units.js";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/**
 * Lines of env files, and of a person's drop-ins and units, that do not say what they seem to, or break what the fleet's units rely
 * on; one that several agents share is told once. By its place.
 */
export async function checkLines(fleet: FleetContext): Promise<ReadonlyMap<string, DoctorFinding>> {
  const found = new Map<string, DoctorFinding>();
  const { agents } = fleet.desired;
  for (const agent of agents)
    for (const each of await checkEnvFiles(agent, fleet)) tell(found, each);
  if (fleet.supervisor.kind === "systemd") {
    const names = agents.map(({ name }) => name);
    for (const each of await judgeUnits(fleet, names)) tell(found, each);
  }
  return found;
}

function tell(found: Map<string, DoctorFinding>, each: Finding): void {
  const { code, file, line, severity, remedy } = each;
  const rule = rules.find((one) => one.code === code);
  const why = code === ownNameCode ? ownNameWhy : (rule?.why ?? "");
  const isUnit = code !== ownNameCode && /\.(?:conf|service|target|slice|timer)$/.test(file);
  const what = isUnit ? `${placeOf(each)} (${code})` : placeOf(each);
  const id = isUnit ? "unit-setting" : "env-file";
  const place = `${file}:${line}`;
  if (found.get(place)?.what !== what)
    found.set(
      found.has(place) ? `${place} ${code}` : place,
      finding(id, what, remedy, { severity, why }),
    );
}
