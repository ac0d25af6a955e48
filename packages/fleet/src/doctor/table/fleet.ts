import type { FindingEntry } from "./entry.js";

/** The roster, and who keeps its agents alive. */
export const fleetFindings: Readonly<Record<FleetFindingId, FindingEntry>> = {
  "roster-missing": {
    severity: "info",
    also: "error",
    what: "There is no roster; an error where one was named",
    why: "The fleet is read from its roster; without one nothing can be started.",
    remedy: "Run `mosaic-fleet init`, or name the roster that there is with `--roster`.",
  },
  "roster-invalid": {
    severity: "error",
    what: "The roster, or an agent's env file, is not valid",
    why: "The fleet is read from its roster; without one nothing can be started.",
    remedy: "Run `mosaic-fleet validate`, which tells all that is wrong with it.",
  },
  fleet: {
    severity: "error",
    what: "The fleet cannot be looked at for another reason",
    why: "The fleet cannot be looked at any further.",
    remedy: "As it says.",
  },
  "other-fleet": {
    severity: "info",
    what: "Agents of another fleet of yours run on another socket",
    why: "They share your login, your limits and your folders, and no command of this roster sees them.",
    remedy:
      "Nothing to do if that is meant; else end it by its own roster with `mosaic-fleet down`.",
  },
  "supervisor-tmux": {
    severity: "info",
    what: "The tmux supervisor is in use, and why",
    why: "The tmux supervisor keeps agents alive until the tmux server ends; it does not survive a reboot.",
    remedy:
      "Nothing to do; where a user manager answers, `--supervisor systemd` survives logout and reboot.",
  },
  "systemd-version": {
    severity: "error",
    what: "systemd is older than 249",
    why: "Units of the fleet need systemd 249 or newer.",
    remedy: "Upgrade, or use `--supervisor tmux`.",
  },
  "restart-delay-constant": {
    severity: "info",
    what: "systemd is older than 254: restarts wait the same delay each time",
    why: "A delay that grows up to the roster's `restart.max_delay` needs systemd 254 or newer.",
    remedy: "Nothing to do.",
  },
  "linger-off": {
    severity: "warning",
    what: "Linger is off: the user manager ends at the last logout",
    why: "At the last logout the user manager ends, and every agent with it; at boot nothing starts. With linger it starts at boot and stays.",
    remedy: "Run `loginctl enable-linger`; `loginctl disable-linger` takes it back.",
  },
  "user-bus-missing": {
    severity: "info",
    what: "There is no message bus for the user",
    why: "systemd answers without one. The launcher asks it to take an agent into its unit by way of the bus, where it may not do so itself.",
    remedy:
      "Run `systemctl --user start dbus.socket`, or install your distribution's D-Bus for users (`dbus-user-session`).",
  },
  "limits-unbound": {
    severity: "warning",
    what: "A limit of the roster does not bind here",
    why: "systemd takes a limit and says nothing where the kernel's controller for it was not handed to your user manager; under tmux nobody sets one.",
    remedy:
      "Have the controllers delegated: `Delegate=cpu memory pids` in a drop-in of `user@.service`, then log in anew. Under tmux use `--supervisor systemd`.",
  },
  "manager-environment": {
    severity: "warning",
    what: "The user manager's environment has names that are the launcher's",
    why: "Every unit gets them, each agent's too, as after `systemctl --user import-environment` from within an agent.",
    remedy: "Run `systemctl --user unset-environment NAME…`; agents lose them at their next start.",
  },
  "person-hook": {
    severity: "warning",
    what: "A [hook of yours](hooks.md) is not executable, is no plain file of yours, or failed or took too long when it was run last",
    why: "It is not run, or what it was to tell you may not have reached you; the agent is not touched by it.",
    remedy: "`chmod u+x` it, or run it by hand and correct it.",
  },
};

/** Stable names. */
export type FleetFindingId =
  | "roster-missing"
  | "roster-invalid"
  | "fleet"
  | "other-fleet"
  | "supervisor-tmux"
  | "systemd-version"
  | "restart-delay-constant"
  | "linger-off"
  | "user-bus-missing"
  | "limits-unbound"
  | "manager-environment"
  | "person-hook";
