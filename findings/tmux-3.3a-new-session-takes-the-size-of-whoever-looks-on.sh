#!/usr/bin/env bash
# While a client looks on at one session, `new-session -d -x 220 -y 50` makes another one in the client's size,
# less its status line, and that stays when the client has gone. A `resize-window` to the same size behind it
# holds, whoever looks on later. (3.3a)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm tmux=3.3a-3
timeout=120 inside <<'END'
tmux -V
t() { tmux -L finding -f /dev/null "$@"; }
size() { t display-message -p -t "$1" '#{window_width}x#{window_height}'; }
t new-session -d -s first -x 220 -y 50 sleep 60
alone=$(size first)
# A terminal of 80 columns and 24 rows, for the client.
env -u TMUX tmux -L looker -f /dev/null new-session -d -x 80 -y 24 'env -u TMUX tmux -L finding attach -t first'
for _ in $(seq 100); do
  [ "$(t list-clients | wc -l)" -eq 0 ] || break
  sleep 0.1
done
t new-session -d -s second -x 220 -y 50 sleep 60
t new-session -d -s third -x 220 -y 50 sleep 60 \; resize-window -t third -x 220 -y 50
beside="$(size second) $(size third)"
t detach-client -s first
for _ in $(seq 100); do
  [ "$(t list-clients | wc -l)" -ne 0 ] || break
  sleep 0.1
done
after="$(size second) $(size third)"
echo "alone: $alone; while an 80x24 client looks at another session: $beside; once it has gone: $after"
[ "$alone/$beside/$after" = '220x50/80x23 220x50/80x23 220x50' ]
END
