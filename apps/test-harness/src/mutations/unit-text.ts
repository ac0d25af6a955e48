import { AGENT, GAVE_UP, HOLDER } from "./files.js";
import { add, both, drop, swap, type Mutation } from "./mutation.js";

/** What is written in a unit so that systemd does not read it, or reads something else. */
export const unitTextMutations: readonly Mutation[] = [
  {
    id: "text-misspelled-key",
    says: "A setting is misspelled, and systemd passes over it",
    file: HOLDER,
    edit: swap("TimeoutStartSec=30", "TimeoutStartSecs=30"),
    caughtBy: { check: "MF102" },
  },
  {
    id: "text-key-in-other-section",
    says: "A setting stands in a section where systemd passes over it",
    file: HOLDER,
    edit: both(drop("StartLimitIntervalSec=60"), add("Type=exec", "StartLimitIntervalSec=60")),
    caughtBy: { check: "MF102" },
  },
  {
    id: "text-misspelled-word",
    says: "A word that systemd does not know leaves the restarts at none",
    file: HOLDER,
    edit: swap("Restart=always", "Restart=allways"),
    caughtBy: { check: "MF107", also: ["MF503"] },
  },
  {
    id: "text-unread-time",
    says: "A time that systemd cannot read leaves the limit at its default",
    file: HOLDER,
    edit: swap("TimeoutStartSec=30", "TimeoutStartSec=30 secnds"),
    caughtBy: { check: "MF108" },
  },
  {
    id: "text-comment-lost-its-sign",
    says: "A comment lost its sign, and is a line that nobody understands",
    file: HOLDER,
    edit: swap("# The death of", "The death of"),
    caughtBy: { check: "MF101" },
  },
  {
    id: "text-unknown-section",
    says: "A section's name is misspelled, and all in it is passed over",
    file: HOLDER,
    edit: swap("[Install]", "[Installation]"),
    caughtBy: { check: "MF103" },
  },
  {
    id: "text-empty",
    says: "The unit's file is empty, which masks the unit",
    file: GAVE_UP,
    edit: () => "",
    caughtBy: { check: "MF104" },
  },
  {
    id: "text-other-line-ends",
    says: "An editor gave the unit the line ends of another system",
    file: HOLDER,
    edit: (text) => text.replaceAll("\n", "\r\n"),
    caughtBy: { check: "MF106" },
  },
  {
    id: "text-byte-order-mark",
    says: "An editor put a byte order mark before the unit",
    file: HOLDER,
    edit: (text) => `\uFEFF${text}`,
    caughtBy: { check: "MF105", also: ["MF101"] },
  },
  {
    id: "text-said-twice",
    says: "A setting stands there twice, of which the last one counts",
    file: HOLDER,
    edit: add("Restart=always", "TimeoutStopSec=30"),
    caughtBy: { check: "MF109" },
  },
  {
    id: "text-unknown-specifier",
    says: "A specifier is none that systemd knows",
    file: AGENT,
    edit: swap("Description=Mosaic agent %i", "Description=Mosaic agent %Q"),
    caughtBy: { check: "MF111" },
  },
  {
    id: "text-blank-behind-backslash",
    says: "A blank behind the backslash ends the line that it was to continue",
    file: HOLDER,
    edit: swap("UnsetEnvironment=TMUX ", "UnsetEnvironment=TMUX \\ \n"),
    caughtBy: { check: "MF112", also: ["MF101", "MF108", "MF307"] },
  },
  {
    id: "text-open-quote",
    says: "A quote is never closed, and the command is passed over",
    file: AGENT,
    edit: swap("session.sh %i", "session.sh '%i"),
    caughtBy: { check: "MF618", also: ["MF515"] },
  },
  {
    id: "text-shell-variable",
    says: "The command is written as for a shell, and is passed over",
    file: AGENT,
    edit: swap("ExecStart=%E/", "ExecStart=$HOME/.config/"),
    caughtBy: { check: "MF618", also: ["MF515"] },
  },
];
