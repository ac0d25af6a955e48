import { access } from "node:fs/promises";
import { join } from "node:path";
import { openUserManager } from "@mosaicstack/systemd-units";
import type { FleetContext } from "../context.js";
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
  const username = fleet.env["USER"] ?? fleet.env["LOGNAME"] ?? `uid ${process.getuid?.() ?? 0}`;
  const lingers = await access(join("/var/lib/systemd/linger", username)).then(
    () => true,
    () => false,
  );
  if (!lingers) {
    found.push(finding("linger-off", `linger is off for ${username}`));
  }
  return found;
}
