import type { AgentStatus, StatusDocument } from "../documents/status.js";

/** Why nobody knows of this agent's session; undefined where it is there, or its server was asked and has none. */
export function unaskedServer(
  { server: { state } }: StatusDocument,
  { session }: AgentStatus,
): string | undefined {
  if (session !== null || state === "running" || state === "absent") return undefined;
  return `the tmux server is ${state}, so nobody can look into its session: see \`mosaic-fleet doctor\``;
}
