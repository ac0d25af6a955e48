import { access } from "node:fs/promises";
import { join } from "node:path";
import { openUserManager } from "@mosaicstack/systemd-units";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Who keeps the agents alive, and what that outlasts. */
export async function checkSupervisor(fleet: FleetContext): Promise<DoctorFinding[]> {
  if (fleet.choice.kind === "tmux") {
    const why =
      "The tmux supervisor keeps agents alive until the tmux server ends; it does not survive a reboot.";
    const remedy =
      "Nothing to do; where a user manager answers, `--supervisor systemd` survives logout and reboot.";
    return [
      finding("supervisor-tmux", "info", `supervisor tmux: ${fleet.choice.reason}`, why, remedy),
    ];
  }
  const found: DoctorFinding[] = [];
  const probe = await openUserManager({ env: fleet.env }).probe();
  if (probe.answers && probe.version < 249) {
    found.push(
      finding(
        "systemd-version",
        "error",
        `systemd ${probe.version} is too old`,
        "Units of the fleet need systemd 249 or newer.",
        "Upgrade, or use `--supervisor tmux`.",
      ),
    );
  }
  if (probe.answers && probe.version < 254) {
    found.push(
      finding(
        "restart-delay-constant",
        "info",
        `systemd ${probe.version} starts an agent again after the same delay each time`,
        "A delay that grows up to the roster's `restart.max_delay` needs systemd 254 or newer.",
        "Nothing to do.",
      ),
    );
  }
  const username = fleet.env["USER"] ?? fleet.env["LOGNAME"] ?? `uid ${process.getuid?.() ?? 0}`;
  const lingers = await access(join("/var/lib/systemd/linger", username)).then(
    () => true,
    () => false,
  );
  if (!lingers) {
    found.push(
      finding(
        "linger-off",
        "warning",
        `linger is off for ${username}`,
        "At the last logout the user manager ends, and every agent with it; at boot nothing starts.",
        "Run `loginctl enable-linger`.",
      ),
    );
  }
  return found;
}
