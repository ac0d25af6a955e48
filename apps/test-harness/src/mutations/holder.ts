import { HOLDER } from "./files.js";
import { add, both, drop, remove, swap, type Mutation } from "./mutation.js";

const PART = "PartOf=mosaic-fleet.target";
const UNSET = "UnsetEnvironment=TMUX TMUX_PANE TMUX_TMPDIR";

/** How the holder's unit belongs to the others, and where its server listens. */
export const holderMutations: readonly Mutation[] = [
  {
    id: "holder-outside-target",
    says: "A stop of the target leaves the server running",
    file: HOLDER,
    edit: drop(PART),
    caughtBy: { check: "MF207", also: ["MF209"] },
  },
  {
    id: "holder-requires-agent",
    says: "One agent that fails takes the server of all others along",
    file: HOLDER,
    edit: add(PART, "Requires=mosaic-agent@cod.service"),
    caughtBy: { check: "MF204" },
  },
  {
    id: "holder-after-agent",
    says: "Holder and agent each wait for the other",
    file: HOLDER,
    edit: add(PART, "After=mosaic-agent@cod.service"),
    caughtBy: { check: "MF206" },
  },
  {
    id: "holder-conflicts-with-agent",
    says: "The start of an agent stops the server that it needs",
    file: HOLDER,
    edit: add(PART, "Conflicts=mosaic-agent@cod.service"),
    caughtBy: { check: "MF210" },
  },
  {
    id: "holder-not-stoppable",
    says: "Nobody may stop the holder by hand",
    file: HOLDER,
    edit: add(PART, "RefuseManualStop=yes"),
    caughtBy: { check: "MF520" },
  },
  {
    id: "holder-for-the-machine",
    says: "The holder is enabled for a target that user managers do not have",
    file: HOLDER,
    edit: swap("WantedBy=mosaic-fleet.target", "WantedBy=multi-user.target"),
    caughtBy: { check: "MF209" },
  },
  {
    id: "holder-missing",
    says: "The holder that agents require is not installed",
    file: HOLDER,
    edit: remove,
    caughtBy: { check: "MF208", also: ["MF704"] },
  },
  {
    id: "holder-on-default-socket",
    says: "The fleet's server stands on the socket of the person's own one",
    file: HOLDER,
    edit: swap(" -L ${MOSAIC_TMUX_SOCKET}", ""),
    caughtBy: { check: "MF303" },
  },
  {
    id: "holder-other-socket",
    says: "The holder's socket has another name than that of its agents",
    file: HOLDER,
    edit: swap("SOCKET=mosaic-fleet", "SOCKET=mosaic-fleets"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "holder-other-socket-folder",
    says: "`TMUX_TMPDIR` is set for the server, and for no agent",
    file: HOLDER,
    edit: both(drop(UNSET), add("Type=exec", "Environment=TMUX_TMPDIR=%t")),
    caughtBy: { check: "MF307" },
  },
  {
    id: "holder-stops-default-server",
    says: "The stop of the holder ends the person's own tmux server",
    file: HOLDER,
    edit: add("Restart=always", "ExecStop=-/usr/bin/timeout 5 tmux -N kill-server"),
    caughtBy: { check: "MF301" },
  },
  {
    id: "holder-socket-folder-by-env",
    says: "The server is given a `TMUX_TMPDIR` among its variables, and nobody else is",
    file: HOLDER,
    edit: swap("XDG_RUNTIME_DIR=%t DBUS", "XDG_RUNTIME_DIR=%t TMUX_TMPDIR=%t DBUS"),
    caughtBy: { check: "MF307" },
  },
  {
    id: "holder-keeps-socket-folder",
    says: "What waits for the server takes over the manager's `TMUX_TMPDIR`, and the server does not",
    file: HOLDER,
    edit: drop(UNSET),
    caughtBy: { check: "MF307" },
  },
  {
    id: "holder-socket-by-path",
    says: "The server stands on a path that no agent looks at",
    file: HOLDER,
    edit: swap("-L ${MOSAIC_TMUX_SOCKET}", "-S %t/fleet.sock"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "holder-variable-as-text",
    says: "A colon before the command keeps the socket's variable from being put in",
    file: HOLDER,
    edit: swap("ExecStart=/usr", "ExecStart=:/usr"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "holder-upheld",
    says: "The holder is started again whenever somebody stops it",
    file: HOLDER,
    edit: add("WantedBy=mosaic-fleet.target", "UpheldBy=mosaic-fleet.target"),
    caughtBy: { check: "MF205" },
  },
  {
    id: "holder-stopped-with-agent",
    says: "The stop of one agent stops the server of all others",
    file: HOLDER,
    edit: add(PART, "StopPropagatedFrom=mosaic-agent@cod.service"),
    caughtBy: { check: "MF204" },
  },
];
