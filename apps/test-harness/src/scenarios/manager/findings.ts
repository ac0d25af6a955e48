import type { Rehearsal } from "../../live/rehearsal.js";
import { hold, ScenarioFailure } from "../../live/scenario-failure.js";

/** What `mosaic-fleet doctor` has to tell now: each id with its sentences. */
async function findingsOf(fleet: Rehearsal): Promise<ReadonlyMap<string, string>> {
  const { stdout, stderr } = await fleet.tryFleet(["doctor", "--json"]);
  const document = readDocument(stdout || stderr);
  const { findings } = document as { findings: readonly { id: string; what: string }[] };
  const told = new Map<string, string>();
  for (const { id, what } of findings) told.set(id, [told.get(id), what].join("\n").trim());
  return told;
}

/** Fails unless doctor tells the first ones, and none of the others. */
export async function doctorTells(
  fleet: Rehearsal,
  step: string,
  told: readonly string[],
  untold: readonly string[] = [],
): Promise<void> {
  const findings = await findingsOf(fleet);
  const missing = told.filter((id) => !findings.has(id)).map((id) => `\`${id}\` is not told`);
  const wrong = untold.flatMap((id) => {
    const what = findings.get(id);
    return what === undefined ? [] : [`\`${id}\` is told: ${what}`];
  });
  const problems = [...missing, ...wrong];
  hold(
    problems.length === 0,
    `${step}: of doctor's findings (${[...findings.keys()].join(", ")}), ${problems.join("; ")}`,
  );
}

/** A document of `--json`. */
function readDocument(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ScenarioFailure(`this is no document:\n${text}`);
  }
}
