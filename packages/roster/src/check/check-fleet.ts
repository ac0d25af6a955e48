import { checkAgents } from "./check-agents.js";
import { checkEnv } from "./check-env.js";
import { checkTags } from "./check-tags.js";
import { checkWorkdirs } from "./check-workdirs.js";
import { checkWorktrees } from "./check-worktrees.js";
import type { Report } from "./report.js";
import { LEGACY_SOCKET_NAME } from "../values/socket-name.js";
import type { Tree } from "../text/tree.js";

/**
 * What has to hold between the values of a roster. It reads the tree and trusts no value's type, so that it can
 * report beside what the schema reports.
 */
export function checkFleet(tree: Tree, report: Report): void {
  const agents = tree.get(["agents"]);
  const count = Array.isArray(agents) ? agents.length : undefined;
  if (count === 0) {
    const hint = "add an agent, or keep it so for a fleet that is empty on purpose";
    report(
      { code: "empty-fleet", message: "the fleet has no agents", hint },
      tree.spot(["agents"]).value,
    );
  }
  if (tree.get(["socket_name"]) === LEGACY_SOCKET_NAME) {
    const message = `\`${LEGACY_SOCKET_NAME}\` is the socket of earlier fleets`;
    const hint = `give it a new one (\`socket_name: mosaic-fleet\`), then \`mosaic-fleet migrate --from ${LEGACY_SOCKET_NAME}\` moves its agents there`;
    report({ code: "legacy-socket", message, hint }, tree.spot(["socket_name"]).value);
  }
  checkEnv(tree, ["defaults"], report);
  checkAgents(tree, count ?? 0, report);
  checkWorkdirs(tree, count ?? 0, report);
  checkWorktrees(tree, count ?? 0, report);
  checkTags(tree, count ?? 0, report);
}
