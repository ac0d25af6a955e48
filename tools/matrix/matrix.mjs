// The product on other releases of systemd and tmux: see `npm run test:matrix -- --help`.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { count } from "./lib/cases.mjs";
import { readOptions, usage } from "./lib/options.mjs";
import { writePage } from "./lib/page.mjs";
import { remarks, table } from "./lib/report.mjs";
import { makeRoot, runJob } from "./lib/run.mjs";
import { unmade } from "./lib/unmade.mjs";

const clone = join(import.meta.dirname, "../..");

async function main(options) {
  const obstacle = spawnSync(join(import.meta.dirname, "obstacle"), { encoding: "utf8" });
  if (obstacle.status !== 0) return giveUp(5, obstacle.stdout.trim());
  const how = options.newest ? "--newest" : options.fallback ? "--fallback" : undefined;
  const results = { ...here(), rounds: options.rounds, systems: [] };
  const roots = await makeRoots(options.systems, how);
  const [first] = roots;
  if (roots.every(({ code }) => code !== 0)) return giveUp(first.code, first.said);
  for (const { system, ...made } of roots) {
    if (made.code !== 0) {
      results.systems.push(unmade(system, made));
      keep(results, options);
      continue;
    }
    const { root, versions, locked } = made;
    const entry = { system, versions, locked, jobs: [] };
    results.systems.push(entry);
    for (const job of options.jobs) {
      const done = await runJob(system, root, job, options);
      entry.jobs.push(done);
      tell(system, done);
      keep(results, options);
    }
  }
  console.log(`\n${table(results)}`);
  if (options.page) await writePage(results);
  return remarks(results).some(({ outcome }) => outcome === "failed") ? 1 : 0;
}

/** All before the first job, which may take hours: who waits learns at once what cannot be made. */
async function makeRoots(systems, how) {
  const roots = [];
  for (const system of systems) {
    const made = await makeRoot(system, how, 1800);
    roots.push({ system, ...made });
    if (made.code !== 0) console.error(`matrix: ${system} cannot be made: ${made.said}`);
  }
  return roots;
}

/** What was run, and on what. */
function here() {
  const git = (...words) =>
    execFileSync("git", ["-C", clone, ...words], { encoding: "utf8" }).trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git("rev-parse", "--short=12", "HEAD"),
    changed: git("status", "--porcelain", "--untracked-files=no") !== "",
    kernel: release(),
    node: process.version,
  };
}

function keep(results, { json }) {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
}

function tell(system, { name, seconds, cases, log }) {
  const failed = cases.filter(({ outcome }) => outcome === "failed");
  console.log(
    `${system} ${name}: ${count(cases, "passed")} passed, ${failed.length} failed, ${seconds} s`,
  );
  for (const each of failed) console.log(`  ${each.name}: ${each.detail}`);
  if (failed.length > 0) console.log(`  all of it: ${log}`);
}

function giveUp(code, message) {
  console.error(`matrix: ${message}`);
  return code;
}

const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.error(`matrix: ${options}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) console.log(usage);
else process.exitCode = await main(options);
