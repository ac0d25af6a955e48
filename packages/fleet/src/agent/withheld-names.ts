import { managerNames, paneNames, variables } from "@mosaicstack/session-launcher";

/** What only the launcher reads, and what it makes itself at each start. */
const ofLauncher = variables
  .filter(({ reachesAgent, setBy }) => !reachesAgent || setBy === "launcher" || setBy === "unit")
  .map(({ name }) => name);

/** What the launcher keeps from the agent, whoever sets it. */
export const withheldNames: ReadonlySet<string> = new Set([
  ...paneNames,
  ...managerNames,
  ...ofLauncher,
]);
