import { basename } from "node:path";
import {
  parseUnitName,
  SystemdError,
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

/** Units of the system's own, which others depend on. */
const SYSTEM_UNITS = ["/usr/local/lib", "/usr/lib", "/lib"]
  .map((folder) => `${folder}/systemd/user`)
  .join(":");

export interface SecondOpinionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly installed: boolean;
}

export interface Opinion {
  readonly findings: readonly Finding[];
  /** The rule itself, where it was not asked. */
  readonly skipped: readonly SkippedRule[];
}

/** What it takes grows with the square of the units: 1 s for a thousand of them, 106 s for ten thousand. */
const MOST_UNITS = 2000;
/** What a program's arguments may have in all is 2 MiB with its environment (execve(2)). */
const MOST_BYTES = 1024 * 1024;

/** Asks `systemd-analyze verify` about the unit files of a set; what it was not asked stands in `skipped`. */
export async function secondOpinion(
  set: UnitSet,
  { env, installed }: SecondOpinionOptions,
): Promise<Opinion> {
  // It opens what an `EnvironmentFile=` names, units and drop-ins, and waits for a FIFO or a device.
  const waits = [...(set.named ?? []), ...(set.unreadable ?? [])].find(
    ({ kind, path }) => kind === "fifo" || (kind === "device" && path !== "/dev/null"),
  );
  if (waits !== undefined)
    return noSecondOpinion(
      `\`${waits.path}\` is a ${waits.kind === "fifo" ? "FIFO" : "device"}, for which \`systemd-analyze verify\` may wait`,
    );
  const units = set.files.map(({ path }) => path).filter(isUnit);
  const first = units[0];
  if (first === undefined) {
    const unread = (set.unreadable ?? []).some(({ path }) => isUnit(path));
    return noSecondOpinion(
      `there is no unit file ${unread ? "that can be read" : "beside the drop-ins"}`,
    );
  }
  if (units.length > MOST_UNITS)
    return noSecondOpinion(
      `\`systemd-analyze verify\` takes minutes for ${String(units.length)} unit files; name at most ${String(MOST_UNITS)}`,
    );
  if (Buffer.byteLength(units.join("\0")) > MOST_BYTES)
    return noSecondOpinion("the paths are too long for one call of `systemd-analyze verify`");
  // Without `--installed` the caller's own units, which nobody named, are not looked at.
  const asked = installed ? env : { ...env, SYSTEMD_UNIT_PATH: SYSTEM_UNITS };
  const opinions = await verifyWithSystemd(units, { env: asked }).catch((error: unknown) => {
    if (error instanceof SystemdError) return error;
    throw error;
  });
  if (opinions === undefined) return noSecondOpinion("`systemd-analyze` is not installed");
  if (opinions instanceof SystemdError) return noSecondOpinion(opinions.message);
  const refused = opinions.find(({ message }) => message.startsWith("systemd-analyze: "));
  if (refused !== undefined) return noSecondOpinion(refused.message);
  const { severity, remedy } = secondOpinionRule;
  const known = new Set(set.files.map(({ path }) => path));
  const owners = new Map(units.toReversed().map((path) => [basename(path), path]));
  const findings = opinions
    .filter(({ message }) => installed || !NAMES_A_MISSING_PROGRAM.test(message))
    .filter(({ message }) => !REPEATS.test(message))
    // What systemd says of a file that nobody named is not told.
    .filter(({ file }) => file === undefined || known.has(file))
    .map(({ file, line, message }) => ({
      code: CODE,
      severity,
      file: file ?? ownerOf(message, owners) ?? first,
      line: line ?? 1,
      message: `systemd says: ${message}`,
      remedy,
    }));
  return { findings, skipped: [] };
}

/** The file of the unit that a message begins with; of the template for an instance. */
function ownerOf(message: string, owners: ReadonlyMap<string, string>): string | undefined {
  const name = /^(?:Unit )?([^\s:]+)/.exec(message)?.[1] ?? "";
  return owners.get(name) ?? owners.get(templateOf(name) ?? "");
}

function isUnit(path: string): boolean {
  return parseUnitName(basename(path)) !== undefined;
}

export function noSecondOpinion(reason: string): Opinion {
  return { findings: [], skipped: [{ code: CODE, reason }] };
}
