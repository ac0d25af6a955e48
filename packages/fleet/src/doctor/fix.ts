import { wordsOf } from "../error.js";
import type { FleetOptions } from "../open-context.js";
import type { DoctorDocument, DoctorFinding } from "../documents/doctor.js";
import { findAll } from "./doctor.js";
import { toldFinding } from "./finding.js";

/**
 * Looks as `doctor` does, mends what of it can be mended, and looks again. `mayFix` is asked once, with all that was found, and only
 * where something can be mended; what it did not see is not touched. What was mended comes first and is `fixed`.
 */
export async function fixFindings(
  options: FleetOptions,
  mayFix: (found: DoctorDocument) => Promise<boolean>,
): Promise<DoctorDocument> {
  const before = await findAll(options);
  const found: DoctorDocument = { version: 1, findings: before.map(toldFinding) };
  if (!found.findings.some(({ fixable }) => fixable) || !(await mayFix(found))) return found;
  const failures = new Map<string, string>();
  for (const each of before) {
    try {
      await each.mend?.();
    } catch (error) {
      failures.set(keyOf(each), wordsOf(error));
    }
  }
  const after = (await findAll(options)).map(toldFinding);
  const left = new Set([...after.map(keyOf), ...failures.keys()]);
  const tried = found.findings.filter(({ fixable }) => fixable);
  const mended = tried.filter((each) => !left.has(keyOf(each)));
  // A second look that does not come as far as the first does not undo a failure.
  const unseen = tried.filter(
    (each) => failures.has(keyOf(each)) && !after.some((other) => keyOf(other) === keyOf(each)),
  );
  return {
    version: 1,
    findings: [
      ...mended.map((each) => ({ ...each, fixed: true })),
      ...[...unseen, ...after].map((each) =>
        each.fixable ? unmended(each, failures.get(keyOf(each))) : each,
      ),
    ],
  };
}

function keyOf({ id, what }: DoctorFinding): string {
  return `${id}\0${what}`;
}

function unmended(found: DoctorFinding, failure: string | undefined): DoctorFinding {
  const told = failure === undefined ? "" : `\`--fix\` could not: ${failure}. `;
  return { ...found, fixed: false, remedy: `${told}${found.remedy}` };
}
