// What CI runs of the matrix, within six minutes: an agent that a tmux server could take out of its unit (tmux 3.5a), and one broken
// agent among three (systemd 262). Packages that the archive no longer has are replaced by its newest. What cannot run is
// skipped with its reason, and counted. Usage: node tools/matrix/ci.mjs RESULTS   writes `{ passed, failed, skipped }` there.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { broken, jobs } from "./lib/jobs.mjs";
import { count, notesOf } from "./lib/cases.mjs";
import { makeRoot, runJob } from "./lib/run.mjs";

const race = { ...jobs.find(({ name }) => name === "race"), limit: 150 };
const parts = [
  { system: "debian-13", job: race, options: { rounds: 15 } },
  { system: "forky", job: broken, options: {} },
];
const totals = { passed: 0, failed: 0, skipped: 0 };

/** Why it cannot run here, or `undefined` when it ran. */
async function runPart({ system, job, options }, obstacle) {
  if (obstacle !== "") return obstacle;
  const made = await makeRoot(system, "--fallback", 90);
  if (made.code !== 0) return made.said;
  const { root, locked, versions } = made;
  const { cases, seconds, log } = await runJob(system, root, job, options);
  const which = `systemd ${versions.systemd}, tmux ${versions.tmux}${locked ? "" : ", not those of the lock"}`;
  console.log(`matrix: ${system} (${which}) ${job.name}, ${seconds} s`);
  for (const { name, outcome, detail } of cases) {
    totals[outcome] += 1;
    console.log(`  ${outcome.padEnd(7)} ${name}${detail ? `: ${detail}` : ""}`);
  }
  if (count(cases, "failed") > 0) {
    process.exitCode = 1;
    console.log(notesOf(log).join("\n"));
  }
  return undefined;
}

const { stdout } = spawnSync(join(import.meta.dirname, "obstacle"), { encoding: "utf8" });
for (const part of parts) {
  const reason = await runPart(part, stdout.trim());
  if (reason === undefined) continue;
  totals.skipped += 1;
  console.log(
    `matrix: ${part.system} ${part.job.name} skipped: ${reason.replace(/^matrix: /, "")}`,
  );
}
writeFileSync(process.argv[2], JSON.stringify(totals));
