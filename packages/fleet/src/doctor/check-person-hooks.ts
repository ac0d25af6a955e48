import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { readHookEnds, type HookEnd } from "@mosaicstack/agent-channel";
import { NotOurs } from "@mosaicstack/outside-files";
import { agentHomes, type AgentHome } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { DoctorFinding } from "../documents/doctor.js";
import { finding } from "./finding.js";

/** What a person's own hook may be named, see docs/reference/hooks.md. */
const events = ["blocked", "idle", "error", "quota", "failed", "started"] as const;

/** Hooks of the person that are not run, or that failed last time. Who may write them is looked at with all other modes. */
export async function checkPersonHooks(fleet: FleetContext): Promise<DoctorFinding[]> {
  const ends = endsOf(await agentHomes(fleet, fleet.desired.agents));
  const found = await Promise.all(
    events.map(async (event) => {
      const path = join(fleet.paths.config, "hooks", event);
      const stats = await lstat(path).catch(() => undefined);
      if (stats === undefined) return [];
      const fault = stats.isFile() ? faultOf(stats) : "is no plain file";
      if (fault !== undefined) return [unfit(event, path, fault)];
      // One that was changed since then is another one.
      const failed = ends.find(
        (end) => end.event === event && end.ended !== 0 && Date.parse(end.at) > stats.mtimeMs,
      );
      return failed === undefined ? [] : [ofFailure(path, failed)];
    }),
  );
  return found.flat();
}

function faultOf({ mode, uid }: { mode: number; uid: number }): string | undefined {
  if (uid !== (process.geteuid?.() ?? uid)) return "belongs to another user";
  return (mode & 0o100) === 0 ? "is not executable" : undefined;
}

interface AgentEnd extends HookEnd {
  readonly agent: string;
}

/** Of every agent; what is not ours to read is told elsewhere. */
function endsOf(homes: ReadonlyMap<string, AgentHome>): AgentEnd[] {
  return [...homes].flatMap(([agent, { channel }]) => {
    try {
      return readHookEnds(channel).map((end) => ({ ...end, agent }));
    } catch (error) {
      if (error instanceof NotOurs) return [];
      throw error;
    }
  });
}

function unfit(event: string, path: string, fault: string): DoctorFinding {
  const remedy =
    fault === "is not executable"
      ? `Run \`chmod u+x ${path}\`, or remove it.`
      : `Put a program of your own there, or remove it; it may call what stood there.`;
  return finding("person-hook", `your hook ${path} ${fault}`, remedy, {
    why: `It is not run when an agent is \`${event}\`.`,
  });
}

function ofFailure(path: string, { agent, at, ended }: AgentEnd): DoctorFinding {
  const how = {
    timeout: "was ended after ten seconds",
    refused: "was not run, for others can write it",
  };
  const said = typeof ended === "number" ? `ended with status ${ended}` : how[ended];
  return finding(
    "person-hook",
    `your hook ${path} ${said} for \`${agent}\` at ${at}`,
    `Run it by hand, as docs/reference/hooks.md says, and correct it.`,
    { why: "What it was to tell you may not have reached you; the agent is not touched by it." },
  );
}
