#!/usr/bin/env bash
# A unit whose automatic restarts reach its start limit ends with Result=start-limit-hit on systemd 262. On
# 252 to 257 it keeps the result of its last failure, exit-code. ExecMainStatus keeps the code on all.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root forky systemd=262-1
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
mkdir -p ~/.config/systemd/user
printf '%s\n' '[Unit]' StartLimitIntervalSec=60 StartLimitBurst=3 '[Service]' Restart=always \
  RestartSec=100ms 'ExecStart=/bin/sh -c "exit 7"' >~/.config/systemd/user/loop.service
systemctl --user daemon-reload
systemctl --user start loop
for _ in $(seq 300); do
  [ "$(systemctl --user is-active loop)" != failed ] || break
  sleep 0.1
done
seen="$(systemctl --user show -P Result loop) $(systemctl --user show -P ExecMainStatus loop)"
echo "$seen"
[ "$seen" = 'start-limit-hit 7' ]
END
