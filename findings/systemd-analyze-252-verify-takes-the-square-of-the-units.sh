#!/usr/bin/env bash
# `systemd-analyze verify` of plain services that know nothing of each other: four times as many take far more
# than four times the processor time, so that thousands take minutes. (252.39)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm systemd=252.39-1~deb12u2
timeout=240 beside_a_manager <<'END'
systemctl --version | head -n 1
cd "$(mktemp -d)"
spent() { # units: milliseconds of processor time
  mkdir "$1"
  for n in $(seq "$1"); do printf '[Service]\nExecStart=/bin/sleep 100\n' >"$1/u$n.service"; done
  TIMEFORMAT='%U %S'
  { time systemd-analyze --user verify "$1"/*.service >/dev/null 2>&1; } 2>&1 | awk '{ print int(($1 + $2) * 1000) }'
}
few=$(spent 1000)
many=$(spent 4000)
echo "1000 units: $few ms, 4000 units: $many ms of processor time"
[ "$many" -gt $((few * 7)) ]
END
