#!/usr/bin/env bash
# tmux 3.5a, built with systemd, asks the user manager for a scope for each pane and does not wait until that
# job is done: the pane's program already runs, and is moved while it does. One that puts itself into a cgroup
# of its own at once is taken out of it again. 3.7c and 3.8 wait.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root trixie tmux=3.5a-3 systemd=257.13-1~deb13u1
timeout=120 beside_a_manager <<'END'
tmux -V
mkdir /sys/fs/cgroup/user-0/own.group
cat >/tmp/pane <<'PANE'
echo $$ >/sys/fs/cgroup/user-0/own.group/cgroup.procs
sed -n 's/^0:://p' /proc/self/cgroup >/tmp/first.$1
sleep 100
PANE
# Both cores are busy, as the manager is late then.
for core in 1 2; do (while :; do :; done) & done
systemd-run --user -q --unit=server tmux -D -L finding -f /dev/null
for _ in $(seq 200); do
  ! tmux -L finding start-server \; set-option -s exit-empty off 2>/dev/null || break
  sleep 0.1
done
moved=0
for round in $(seq 20); do
  pane=$(tmux -L finding new-session -d -P -F '#{pane_pid}' -s "r$round" "sh /tmp/pane $round")
  for _ in $(seq 60); do
    [ ! -s "/tmp/first.$round" ] || break
    sleep 0.05
  done
  sleep 0.3
  last=$(sed -n 's/^0:://p' "/proc/$pane/cgroup")
  case $(cat "/tmp/first.$round") in
    *own.group) case $last in *tmux-spawn-*.scope) moved=$((moved + 1)) ;; esac ;;
  esac
done
echo "of 20 panes that had put themselves into own.group, $moved were moved out, the last to $last"
[ "$moved" -gt 0 ]
END
