import { accessSync, constants, readFileSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { FleetPaths } from "@mosaicstack/fleet";
import type { Finding } from "@mosaicstack/systemd-units";
import type { RuleText } from "./rule-text.js";

/** What only an installed fleet can be asked. */
export const installationRules: readonly RuleText[] = [
  {
    code: "MF701",
    severity: "error",
    what: "The script that the units call is there and may be run",
    why: "Without it every start of holder and agents ends with 203/EXEC.",
    remedy: "Run `mosaic-fleet install`, or copy the script and `chmod 755` it.",
  },
  {
    code: "MF702",
    severity: "error",
    what: "Nobody else may write the script that the units call",
    why: "Whoever may write it runs commands as you.",
    remedy: "Take the right away with `chmod go-w`.",
  },
  {
    code: "MF703",
    severity: "warning",
    what: "An installed unit is the one that this version ships",
    why: "An older unit, or one edited in place, lacks what this version relies on; the next install overwrites it.",
    remedy: "Run `mosaic-fleet install`; put changes of your own into a drop-in.",
  },
  {
    code: "MF704",
    severity: "error",
    what: "Every shipped unit is installed",
    why: "Holder, agents, target and slice name each other: with one missing the others do not start, or lose their limits.",
    remedy: "Run `mosaic-fleet install`, or copy the unit.",
  },
  {
    code: "MF706",
    severity: "warning",
    what: "The manager has read the units as they stand on disk",
    why: "What was changed since holds for no start, whatever this check says of it.",
    remedy: "Run `systemctl --user daemon-reload`; what runs keeps its settings until its restart.",
  },
  {
    code: "MF707",
    severity: "warning",
    what: "The user lingers, where logind ends the managers of others",
    why: "Else every agent ends at the last logout, and none starts at boot.",
    remedy: "Run `loginctl enable-linger`.",
  },
  {
    code: "MF708",
    severity: "warning",
    what: "Each drop-in that the roster wrote belongs to an agent of the roster",
    why: "An agent that left the roster comes back by what is left of it: a link for boot, or a start by name.",
    remedy: "Run `mosaic-fleet apply --prune`, or add the agent to the roster.",
  },
  {
    code: "MF709",
    severity: "error",
    what: "An agent that runs is in the cgroup of its unit",
    why: "Outside of it neither the unit's limits nor its stop hold for the agent.",
    remedy: "Run `mosaic-fleet restart` on it; `mosaic-fleet doctor` tells what moved it.",
  },
];

/** What a finding of one of these rules has of its rule. */
export function installationFinding(code: string, file: string, message: string): Finding {
  const rule = installationRules.find((each) => each.code === code);
  const { severity = "error", remedy = "" } = rule ?? {};
  return { code, severity, file, line: 1, message, remedy };
}

/** `shipped`: name → text of the units of this version. */
export function checkInstallation(
  { units, script }: Pick<FleetPaths, "units" | "script">,
  shipped: ReadonlyMap<string, string>,
): Finding[] {
  const findings = checkScript(script);
  for (const [name, text] of shipped) {
    const file = join(units, name);
    const installed = readText(file);
    if (installed === undefined)
      findings.push(installationFinding("MF704", file, `\`${name}\` is not there`));
    else if (installed !== text)
      findings.push(
        installationFinding("MF703", file, `\`${name}\` differs from the one of this version`),
      );
  }
  return findings;
}

function checkScript(script: string): Finding[] {
  const stats = lookAt(script);
  if (stats === undefined)
    return [installationFinding("MF701", script, `\`${script}\` is not there`)];
  if (stats === "shut")
    return [
      installationFinding(
        "MF701",
        script,
        `\`${script}\` may not be looked at, or leads in a circle`,
      ),
    ];
  if (!stats.isFile())
    return [installationFinding("MF701", script, `\`${script}\` is not a regular file`)];
  const findings: Finding[] = [];
  if (!mayRun(script))
    findings.push(installationFinding("MF701", script, `\`${script}\` is not executable`));
  if ((stats.mode & 0o022) !== 0)
    findings.push(
      installationFinding(
        "MF702",
        script,
        `others may write \`${script}\`: its mode is ${mode(stats.mode)}`,
      ),
    );
  return findings;
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The text of a regular file; `undefined` for what is none or cannot be read, which is a finding of the units. */
function readText(path: string): string | undefined {
  const stats = lookAt(path);
  if (stats === undefined || stats === "shut" || !stats.isFile()) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function lookAt(path: string): Stats | "shut" | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return "shut";
  }
}

const mode = (bits: number): string => (bits & 0o777).toString(8).padStart(4, "0");
