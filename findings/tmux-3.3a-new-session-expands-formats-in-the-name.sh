#!/usr/bin/env bash
# `new-session -s NAME` expands formats in NAME: `#{pid}` becomes the server's number, so that the session has another
# name than was asked for, and a session of that exact name is not found. `rename-session` expands them as well,
# `has-session -t =NAME` does not. Doubling the `#` keeps one. (3.3a)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm tmux=3.3a-3
timeout=60 inside <<'END'
tmux -V
t() { tmux -L finding -f /dev/null "$@"; }
t new-session -d -s 'a#{pid}' sleep 60
pid=$(t display-message -p '#{pid}')
names=$(t list-sessions -F '#{session_name}')
t has-session -t '=a#{pid}' 2>/dev/null && found=found || found='not found'
t rename-session -t "=$names" 'b#{pid}'
renamed=$(t list-sessions -F '#{session_name}')
t new-session -d -s 'c##{pid}' sleep 60
doubled=$(t list-sessions -F '#{session_name}' | grep '^c')
t kill-server
echo "asked for a#{pid}: is a$([ "$names" = "a$pid" ] && echo PID), $found by its name;" \
  "renamed to b#{pid}: is b$([ "$renamed" = "b$pid" ] && echo PID); c##{pid}: is $doubled"
[ "$names/$found/$renamed/$doubled" = "a$pid/not found/b$pid/c#{pid}" ]
END
