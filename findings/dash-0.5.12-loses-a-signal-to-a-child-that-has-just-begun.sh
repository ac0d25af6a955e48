#!/usr/bin/env bash
# A script with a trap for a signal starts a program with `&` and sends it that signal at once: under dash the
# program lives on. The child still has the shell's handler when the signal comes, which notes it down in a
# process that becomes the program. Without a trap it ends, and so it does under bash. (0.5.12.)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm dash=0.5.12-2 bash=5.2.15-2+b13
timeout=120 inside <<'END'
cat >lose <<'TRY'
eval "$1"
lost=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  sleep 0.2 &
  kill -s TERM $!
  wait $! || continue
  lost=$((lost + 1))
done
echo $lost
TRY
lost() { "$1" lose "$2" 2>/dev/null; }
trapped=$(lost dash 'trap : TERM') plain=$(lost dash :) bash=$(lost bash 'trap : TERM')
echo "of 20 programs lived on: dash with a trap $trapped, dash without $plain, bash with a trap $bash"
[ "$trapped" -ge 1 ] && [ "$plain $bash" = '0 0' ]
END
