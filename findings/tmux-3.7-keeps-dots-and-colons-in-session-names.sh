#!/usr/bin/env bash
# tmux 3.7c keeps `.` and `:` in the name of a new session; 3.5a and older make each of them `_`. Such a
# session is found by its id, and not by its own name as a target, where both characters end the name.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root forky tmux=3.7c-1
timeout=120 inside <<'END'
tmux -V
tmux -L finding -f /dev/null new-session -d -s a.b sleep 60
tmux -L finding new-session -d -s c:d sleep 60
names=$(tmux -L finding list-sessions -F '#{session_name}' | paste -sd' ')
by_name=$(tmux -L finding has-session -t =c:d 2>&1) || :
echo "names: $names; by name: ${by_name:-found}"
tmux -L finding has-session -t '$1'
[ "$names" = 'a.b c:d' ] && [ -n "$by_name" ]
END
