import { constants } from "node:os";

/** `9` → `SIGKILL`; undefined for what is no signal here. */
export function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}
