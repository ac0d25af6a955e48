import { join } from "node:path";
import { parseUnit } from "@mosaicstack/systemd-units";
import type { FleetPaths } from "../files/paths.js";

/** The static PATH of the shipped template, as the manager expands it for this user. */
export function unitPath(template: string, paths: FleetPaths): string {
  const line = parseUnit(template)
    .getAll("Service", "Environment")
    .find(({ value }) => value.startsWith("PATH="));
  const config = join(paths.config, "..", "..");
  return (line?.value ?? "PATH=/usr/local/bin:/usr/bin:/bin")
    .slice("PATH=".length)
    .replaceAll("%h", paths.home)
    .replaceAll("%E", config);
}
