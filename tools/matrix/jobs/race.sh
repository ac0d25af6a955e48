#!/usr/bin/env bash
# race.sh ROUNDS, inside `enter ROOT --manager USER`: an agent with a stray that ignores HUP and TERM is
# started and stopped again and again beside busy loops on every core. Each round all three processes have to
# be in the unit's own cgroup, and none of them alive after the stop. A server that moves its panes into
# scopes of their own can take them out again.
set -u
# shellcheck source=tools/matrix/lib/cases.sh
. /srv/mosaic-fleet/tools/matrix/lib/cases.sh
rounds=$1
unit=$(agent racer)
outside_pane=0 outside_agent=0 outside_stray=0 survivors=0

# What the start asked of the manager is done: it has no job left, and then answers once more.
settled() { ! sc list-jobs --no-legend 2>&1 | grep -qv "^No jobs" && sc show -p Version; }

# is_inside WHAT PID: 1 when it is not, with the place in `seen`.
is_inside() {
  [ "$(group_of "$2")" = "$unit" ] || { seen+="$1 in '$(group_of "$2")' "; return 1; }
}

# one_round: sets `seen`, empty when all is as it should be.
one_round() {
  local pane child stray survivor
  seen=''
  rm -f ~/stray.pid
  sc start "$unit" || { seen="start ended with $?"; return; }
  until_ test -s ~/stray.pid
  until_ settled
  sleep 0.2 # what a scope of tmux would do is done by now; a late one is seen in another round
  pane=$(pane_of racer) stray=$(cat ~/stray.pid)
  child=$(child_of "$pane")
  is_inside 'pane half' "$pane" || outside_pane=$((outside_pane + 1))
  is_inside agent "$child" || outside_agent=$((outside_agent + 1))
  is_inside stray "$stray" || outside_stray=$((outside_stray + 1))
  sc stop "$unit" || seen+="stop ended with $? "
  [ "$(props "$unit" ActiveState Result)" = "inactive success" ] ||
    seen+="then $(props "$unit" ActiveState Result) "
  for survivor in "$pane" "$child" "$stray"; do
    alive "$survivor" || continue
    survivors=$((survivors + 1))
    seen+="$(ps -o args= -p "$survivor") outlives the stop "
    kill -9 "$survivor"
  done
}

note "$(systemctl --version | head -n 1), $(tmux -V), $(uname -r)"
note "uid $(id -u), $rounds rounds, $(nproc) busy loops"
copy_files
write_stray_agent racer
busy=()
for ((core = 0; core < $(nproc); core++)); do
  (while :; do :; done) &
  busy+=($!)
done
wrong=0
for ((round = 1; round <= rounds; round++)); do
  one_round
  [ -z "$seen" ] || { wrong=$((wrong + 1)); note "round $round: $seen"; }
done
kill "${busy[@]}"
note "of $rounds rounds outside: pane half $outside_pane, agent $outside_agent, stray $outside_stray"
note "alive after the stop: $survivors"
want "in-the-unit-in-all-rounds-and-none-left" 0 "$wrong"
finish
