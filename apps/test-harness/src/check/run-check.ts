import { resolve } from "node:path";
import { UsageError } from "@mosaicstack/command-line";
import { checkUnits, loadUnitSet, rules, systemdVersion } from "@mosaicstack/systemd-units";
import { allowedSkips, judgeSkip, type Verdict } from "../allow-skips.js";
import type { Context } from "../context.js";
import { NothingToRun } from "../nothing-to-run.js";
import type { Asked } from "./ask-installation.js";
import type { Judged } from "./baseline.js";
import {
  checkDocument,
  type CheckDocument,
  type Checked,
  type SkippedRule,
} from "./check-document.js";
import { linesOf, type Lines } from "./finding-place.js";
import { installedPaths, namedPaths, shippedPaths } from "./find-units.js";
import { installationRules } from "./installation-rules.js";
import { allRules } from "./rule-list.js";
import { noSecondOpinion, secondOpinion } from "./second-opinion.js";

export interface CheckOptions {
  readonly installed: boolean;
  readonly strict: boolean;
  /** Whether `systemd-analyze verify` is asked too. */
  readonly verify: boolean;
  /** A file of findings that fail nothing. */
  readonly baseline?: string | undefined;
  /** Makes that file of what is found now. */
  readonly writeBaseline: boolean;
  /** The codes of rules that may be skipped, with commas; any may without it. */
  readonly allowSkips?: string | undefined;
}

export interface CheckResult {
  readonly document: CheckDocument;
  /** For a report that shows where in its line a finding stands. */
  readonly lines: Lines;
}

/** Checks the named paths, the installed units, or else the shipped ones. Throws `UsageError`, `NothingToRun`. */
export async function runCheck(
  paths: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<CheckResult> {
  const { installed, strict } = options;
  if (installed && paths.length > 0)
    throw new UsageError("`--installed` knows its own paths; leave it out, or name none");
  if (options.writeBaseline && options.baseline === undefined)
    throw new UsageError("`--write-baseline` has no file to write", "Add `--baseline FILE`.");
  const ids = allRules().map(({ code }) => code);
  const allowed = allowedSkips(options.allowSkips, { ids, kind: "rule" });
  // Asked while paths are looked for
  const asked = systemdVersion({ env: context.env });
  const named = paths.length > 0 ? namedPaths(paths, context) : shippedPaths();
  const version = await asked;
  const { paths: looked, instances } = installed ? installedPaths(context, version) : named;
  const known = version === undefined ? {} : { version };
  const set = loadUnitSet(looked, { ...home(context), instances, ...known });
  const unreadable = (set.unreadable ?? []).map(({ path }) => path);
  const files = [...set.files.map(({ path }) => path), ...unreadable].sort();
  if (files.length === 0)
    throw new NothingToRun(
      `there is no unit file in ${looked.map((path) => `\`${path}\``).join(", ")}`,
    );

  const opinion = options.verify
    ? await secondOpinion(set, { env: context.env, installed })
    : noSecondOpinion("left out by `--no-verify`");
  const own = installed
    ? await (await import("./ask-installation.js")).askInstallation(set, context)
    : notInstalled();
  const findings = [
    ...checkUnits(set, { installed, ...known }),
    ...opinion.findings,
    ...own.findings,
  ];
  const rulesSkipped = [
    ...(version === undefined ? [withoutSystemd] : []),
    ...opinion.skipped,
    ...own.skipped,
  ].map((skip) => judgeRuleSkip(skip, allowed));
  const lines = linesOf(set);
  const judged = {
    findings,
    lines,
    paths: [...files, ...own.files],
    skipped: rulesSkipped.map(({ code }) => code),
  };
  const standing = await standIn(judged, options, context);
  return { document: checkDocument({ ...judged, ...standing, rulesSkipped, strict }), lines };
}

/** What stands in the baseline: all of it, where it is made now. */
async function standIn(
  judged: Judged,
  { baseline, writeBaseline: write }: CheckOptions,
  { cwd }: Context,
): Promise<Pick<Checked, "known" | "baseline">> {
  if (baseline === undefined) return { known: new Set(), baseline };
  const path = resolve(cwd, baseline);
  // Loaded for who has one: digests cost more than most of a check
  const { compareWithBaseline, writeBaseline } = await import("./baseline.js");
  if (write) {
    writeBaseline(path, judged.findings, judged.lines);
    return { known: new Set(judged.findings), baseline: { path, written: true, gone: [] } };
  }
  const { known, gone } = compareWithBaseline(path, judged);
  return { known, baseline: { path, gone } };
}

const withoutSystemd: SkippedRule = {
  code: "MF102",
  reason: "judged for the newest systemd that is known, for none is installed here",
};

function judgeRuleSkip(
  { code, reason }: SkippedRule,
  allowed: ReadonlySet<string> | undefined,
): SkippedRule {
  const skip: Verdict & { readonly reason: string } = { status: "skipped", reason };
  const judged = judgeSkip(code, skip, allowed);
  return { code, reason: judged.reason, ...(judged.status === "failed" ? { failed: true } : {}) };
}

/** What an installation alone can be asked. */
function notInstalled(): Asked {
  const ofUnits = rules.filter((rule) => "onlyInstalled" in rule);
  const codes = [...ofUnits, ...installationRules].map(({ code }) => code).toSorted();
  const reason = "judged only with `--installed`";
  return { findings: [], files: [], skipped: codes.map((code) => ({ code, reason })) };
}

/** Specifiers stand for the folders of whoever asks. */
function home({ env }: Context): { env: Context["env"]; home?: string } {
  return env["HOME"] === undefined ? { env } : { env, home: env["HOME"] };
}
