# How the pane half comes to be in its unit's cgroup, whatever its tmux server asks the manager for.

# Joins the unit's cgroup for good; 1 if it cannot, and then no agent runs outside what its unit tells and
# limits.
settle_in_unit() {
  join_unit $$ || return
  ! in_unit $$ || ! never_moved || return 0
  await_scope || return 1
  { [ "$cgroup" ] && in_unit $$; } || { join_unit $$ && in_unit $$; }
}

# tmux built with systemd asks the manager for a scope of this pane, and 3.5 does not wait until it is moved
# there. Waits until that scope is active, or none is to come; 1 where it is still to come after ten seconds.
await_scope() {
  # By the time that the server answers it has asked.
  bounded 10 "$client" -u -N -S "${TMUX%,*,*}" display-message -p '' </dev/null >/dev/null 2>&1
  for pause in 0.02 0.05 0.1 0.2 0.5 1 1 2 2 2 ''; do
    fresh_outside "$dir/scopes"
    set -C
    if bounded 10 systemctl --user list-units --all --plain --no-legend --full 'tmux-spawn-*.scope' \
      >"$fresh" 2>/dev/null </dev/null; then
      # One that is not active yet is still to come.
      case $(grep " child pane $$ " "$fresh") in *' inactive '*) ;; *) break ;; esac
    fi
    set +C
    [ "$pause" ] || [ ! -s "$fresh" ] || return 1
    rm -f -- "$fresh"
    sleep "${pause:-0}"
  done
  set +C
  rm -f -- "$fresh"
}

# Whether the server, our parent, was started with no bus; `read` drops the NULs between the variables.
never_moved() {
  while IFS= read -r line || [ "$line" ]; do
    case $line in *"DBUS_SESSION_BUS_ADDRESS=$no_bus"*) return 0 ;; esac
  done < "/proc/$PPID/environ"
  return 1
} 2>/dev/null
