import { openUserManager } from "@mosaicstack/systemd-units";
import type { FleetContext } from "../context.js";
import { lingerless } from "../supervisor/linger.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Who keeps the agents alive, and what that outlasts. */
export async function checkSupervisor(fleet: FleetContext): Promise<DoctorFinding[]> {
  if (fleet.choice.kind === "tmux") {
    return [finding("supervisor-tmux", `supervisor tmux: ${fleet.choice.reason}`)];
  }
  const found: DoctorFinding[] = [];
  const probe = await openUserManager({ env: fleet.env }).probe();
  if (probe.answers && probe.version < 249) {
    found.push(finding("systemd-version", `systemd ${probe.version} is too old`));
  }
  if (probe.answers && probe.version < 254) {
    found.push(
      finding(
        "restart-delay-constant",
        `systemd ${probe.version} starts an agent again after the same delay each time`,
      ),
    );
  }
  const user = await lingerless(fleet.env);
  if (user !== undefined) found.push(finding("linger-off", `linger is off for ${user}`));
  return found;
}
