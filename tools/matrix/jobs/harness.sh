#!/usr/bin/env bash
# The product's own harness inside `enter ROOT`: the shipped units under its rules, then every scenario in its own sandbox.
set -u
# shellcheck source=tools/matrix/lib/cases.sh
. /srv/mosaic-fleet/tools/matrix/lib/cases.sh
harness() { "$clone/node_modules/.bin/mosaic-fleet-harness" "$@" </dev/null; }

note "$(systemctl --version | head -n 1), $(tmux -V), $(uname -r), node $(node --version)"
said=$(harness check --strict 2>&1)
want check-strict 0 $?
[ "$failures" = 0 ] || note "$said"
# TAP: a failed point is followed by its indented story.
harness live --lane sandbox --format tap >/tmp/live.tap 2>&1
code=$?
sed -nE 's/^ok [0-9]+ - ([^ ]+) # SKIP ?(.*)/skip live-\1: \2/p; t; s/^ok [0-9]+ - ([^ ]+).*/ok live-\1/p
  s/^not ok [0-9]+ - ([^ ]+).*/FAIL live-\1: see below/p; s/^/# /p' /tmp/live.tap
grep -qE '^(not )?ok ' /tmp/live.tap || bad live "ended with $code"
[ "$failures" = 0 ] && [ "$code" = 0 ]
