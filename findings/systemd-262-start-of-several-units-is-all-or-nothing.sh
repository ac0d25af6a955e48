#!/usr/bin/env bash
# `systemctl start a absent b` of systemd 262 starts neither a nor b when one unit cannot be enqueued; 252,
# 254 and 257 start the others. `stop` is the same.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root forky systemd=262-1
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
folder=~/.config/systemd/user
mkdir -p $folder
for name in a b; do printf '[Service]\nExecStart=/bin/sleep 100\n' >$folder/$name.service; done
systemctl --user daemon-reload
systemctl --user start a absent b && code=0 || code=$?
started=$(systemctl --user is-active a b | paste -sd' ') || :
systemctl --user start a b
systemctl --user stop a absent b || :
stopped=$(systemctl --user is-active a b | paste -sd' ') || :
echo "start: exit code $code, a b are $started; stop: a b are $stopped"
[ "$code $started $stopped" = '5 inactive inactive active active' ]
END
