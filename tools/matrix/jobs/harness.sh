#!/usr/bin/env bash
# The product's own harness inside `enter ROOT`: the shipped units under its rules, then every scenario in its
# own sandbox.
set -u
# shellcheck source=tools/matrix/lib/cases.sh
. /srv/mosaic-fleet/tools/matrix/lib/cases.sh
harness() { "$clone/node_modules/.bin/mosaic-fleet-harness" "$@" </dev/null; }

note "$(systemctl --version | head -n 1), $(tmux -V), $(uname -r), node $(node --version)"
said=$(harness check --strict 2>&1)
want check-strict 0 $?
[ "$failures" = 0 ] || note "$said"
harness live --lane sandbox --format tap >/tmp/live.tap 2>&1
code=$?
# TAP: a failed point is followed by its indented story, of which the first line of the message is told.
awk '
  /^(not )?ok / { id = $0; sub(/^(not )?ok [0-9]+ - /, "", id); sub(/[: ].*/, "", id) }
  /^ok .* # SKIP/ { reason = $0; sub(/.* # SKIP */, "", reason); print "skip live-" id ": " reason; next }
  /^ok / { print "ok live-" id }
  /^not ok / { waiting = 1 }
  { print "# " $0 }
  waiting == 2 { sub(/^ */, ""); print "FAIL live-" id ": " $0; waiting = 0 }
  waiting && /^ *message: / { waiting = 2 }
' /tmp/live.tap
grep -qE '^(not )?ok ' /tmp/live.tap || bad live "ended with $code"
[ "$failures" = 0 ] && [ "$code" = 0 ]
