import { HOLDER } from "./files.js";
import { add, both, drop, swap, type Mutation } from "./mutation.js";

const RESTART = "Restart=always";

/** How the holder's service starts, ends and comes back. */
export const holderServiceMutations: readonly Mutation[] = [
  {
    id: "holder-remains-after-exit",
    says: "The holder counts as active when its server is gone",
    file: HOLDER,
    edit: add("Type=exec", "RemainAfterExit=yes"),
    caughtBy: { check: "MF501" },
  },
  {
    id: "holder-blind-oneshot",
    says: "The holder is a oneshot that founds a server and sees nothing of it",
    file: HOLDER,
    edit: both(
      swap("Type=exec", "Type=oneshot\nRemainAfterExit=yes"),
      swap("Restart=always", "Restart=on-failure"),
    ),
    caughtBy: { check: "MF501", also: ["MF517"] },
  },
  {
    id: "holder-not-restarted",
    says: "After a crash of the server nobody starts it again",
    file: HOLDER,
    edit: drop(RESTART),
    caughtBy: { check: "MF503" },
  },
  {
    id: "holder-restarted-once",
    says: "The second crash of the server within a minute is its last",
    file: HOLDER,
    edit: swap("StartLimitBurst=20", "StartLimitBurst=1"),
    caughtBy: { check: "MF503" },
  },
  {
    id: "holder-restarts-at-once",
    says: "Restarts of the server follow each other without a pause",
    file: HOLDER,
    edit: drop("RestartSec=1"),
    caughtBy: { check: "MF508" },
  },
  {
    id: "holder-kills-one",
    says: "A stop ends the server alone and leaves what it started",
    file: HOLDER,
    edit: swap("KillMode=control-group", "KillMode=process"),
    caughtBy: { check: "MF502" },
  },
  {
    id: "holder-kills-nothing",
    says: "A stop of the holder ends no process at all",
    file: HOLDER,
    edit: swap("KillMode=control-group", "KillMode=none"),
    caughtBy: { check: "MF502" },
  },
  {
    id: "holder-dies-of-one-oom",
    says: "When the OOM killer takes one process of the holder, the server ends with it",
    file: HOLDER,
    edit: swap("OOMPolicy=continue", "OOMPolicy=stop"),
    caughtBy: { check: "MF504" },
  },
  {
    id: "holder-oom-policy-lost",
    says: "Nothing says that the server outlives the OOM killer's choice, and the default is that it does not",
    file: HOLDER,
    edit: drop("OOMPolicy=continue"),
    caughtBy: { check: "MF504" },
  },
  {
    id: "holder-ready-too-early",
    says: "Agents are started before the server answers",
    file: HOLDER,
    edit: drop("ExecStartPost=%E/mosaic/tools/fleet/start-agent-session.sh --wait-holder"),
    caughtBy: { check: "MF511" },
  },
  {
    id: "holder-waits-for-notify",
    says: "The holder is to tell systemd that it is ready, which tmux never does",
    file: HOLDER,
    edit: swap("Type=exec", "Type=notify"),
    caughtBy: { check: "MF517" },
  },
  {
    id: "holder-forks",
    says: "The holder forks a server that ends at once for want of a session",
    file: HOLDER,
    edit: both(swap("Type=exec", "Type=forking"), swap("tmux -D", "tmux start-server")),
    caughtBy: { check: "MF512" },
  },
  {
    id: "holder-stop-without-limit",
    says: "A stop waits for ever for a server that does not end",
    file: HOLDER,
    edit: swap("TimeoutStopSec=10", "TimeoutStopSec=infinity"),
    caughtBy: { check: "MF510" },
  },
  {
    id: "holder-ends-daily",
    says: "The server is ended once a day, all agents with it",
    file: HOLDER,
    edit: add(RESTART, "RuntimeMaxSec=1d"),
    caughtBy: { check: "MF519" },
  },
  {
    id: "holder-outside-slice",
    says: "The server is not in the fleet's slice, so that no limit of it holds",
    file: HOLDER,
    edit: drop("Slice=mosaic-fleet.slice"),
    caughtBy: { check: "MF513" },
  },
  {
    id: "holder-own-tmp",
    says: "The server's socket is in a folder that it alone can see",
    file: HOLDER,
    edit: add(RESTART, "PrivateTmp=yes"),
    caughtBy: { check: "MF521" },
  },
  {
    id: "holder-without-unix-sockets",
    says: "No client reaches the server, for Unix sockets are taken from it",
    file: HOLDER,
    edit: add(RESTART, "RestrictAddressFamilies=AF_INET AF_INET6"),
    caughtBy: { check: "MF522" },
  },
  {
    id: "holder-reads-terminal",
    says: "The server waits for a terminal that no user manager has",
    file: HOLDER,
    edit: add(RESTART, "StandardInput=tty"),
    caughtBy: { check: "MF523" },
  },
  {
    id: "holder-other-user",
    says: "A user unit is to change its user, and does not start",
    file: HOLDER,
    edit: add(RESTART, "User=fleet"),
    caughtBy: { check: "MF514" },
  },
];
