// Sizes of what is shipped: bundles, and the scripts of which each agent's processes are made. Run after a build.
// Usage: node tools/check-sizes.mjs [ROOT]
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { conclude, root } from "./workspace.mjs";

/** Kilobytes (1,000 bytes) at most: what it has now, and about a fifth more. A folder counts with all its files. */
const LIMITS = {
  "apps/cli/dist": 2000,
  "apps/cli/dist/answer-help.cjs": 30,
  "apps/test-harness/dist": 1550,
  "packages/session-launcher/scripts/start-agent-session.sh": 105,
  "packages/agent-channel/scripts/read-pane.sh": 26,
  "packages/agent-channel/scripts/drain-queue.sh": 58,
  "packages/agent-channel/scripts/agent-hook.sh": 30,
  "packages/agent-channel/scripts/learn-conversation.sh": 25,
  "packages/agent-channel/scripts/let-sleep.sh": 17,
  "packages/agent-channel/scripts/run-person-hook.sh": 20,
  "packages/agent-channel/scripts/keep-schedule.sh": 11,
};

const problems = [];
for (const [path, limit] of Object.entries(LIMITS)) {
  if (!existsSync(join(root, path))) problems.push(`${path}: it is not there; \`npm run build\``);
  else if (size(path) > 1000 * limit)
    problems.push(`${path}: ${Math.ceil(size(path) / 1000)} kB, at most ${limit} kB`);
}
conclude(problems, `${Object.keys(LIMITS).length} sizes: all within their limits`);

function size(path) {
  const found = statSync(join(root, path));
  if (!found.isDirectory()) return found.size;
  return readdirSync(join(root, path))
    .map((name) => size(join(path, name)))
    .reduce((sum, each) => sum + each, 0);
}
