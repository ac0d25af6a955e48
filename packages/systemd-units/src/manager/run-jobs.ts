import { JobBatch, type JobTools } from "./job-batch.js";
import type { JobVerb, UnitJob, UnitJobResult } from "./user-manager.js";

/** Does jobs in batches, one after the other; what became of each, in their order. */
export async function runJobs(jobs: readonly UnitJob[], tools: JobTools): Promise<UnitJobResult[]> {
  const results: UnitJobResult[] = [];
  for (const { verb, units } of batches(jobs)) {
    const ends = await new JobBatch(verb, tools).run(units);
    results.push(...units.flatMap((unit) => ends.get(unit) ?? []));
  }
  return results;
}

/** Jobs of one verb in a row. */
function batches(jobs: readonly UnitJob[]): { verb: JobVerb; units: string[] }[] {
  const found: { verb: JobVerb; units: string[] }[] = [];
  for (const { verb, unit } of jobs) {
    const last = found.at(-1);
    if (last?.verb === verb) last.units.push(unit);
    else found.push({ verb, units: [unit] });
  }
  return found;
}
