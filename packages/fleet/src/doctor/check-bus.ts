import { lstatSync } from "node:fs";
import { join } from "node:path";
import { openUserManager } from "@mosaicstack/systemd-units";
import { isReservedForLauncher } from "../agent/check-own-names.js";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Whether there is a message bus for the user where it should be. */
export function checkBus({ env, supervisor }: FleetContext): DoctorFinding[] {
  if (supervisor.kind !== "systemd") return [];
  const address = env["DBUS_SESSION_BUS_ADDRESS"];
  const [, given] = /^unix:path=([^,;]+)/.exec(address ?? "") ?? [];
  // An address of another kind is nobody's guess.
  if (address !== undefined && address !== "" && given === undefined) return [];
  const path = given ?? join(env["XDG_RUNTIME_DIR"] || "/", "bus");
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) return [];
  return [finding("user-bus-missing", `there is no message bus at ${path}`)];
}

/** What the user manager hands to every unit, and is the launcher's to set. */
export async function checkManagerEnvironment(fleet: FleetContext): Promise<DoctorFinding[]> {
  if (fleet.supervisor.kind !== "systemd") return [];
  const given = await openUserManager({ env: fleet.env }).environmentNames();
  const names = given.filter(isReservedForLauncher);
  if (names.length === 0) return [];
  const list = names.map((name) => `\`${name}\``).join(", ");
  return [
    finding(
      "manager-environment",
      `the user manager's environment has ${list}`,
      `Run \`systemctl --user unset-environment ${names.join(" ")}\`; agents lose them at their next start.`,
    ),
  ];
}
