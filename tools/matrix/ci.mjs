// What CI runs of the matrix, in a few minutes where the roots are kept: an agent that a tmux server could
// take out of its unit (tmux 3.5a), and one broken agent among three (systemd 262). Packages that the archive
// no longer has are replaced by its newest. What this machine cannot run, or no archive gives, is skipped
// with its reason, and counted; all else that keeps a part from running has failed. Usage: node
// tools/matrix/ci.mjs RESULTS   writes `{ passed, failed, skipped }` there.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { broken, jobs } from "./lib/jobs.mjs";
import { count, notesOf } from "./lib/cases.mjs";
import { makeRoot, runJob } from "./lib/run.mjs";
import { outcomeOf } from "./lib/unmade.mjs";

const race = { ...jobs.find(({ name }) => name === "race"), limit: 150 };
const parts = [
  { system: "debian-13", job: race, options: { rounds: 15 } },
  { system: "forky", job: broken, options: {} },
];
const totals = { passed: 0, failed: 0, skipped: 0 };

const { status, stdout } = spawnSync(join(import.meta.dirname, "obstacle"), { encoding: "utf8" });
for (const part of parts) {
  const unmade = status === 0 ? await runPart(part) : { code: 5, said: stdout.trim() };
  if (unmade === undefined) continue;
  const outcome = outcomeOf(unmade);
  totals[outcome] += 1;
  if (outcome === "failed") process.exitCode = 1;
  console.log(`matrix: ${part.system} ${part.job.name} ${outcome}: ${unmade.said}`);
}
writeFileSync(process.argv[2], JSON.stringify(totals));

/** Why there is no root for it, or `undefined` when it ran. A slow archive has ten minutes; what it gave is kept. */
async function runPart({ system, job, options }) {
  const made = await makeRoot(system, "--fallback", 600);
  if (made.code !== 0) return made;
  const { root, locked, versions } = made;
  const { cases, seconds, log } = await runJob(system, root, job, options);
  const which = `systemd ${versions.systemd}, tmux ${versions.tmux}`;
  const other = locked ? "" : ", not those of the lock";
  console.log(`matrix: ${system} (${which}${other}) ${job.name}, ${seconds} s`);
  for (const { name, outcome, detail } of cases) {
    totals[outcome] += 1;
    console.log(`  ${outcome.padEnd(7)} ${name}${detail ? `: ${detail}` : ""}`);
  }
  if (count(cases, "passed") < cases.length) {
    process.exitCode = 1;
    console.log(notesOf(log).join("\n"));
  }
  return undefined;
}
