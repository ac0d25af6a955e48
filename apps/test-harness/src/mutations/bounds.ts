import { DRAIN, LAUNCHER, READ_PANE } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

const FULL = '[ -z "$(find -L "$held" -prune -links 1 -size -4096k)" ] || return 0';

/** What would grow until the disk is full. */
export const boundMutations: readonly Mutation[] = [
  {
    id: "bound-transcript-doubled",
    says: "Each half of a transcript is as large as both together may be",
    file: READ_PANE,
    edit: swap("half=$((size / 2))", "half=$size"),
    caughtBy: { live: "bounded-files", says: /^a transcript of 65536 bytes at most has \d{5,6}$/ },
  },
  {
    id: "bound-transcript-lost",
    says: "A transcript begins no new half, whatever its size",
    file: READ_PANE,
    edit: swap('if [ "$length" -ge "$half" ]; then rotate || skip 128', "if false; then :"),
    caughtBy: { live: "bounded-files", under: "tmux", says: /flood in the transcript|at most has/ },
  },
  {
    id: "bound-events-lost",
    says: "The journal of events grows without end, where a supervisor writes there",
    file: LAUNCHER,
    edit: drop('    ! is_full || put_aside "$journal"'),
    caughtBy: {
      live: "bounded-files",
      says: /^the journal of events has \d{7} bytes, and began none anew/,
    },
  },
  {
    id: "bound-events-by-hand-lost",
    says: "The journal of events grows without end, where a loop by hand writes there",
    file: LAUNCHER,
    edit: swap(FULL, "return 0"),
    caughtBy: {
      live: "bounded-files",
      under: "tmux",
      says: /^the journal of events has \d{7} bytes, and began none anew/,
    },
  },
  {
    id: "bound-deliveries-lost",
    says: "The record of what became of messages grows without end",
    file: DRAIN,
    edit: drop(
      '  [ "$(size_outside "$deliveries")" -le 1048576 ] || move_outside "$deliveries" "$deliveries.1"',
    ),
    caughtBy: {
      live: "message-kept",
      says: /^the record of deliveries has \d{7} bytes, and began none anew/,
    },
  },
];
