import { fleetPaths, type FleetPaths } from "@mosaicstack/fleet";
import {
  checkUnits,
  loadUnitSet,
  rules,
  shippedUnits,
  systemdVersion,
  type Finding,
} from "@mosaicstack/systemd-units";
import type { Context } from "../context.js";
import { NothingToRun } from "../nothing-to-run.js";
import { UsageError } from "@mosaicstack/command-line";
import { checkDocument, type CheckDocument, type SkippedRule } from "./check-document.js";
import { installedPaths, namedPaths, shippedPaths } from "./find-units.js";
import { checkInstallation, installationRules } from "./installation-rules.js";
import { secondOpinion } from "./second-opinion.js";

export interface CheckOptions {
  readonly installed: boolean;
  readonly strict: boolean;
}

/** Checks the named paths, the installed units, or else the shipped ones. Throws `UsageError`, `NothingToRun`. */
export async function runCheck(
  paths: readonly string[],
  { installed, strict }: CheckOptions,
  context: Context,
): Promise<CheckDocument> {
  if (installed && paths.length > 0)
    throw new UsageError("`--installed` knows its own paths; leave it out, or name none");
  const version = await systemdVersion({ env: context.env });
  const { paths: looked, instances } = installed
    ? installedPaths(context, version)
    : paths.length > 0
      ? namedPaths(paths, context)
      : await shippedPaths();
  const known = version === undefined ? {} : { version };
  const set = loadUnitSet(looked, { ...home(context), instances, ...known });
  const unreadable = (set.unreadable ?? []).map(({ path }) => path);
  const files = [...set.files.map(({ path }) => path), ...unreadable].sort();
  if (files.length === 0)
    throw new NothingToRun(
      `there is no unit file in ${looked.map((path) => `\`${path}\``).join(", ")}`,
    );

  const asked = { installed, ...known };
  const findings = checkUnits(set, asked);
  const opinion = await secondOpinion(set, { env: context.env, installed });
  const installation = installed ? fleetPaths(context.env) : undefined;
  const own = installation === undefined ? [] : await installationFindings(installation);
  const skipped = [
    ...(version === undefined ? [withoutSystemd] : []),
    ...opinion.skipped,
    ...(installed ? [] : rulesForInstalled()),
  ];
  const all = installation === undefined ? files : [...files, installation.script];
  return checkDocument(all, [...findings, ...opinion.findings, ...own], skipped, strict);
}

async function installationFindings(installation: FleetPaths): Promise<Finding[]> {
  const shipped = (await shippedUnits()).map(({ name, text }) => [name, text] as const);
  return checkInstallation(installation, new Map(shipped));
}

const withoutSystemd: SkippedRule = {
  code: "MF102",
  reason: "judged for the newest systemd that is known, for none is installed here",
};

function rulesForInstalled(): SkippedRule[] {
  const ofUnits = rules.filter((rule) => "onlyInstalled" in rule);
  const codes = [...ofUnits, ...installationRules].map(({ code }) => code).toSorted();
  return codes.map((code) => ({ code, reason: "judged only with `--installed`" }));
}

/** Specifiers stand for the folders of whoever asks. */
function home({ env }: Context): { env: Context["env"]; home?: string } {
  return env["HOME"] === undefined ? { env } : { env, home: env["HOME"] };
}
