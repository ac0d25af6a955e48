import { AGENT } from "./files.js";
import { add, both, drop, remove, swap, type Mutation } from "./mutation.js";

const HOLDS = "mosaic-tmux-holder.service";
const PART = "PartOf=mosaic-fleet.target mosaic-tmux-holder.service";
const UNSET = "UnsetEnvironment=TMUX TMUX_PANE TMUX_TMPDIR";

/** How an agent's unit belongs to the others, and what names it uses. */
export const agentMutations: readonly Mutation[] = [
  {
    id: "agent-without-holder",
    says: "An agent starts where no server runs",
    file: AGENT,
    edit: drop(`Wants=${HOLDS}`),
    caughtBy: { check: "MF202" },
  },
  {
    id: "agent-wants-holder",
    says: "An agent is not stopped and started with its server",
    file: AGENT,
    edit: swap(PART, "PartOf=mosaic-fleet.target"),
    caughtBy: { check: "MF202" },
  },
  {
    id: "agent-bound-to-holder",
    says: "After a crash of the server its agents stay down",
    file: AGENT,
    edit: swap(`Wants=${HOLDS}`, `BindsTo=${HOLDS}`),
    caughtBy: { check: "MF203" },
  },
  {
    id: "agent-not-after-holder",
    says: "Agents start beside the server, not after it",
    file: AGENT,
    edit: drop(`After=${HOLDS}`),
    caughtBy: { check: "MF201" },
  },
  {
    id: "agent-holder-misnamed",
    says: "An agent wants another holder than the one there is",
    file: AGENT,
    edit: (text) => text.replaceAll(HOLDS, "mosaic-holder.service"),
    caughtBy: { check: "MF202", also: ["MF201"] },
  },
  {
    id: "agent-outside-target",
    says: "A stop of the target leaves the agents running",
    file: AGENT,
    edit: swap(PART, `PartOf=${HOLDS}`),
    caughtBy: { check: "MF207", also: ["MF209"] },
  },
  {
    id: "agent-not-startable",
    says: "Nobody may start an agent by hand",
    file: AGENT,
    edit: add(PART, "RefuseManualStart=yes"),
    caughtBy: { check: "MF520" },
  },
  {
    id: "agent-for-the-machine",
    says: "Agents are enabled for a target that user managers do not have",
    file: AGENT,
    edit: swap("WantedBy=mosaic-fleet.target", "WantedBy=multi-user.target"),
    caughtBy: { check: "MF209" },
  },
  {
    id: "agent-missing",
    says: "The template of all agents is not installed",
    file: AGENT,
    edit: remove,
    caughtBy: { check: "MF704" },
  },
  {
    id: "agent-unescaped-name",
    says: "The launcher gets the agent's name unescaped, so that `a-b` is called `a/b`",
    file: AGENT,
    edit: swap("session.sh %i", "session.sh %I"),
    caughtBy: { check: "MF401" },
  },
  {
    id: "agent-unescaped-env-file",
    says: "The environment file of `a-b` is looked for in a folder `a`",
    file: AGENT,
    edit: swap("agents/%i.env", "agents/%I.env"),
    caughtBy: { check: "MF401" },
  },
  {
    id: "agent-needs-env-file",
    says: "An agent without an environment file does not start",
    file: AGENT,
    edit: swap("EnvironmentFile=-", "EnvironmentFile="),
    caughtBy: { check: "MF607" },
  },
  {
    id: "agent-env-file-relative",
    says: "The path of the environment file is relative, so systemd passes over it",
    file: AGENT,
    edit: swap("EnvironmentFile=-%E/", "EnvironmentFile=-"),
    caughtBy: { check: "MF601" },
  },
  {
    id: "agent-other-socket",
    says: "Agents look for their server on another socket than the holder's",
    file: AGENT,
    edit: swap("SOCKET=mosaic-fleet", "SOCKET=fleet"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "agent-on-default-socket",
    says: "Agents are told to stand on the person's own server",
    file: AGENT,
    edit: swap("SOCKET=mosaic-fleet", "SOCKET=default"),
    caughtBy: { check: "MF310", also: ["MF304"] },
  },
  {
    id: "agent-without-socket",
    says: "Agents have no socket of their own, and want the holder all the same",
    file: AGENT,
    edit: swap("SOCKET=mosaic-fleet", "SOCKET="),
    caughtBy: { check: "MF306" },
  },
  {
    id: "agent-socket-is-path",
    says: "The socket's name holds a slash",
    file: AGENT,
    edit: swap("SOCKET=mosaic-fleet", "SOCKET=mosaic/fleet"),
    caughtBy: { check: "MF310", also: ["MF304"] },
  },
  {
    id: "agent-other-socket-folder",
    says: "`TMUX_TMPDIR` is set for agents, and not for the server",
    file: AGENT,
    edit: both(drop(UNSET), add("Environment=MOSAIC_UNIT=%n", "Environment=TMUX_TMPDIR=%t")),
    caughtBy: { check: "MF307" },
  },
  {
    id: "agent-other-launcher",
    says: "The unit names a launcher that is not installed",
    file: AGENT,
    edit: swap("start-agent-session.sh %i", "start-agent.sh %i"),
    caughtBy: { check: "MF606", also: ["MF524"] },
  },
  {
    id: "agent-other-program",
    says: "The unit runs what is neither the launcher nor a session",
    file: AGENT,
    edit: swap(
      "ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i",
      "ExecStart=/bin/sh -c 'exec sleep infinity'",
    ),
    caughtBy: { check: "MF524" },
  },
  {
    id: "agent-without-launcher",
    says: "What the unit runs is lost",
    file: AGENT,
    edit: drop("ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i"),
    caughtBy: { check: "MF515" },
  },
];
