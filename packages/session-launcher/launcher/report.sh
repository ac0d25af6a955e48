# The last that the pane half does: how the agent ended, and what its screen showed.

# ARGUMENT...: tmux, of the server that this pane is on, in place of the process.
own_server() { exec "$client" -u -N -S "${TMUX%,*,*}" "$@" </dev/null 2>/dev/null; }

keep_screen() { # what the agent last said, beside its record: nobody may have been there to see it
  make_ours "${record%/*/*}" "${record%/*}" || return 0
  fresh_outside "$record.screen"
  set -C
  ( own_server capture-pane -p -t "$TMUX_PANE" ) >"$fresh"
  set +C
  move_outside "$fresh" "$record.screen" || rm -f -- "$fresh"
} 2>/dev/null

report() { # how the agent ended; the session ends with this process, unless a person opened more in it
  echo "exit $status" >&9
  shared=''
  [ "$stopping" ] || keep_screen
  [ ! -e "$dir/life.shared" ] || shared=yes
  [ "$unit" ] || rm -rf "$dir"
  [ -z "$shared" ] || own_server kill-session -t "\$${TMUX##*,}"
  exit "$status"
}
