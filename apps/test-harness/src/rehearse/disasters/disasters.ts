import type { Disaster } from "../disaster.js";
import { logout, powerCut, reboot } from "./machine.js";
import { agentCrash, oom, serverCrash } from "./processes.js";

/** Every disaster, from the smallest on. */
export const disasters: readonly Disaster[] = [
  agentCrash,
  oom,
  serverCrash,
  logout,
  reboot,
  powerCut,
];
