import { rules } from "@mosaicstack/systemd-units";
import { checkEnvFiles, placeOf } from "../agent/check-env-files.js";
import { ownNameCode, ownNameWhy } from "../agent/check-own-names.js";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Lines of env files that do not say what they seem to; a file that several agents share is told once. */
export async function checkEnv(fleet: FleetContext): Promise<DoctorFinding[]> {
  const found = new Map<string, DoctorFinding>();
  for (const agent of fleet.desired.agents)
    for (const each of await checkEnvFiles(agent, fleet)) {
      const rule = rules.find(({ code }) => code === each.code);
      const why = each.code === ownNameCode ? ownNameWhy : (rule?.why ?? "");
      const place = placeOf(each);
      found.set(place, finding("env-file", place, each.remedy, { severity: each.severity, why }));
    }
  return [...found.values()];
}
