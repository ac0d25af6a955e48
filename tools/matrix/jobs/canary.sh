#!/usr/bin/env bash
# The README's "By hand" with its faults, inside `enter ROOT --manager USER`: unit files and launcher script
# alone, no Node.
set -u
# shellcheck source=tools/matrix/lib/cases.sh
. /srv/mosaic-fleet/tools/matrix/lib/cases.sh
unit=$(agent canary)
state() { sc show -p Id,ActiveState,SubState,Result,NRestarts "$unit" "$holder"; }

start_by_hand() {
  copy_files
  local said code
  said=$(timeout 90 systemd-analyze --user verify --man=no ~/.config/systemd/user/mosaic-* 2>&1)
  code=$?
  want verify "0 0" "$code $(grep -ci mosaic <<<"$said")"
  want units-load-quietly "" "$(grep -iE 'mosaic-.*(unknown|ignor|deprec|fail)' "$MANAGER_LOG" | sort -u)"
  sc start "$holder"
  want start-holder "0 active" "$? $(prop "$holder" ActiveState)"
  sc start "$unit"
  want start-canary "0 active" "$? $(prop "$unit" ActiveState)"
  want tmux-ls canary "$(tm list-sessions -F '#{session_name}')"
}

one_cgroup() {
  local pane
  pane=$(pane_of canary)
  want pane-half-in-its-unit "$unit" "$(group_of "$pane")"
  want agent-in-its-unit "$unit" "$(group_of "$(child_of "$pane")")"
  want server-in-the-holder "$holder" "$(group_of "$(prop "$holder" MainPID)")"
  want no-scopes 0 "$(sc list-units --all --no-legend 'tmux-spawn*' | wc -l)"
}

both_are() { [ "$(prop "$unit" ActiveState) $(prop "$holder" ActiveState)" = "$1 $1" ]; }

answers() {
  tm send-keys -t =canary: -l hello
  tm send-keys -t =canary: Enter
  heard() { tm capture-pane -p -t =canary: | grep -q 'canary heard: hello'; }
  reaches answers heard
}

# comes_back NAME PID: after a kill -9 of PID the unit is restarted and the session is there.
comes_back() {
  local name=$1 before
  before=$(prop "$unit" NRestarts)
  kill -9 "$2"
  restarted() { [ "$(prop "$unit" NRestarts)" -gt "$before" ] && is_active canary; }
  if until_ restarted; then ok "$name"; else bad "$name" "$(state)"; fi
}

crashes() {
  comes_back kill-agent "$(child_of "$(pane_of canary)")"
  comes_back kill-pane-half "$(pane_of canary)"
  comes_back kill-supervisor "$(prop "$unit" MainPID)"
  local server
  server=$(prop "$holder" MainPID)
  kill -9 "$server"
  new_server() {
    [ "$(prop "$holder" MainPID)" != "$server" ] && both_are active && tm has-session -t =canary:
  }
  if until_ new_server; then ok kill-server; else bad kill-server "$(state)"; fi
  rm -f -- "$(tm display-message -p '#{socket_path}')"
  kill -USR1 "$(prop "$holder" MainPID)"
  reaches lost-socket-comes-back tm has-session -t =canary:
}

stop_ends_a_stray() {
  local stray
  write_stray_agent stray
  sc start "$(agent stray)"
  want start-stray 0 $?
  until_ test -s ~/stray.pid
  stray=$(cat ~/stray.pid)
  want stray-in-the-unit "$(agent stray)" "$(group_of "$stray")"
  sc stop "$(agent stray)"
  want stop-ends-the-stray "inactive success gone" \
    "$(props "$(agent stray)" ActiveState Result) $(alive "$stray" && echo alive || echo gone)"
  want neighbour-untouched active "$(prop "$unit" ActiveState)"
}

exit_codes() {
  printf 'MOSAIC_AGENT_RUNTIME=nosuch\n' >~/.config/mosaic/fleet/agents/bad.env
  sc start "$(agent bad)" 2>/dev/null
  want start-of-a-bad-configuration 1 $?
  want bad-configuration-is-not-retried "failed exit-code 78 0" \
    "$(props "$(agent bad)" ActiveState Result ExecMainStatus NRestarts)"
  want is-failed 0 "$(sc is-failed -q "$(agent bad)"; echo $?)"
  want never-started "inactive" "$(sc is-active "$(agent nosuch)")"
  agent_runs seven '/bin/sh -c "sleep 1; exit 7"'
  sc start "$(agent seven)"
  want start-seven 0 $?
  waits() { [ "$(prop "$(agent seven)" SubState)" = auto-restart ]; }
  reaches exit-7-is-retried waits
  want exit-7-is-told "exit-code 7" "$(props "$(agent seven)" Result ExecMainStatus)"
  sc stop "$(agent seven)"
  want stop-between-restarts inactive "$(prop "$(agent seven)" ActiveState)"
}

manager_changes() {
  local folder=~/.config/systemd/user/$unit.d
  mkdir -p "$folder"
  printf '[Service]\nEnvironment=MOSAIC_X=1\nMemoryMax=200M\nTasksMax=100\n' >"$folder/50-x.conf"
  sc daemon-reload
  want drop-in-of-a-running-unit "active 209715200" "$(props "$unit" ActiveState MemoryMax)"
  sc enable -q mosaic-fleet.target "$unit" 2>/dev/null
  want enable "0 $unit" "$? $(ls ~/.config/systemd/user/mosaic-fleet.target.wants/)"
  sc daemon-reexec
  until_ sc show -p Version
  want daemon-reexec "active active" "$(prop "$unit" ActiveState) $(prop "$holder" ActiveState)"
}

# Called last: it ends what the others use.
whole_fleet() {
  sc stop "$unit"
  want stop-canary "inactive success" "$(props "$unit" ActiveState Result)"
  want server-stays-empty "active " "$(prop "$holder" ActiveState) $(tm list-sessions 2>/dev/null)"
  sc start mosaic-fleet.target
  reaches start-target is_active canary
  sc restart "$holder"
  reaches restart-holder is_active canary
  sc stop "$holder"
  reaches stop-holder both_are inactive
  sc start mosaic-fleet.target
  reaches start-target-again is_active canary
  sc stop mosaic-fleet.target
  reaches stop-target both_are inactive
  none_left() { ! pgrep -x tmux; }
  reaches no-tmux-left none_left
}

without_a_unit() {
  local script=~/.config/mosaic/tools/fleet/start-agent-session.sh
  want start-without-a-unit "started byhand" "$("$script" byhand 2>&1)"
  want start-without-a-unit-again "running byhand" "$("$script" byhand 2>&1)"
  tm kill-server
}

note "$(systemctl --version | head -n 1), $(tmux -V), $(uname -r), uid $(id -u)"
start_by_hand
one_cgroup
answers
crashes
stop_ends_a_stray
exit_codes
manager_changes
whole_fleet
without_a_unit
finish
