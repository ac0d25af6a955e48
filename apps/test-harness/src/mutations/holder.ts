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
];
