#!/usr/bin/env bash
# An option of a pane (`set-option -p @x`) is seen through each session of a session group, and goes with the
# pane through break-pane, rename-session and kill-session of the session that it was made in. An option of a
# session is not shared with its group, and ends with it. (3.8 as 3.3a, 3.5a and 3.7c.)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root sid tmux=3.8-1
timeout=120 inside <<'END'
tmux -V
t() { tmux -L finding -f /dev/null "$@"; }
t new-session -d -s one sleep 60
t new-session -d -s two -t one
pane=$(t list-panes -t one -F '#{pane_id}')
t set-option -p -t "$pane" @of-pane pane
t set-option -t one @of-session session
t split-window -t one sleep 60
t break-pane -d -s "$pane"
t rename-session -t one first
seen() {
  t list-panes -a -f "#{==:#{pane_id},$pane}" -F '#{session_name}: [#{@of-pane} #{@of-session}]' |
    paste -sd' '
}
both=$(seen)
t kill-session -t first
left=$(seen)
echo "grouped: $both; without the first: $left"
[ "$both" = 'first: [pane session] two: [pane ]' ] && [ "$left" = 'two: [pane ]' ]
END
