/** Where the launcher of agents stands, from the home on. */
export const launcherPath = ".config/mosaic/tools/fleet/start-agent-session.sh";
