import { jobResults } from "./job-results.js";
import type { RunResult } from "./run.js";
import type { JobVerb, UnitJob, UnitJobResult } from "./user-manager.js";

/** Does jobs in batches, one after the other; what became of each, in their order. */
export async function runJobs(
  jobs: readonly UnitJob[],
  systemctl: (verb: JobVerb, units: readonly string[]) => Promise<RunResult>,
): Promise<UnitJobResult[]> {
  const results: UnitJobResult[] = [];
  for (const batch of batches(jobs)) {
    const answer = await systemctl(
      batch.verb,
      batch.jobs.map(({ unit }) => unit),
    );
    // When one unit of a call is not there, `systemctl enable` links none of the others.
    if (answer.exitCode !== 0 && batch.jobs.length > 1 && batch.verb === "enable")
      for (const job of batch.jobs)
        results.push(...jobResults([job], await systemctl(job.verb, [job.unit])));
    else results.push(...jobResults(batch.jobs, answer));
  }
  return results;
}

/** Jobs of one verb in a row. */
function batches(jobs: readonly UnitJob[]): { verb: JobVerb; jobs: UnitJob[] }[] {
  const found: { verb: JobVerb; jobs: UnitJob[] }[] = [];
  for (const job of jobs) {
    const last = found.at(-1);
    if (last?.verb === job.verb) last.jobs.push(job);
    else found.push({ verb: job.verb, jobs: [job] });
  }
  return found;
}
