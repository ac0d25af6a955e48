#!/bin/sh
# harness.sh: proves unit files and rehearses a fleet, in any CI. Copy it into your repository.
# Usage: harness.sh [PATH...]   unit files, or folders of them; none: the units that the harness ships
# Exit: 0 all hold; 1 something does not; 2 wrong usage; 5 no sandbox on this machine.
# Writes below $REPORTS: check.xml and live.xml (JUnit), check.sarif, rehearsals/ (what a failure leaves).
set -euf

HARNESS=${HARNESS:-npx --no -- mosaic-fleet-harness} # the command, in words
REPORTS=${REPORTS:-reports}
BASELINE=${BASELINE:-} # a file of findings that fail nothing
LIVE=${LIVE:---quick}  # what `live` rehearses, in words
SKIPS=${SKIPS:-none}   # ids of scenarios that this machine may skip, with commas

# shellcheck disable=SC2086 # words
harness() { $HARNESS "$@"; }

# A sandbox is root's, or needs a cgroup of one's own, which hosted runners do not give.
by_sudo() { [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; }
# shellcheck disable=SC2086 # words
rehearse() {
  set -- $HARNESS live $LIVE --allow-skips "$SKIPS" --artefacts "$REPORTS/rehearsals" "$@"
  if by_sudo; then sudo -n env "PATH=$PATH" "$@"; else "$@"; fi
}

mkdir -p "$REPORTS"
failed=0
[ -z "$BASELINE" ] || set -- --baseline "$BASELINE" "$@"
harness check --strict "$@" || failed=$?
harness check --strict --format junit "$@" >"$REPORTS/check.xml" || :
harness check --strict --format sarif "$@" >"$REPORTS/check.sarif" || :
rehearse --format junit >"$REPORTS/live.xml" || failed=$?
if by_sudo; then sudo -n chown -R "$(id -u)" "$REPORTS"; fi
exit "$failed"
