#!/usr/bin/env bash
# `tmux new-session -e NAME`, with no `=`, is accepted with exit code 0 and sets nothing: a value that was
# forgotten is not told. (3.8 as 3.3a, 3.5a and 3.7c.)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root sid tmux=3.8-1
timeout=120 inside <<'END'
tmux -V
tmux -L finding -f /dev/null new-session -d -s one -e FORGOTTEN sleep 60 && code=0 || code=$?
seen=$(tmux -L finding show-environment -t one FORGOTTEN 2>&1) || :
echo "exit code $code; $seen"
[ "$code $seen" = '0 unknown variable: FORGOTTEN' ]
END
