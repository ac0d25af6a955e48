#!/bin/sh
# harness.sh: proves unit files and rehearses a fleet, in any CI. Copy it into your repository.
# Usage: harness.sh [PATH...]   unit files, or folders of them; none: the units that the harness ships
# Exit: of the first that failed: 1 something does not hold; 2 wrong usage; 5 no sandbox on this machine. 0: all hold.
# Writes below $REPORTS: check.xml and live.xml (JUnit), check.sarif, rehearsals/ (what a failure leaves).
set -euf

HARNESS=${HARNESS:-npx --no -- mosaic-fleet-harness} # the command, in words
REPORTS=${REPORTS:-reports}
BASELINE=${BASELINE:-} # a file of findings that fail nothing
CHECK_SKIPS=${CHECK_SKIPS:-} # codes of rules that may be skipped, with commas, or none; empty: any may
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
note() { [ "$failed" != 0 ] || failed=$1; } # the first failure is what this ends with
part=$REPORTS/.part
# A report stands under its name once it is whole, and one of an earlier run not at all.
keep() { if [ -s "$part" ]; then mv -f "$part" "$REPORTS/$1"; else rm -f "$part" "$REPORTS/$1"; fi; }

[ -z "$CHECK_SKIPS" ] || set -- --allow-skips "$CHECK_SKIPS" "$@"
[ -z "$BASELINE" ] || set -- --baseline "$BASELINE" "$@"
harness check --strict "$@" || note $?
harness check --strict --format junit "$@" >"$part" || note $?
keep check.xml
harness check --strict --format sarif "$@" >"$part" || note $?
keep check.sarif
rehearse --format junit >"$part" || note $?
keep live.xml
if by_sudo; then sudo -n chown -R "$(id -u)" "$REPORTS"; fi
exit "$failed"
