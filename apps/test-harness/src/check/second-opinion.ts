import { basename } from "node:path";
import {
  parseUnitName,
  templateOf,
  verifyWithSystemd,
  type Finding,
  type UnitSet,
} from "@mosaicstack/systemd-units";
import type { SkippedRule } from "./check-document.js";
import type { RuleText } from "./rule-text.js";

/** What systemd itself says, under a code of its own. It never changes the exit code but with `--strict`. */
export const secondOpinionRule: RuleText = {
  code: "MF199",
  severity: "warning",
  what: "`systemd-analyze verify` has nothing to say",
  why: "systemd knows its own settings best, though it misses most mistakes in how units belong together.",
  remedy: "Correct what it names, or look it up in systemd.unit(5).",
};

const CODE = secondOpinionRule.code;
/** Whether a named program exists is judged only for an installation. */
const NAMES_A_MISSING_PROGRAM = /^\S+: Command .+ is not executable: /;
/** Only repeats that a line before was bad. */
const REPEATS = /: Unit configuration has fatal error, |^Unit \S+ has a bad unit file setting\.$/;

export interface SecondOpinionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly installed: boolean;
}

/** Asks `systemd-analyze verify` about the unit files of a set; what it was not asked stands in `skipped`. */
export async function secondOpinion(
  set: UnitSet,
  { env, installed }: SecondOpinionOptions,
): Promise<{ findings: Finding[]; skipped: SkippedRule[] }> {
  // It opens what an `EnvironmentFile=` names, and a FIFO would hang it
  const fifo = set.named?.find(({ kind }) => kind === "fifo");
  if (fifo !== undefined)
    return skip(`\`${fifo.path}\` is a FIFO, on which \`systemd-analyze verify\` may hang`);
  const units = set.files.map(({ path }) => path).filter(isUnit);
  const first = units[0];
  if (first === undefined) {
    const unread = (set.unreadable ?? []).some(({ path }) => isUnit(path));
    return skip(`there is no unit file ${unread ? "that can be read" : "beside the drop-ins"}`);
  }
  const opinions = await verifyWithSystemd(units, { env });
  if (opinions === undefined) return skip("`systemd-analyze` is not installed");
  const refused = opinions.find(({ message }) => message.startsWith("systemd-analyze: "));
  if (refused !== undefined) return skip(refused.message);
  const { severity, remedy } = secondOpinionRule;
  const findings = opinions
    .filter(({ message }) => installed || !NAMES_A_MISSING_PROGRAM.test(message))
    .filter(({ message }) => !REPEATS.test(message))
    .map(({ file, line, message }) => ({
      code: CODE,
      severity,
      file: set.files.find(({ path }) => path === file)?.path ?? ownerOf(message, units) ?? first,
      line: line ?? 1,
      message: `systemd says: ${message}`,
      remedy,
    }));
  return { findings, skipped: [] };
}

/** The file of the unit that a message begins with; of the template for an instance. */
function ownerOf(message: string, units: readonly string[]): string | undefined {
  const name = /^(?:Unit )?([^\s:]+)/.exec(message)?.[1] ?? "";
  return units.find((path) => [name, templateOf(name)].includes(basename(path)));
}

function isUnit(path: string): boolean {
  return parseUnitName(basename(path)) !== undefined;
}

const skip = (reason: string): { findings: Finding[]; skipped: SkippedRule[] } => ({
  findings: [],
  skipped: [{ code: CODE, reason }],
});
