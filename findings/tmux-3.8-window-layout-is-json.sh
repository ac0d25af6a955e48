#!/usr/bin/env bash
# tmux 3.8 prints `#{window_layout}` as JSON; 3.7c and older print it as `checksum,WxH,x,y,pane`.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root sid tmux=3.8-1
timeout=120 inside <<'END'
tmux -V
tmux -L finding -f /dev/null new-session -d -s one sleep 60
tmux -L finding split-window -t =one: sleep 60
layout=$(tmux -L finding display-message -p -t =one: '#{window_layout}')
echo "$layout"
[ "${layout#\{}" != "$layout" ]
END
