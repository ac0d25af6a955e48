#!/usr/bin/env bash
# The suites of the packages that ask systemd, tmux and the tools of the system most, from source, inside
# `enter ROOT`. Deadlines are generous: a machine of two cores may have other work.
set -u
cd /srv/mosaic-fleet || exit
export CI=true NO_COLOR=1
code=0
for package in tmux-client systemd-units session-launcher; do
  report=/tmp/$package.json
  (
    cd packages/$package || exit
    exec node ../../node_modules/vitest/vitest.mjs run --cache=false --testTimeout=180000 --hookTimeout=180000 \
      --maxWorkers=2 --reporter=json --outputFile="$report" </dev/null >/tmp/$package.log 2>&1
  ) || code=1
  node tools/matrix/lib/suite-lines.mjs $package "$report" || {
    echo "FAIL $package: no report"
    tail -n 20 /tmp/$package.log
  }
done
exit $code
