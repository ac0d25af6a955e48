// The other tools that are measured, each in one version. What it depends on is that of Debian 12, or of the day that `fromNpm` names.
import { fromDebian, fromNpm } from "./fetch-tool.mjs";

const TOOLS = {
  pm2: { version: "7.0.4", fetch: (version) => fromNpm("pm2", version) },
  "node-tmux": { version: "1.0.2", fetch: (version) => fromNpm("node-tmux", version) },
  supervisor: { version: "4.2.5-1", fetch: (version) => fromDebian("supervisor", version) },
  tmuxp: { version: "1.27.0-1", fetch: (version) => fromDebian("tmuxp", version) },
  tmuxinator: { version: "3.0.5-1", fetch: (version) => fromDebian("tmuxinator", version) },
  libtmux: { version: "0.21.0-1", fetch: (version) => fromDebian("python3-libtmux", version) },
};

/** `title`, with the version, and `folder`, or `why` it cannot be had here. */
export function outsideTool(name) {
  const { version, fetch } = TOOLS[name];
  return { name, title: `${name} ${version.replace(/-\d+$/, "")}`, ...fetch(version) };
}

/** Fetches all that are not there yet, so that nothing is fetched while something is measured. Those that cannot be had here. */
export function fetchOutsideTools() {
  return Object.keys(TOOLS)
    .map(outsideTool)
    .filter(({ why }) => why !== undefined);
}
