#!/usr/bin/env bash
# Sourced by the jobs, inside a root filesystem: how a case is told, and the fleet's own words. A line a case:
# `ok NAME`, `FAIL NAME: what was seen`, `skip NAME: why`; what begins with `#` explains. All waits have a
# deadline that only a hang reaches.
failures=0
clone=/srv/mosaic-fleet
socket=mosaic-fleet
export holder=mosaic-tmux-holder.service

ok() { printf 'ok %s\n' "$1"; }
bad() {
  printf 'FAIL %s: %s\n' "$1" "$(tr '\n' ' ' <<<"$2")"
  failures=$((failures + 1))
}
skip() { printf 'skip %s: %s\n' "$1" "$2"; }
note() { printf '# %s\n' "$*"; }

# want NAME EXPECTED SEEN
want() { if [ "$2" = "$3" ]; then ok "$1"; else bad "$1" "should be '$2', is '$3'"; fi; }

# reaches NAME COMMAND…: holds within 60 s; what the last call printed is told when it does not.
reaches() {
  local name=$1
  shift
  if until_ "$@"; then ok "$name"; else bad "$name" "not within 60 s: $* ($("$@" 2>&1 | tail -n 3))"; fi
}
until_() {
  local end=$((SECONDS + 60))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# What the manager saw, and what ended agents last said, goes with a failure.
finish() {
  [ "$failures" != 0 ] || return 0
  note "$failures failed. The manager's last words:"
  tail -n 200 "$MANAGER_LOG" | sed 's/^/#   /'
  find ~/.local/state/mosaic -name '*.screen' -exec grep -H . {} + 2>/dev/null | sed 's/^/#   /'
  return 1
}

sc() { timeout 90 systemctl --user "$@"; }
tm() { timeout 10 tmux -u -N -L "$socket" "$@" </dev/null; }
prop() { sc show -P "$2" "$1"; }
# props UNIT PROPERTY…: one call each, as the order of several in one answer depends on the release.
props() {
  local unit=$1 name
  shift
  for name in "$@"; do prop "$unit" "$name"; done | paste -sd' '
}
agent() { echo "mosaic-agent@$1.service"; }
pane_of() { tm display-message -p -t "=$1:" '#{pane_pid}'; }
child_of() { pgrep -P "$1" | head -n 1; }
# The last part of a process's cgroup2 path; empty for one that is gone.
group_of() { sed -n 's/^0::.*\///p' "/proc/$1/cgroup" 2>/dev/null; }
alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
is_active() { [ "$(prop "$(agent "$1")" ActiveState)" = active ] && tm has-session -t "=$1:"; }

# The README's "By hand": file copies, no Node.
copy_files() {
  mkdir -p ~/.config/systemd/user ~/.config/mosaic/tools/fleet ~/.config/mosaic/fleet/agents
  cp "$clone"/packages/systemd-units/units/* ~/.config/systemd/user/
  cp "$clone/packages/session-launcher/scripts/start-agent-session.sh" ~/.config/mosaic/tools/fleet/
  sc daemon-reload
}

# agent_runs NAME COMMAND: that agent's own env file, never written by the product.
agent_runs() { printf 'MOSAIC_AGENT_COMMAND=%s\n' "$2" >~/.config/mosaic/fleet/agents/"$1".env; }

# A stray that ignores TERM and HUP in a session of its own, beside an agent that stays. Writes its id into
# ~/stray.pid.
write_stray_agent() {
  cat >~/stray.sh <<'END'
trap '' TERM HUP
echo $$ >~/stray.new
mv ~/stray.new ~/stray.pid
while :; do sleep 1; done
END
  printf 'setsid sh ~/stray.sh &\nexec sleep 1000\n' >~/stray-agent.sh
  agent_runs "$1" "/bin/sh $HOME/stray-agent.sh"
}
