# By hand, and under the tmux supervisor: two processes one after the other, so that the second has exactly
# the agent's environment and none of the caller's.

by_hand() { # ENVIRONMENT RESTART: goes on as `--hand` in exactly the agent's environment
  read_restart "$2" || {
    set -- "write always, on-failure or no, and :DELAY:MAX_DELAY:BURST in whole seconds" "$2"
    die 78 "\`$2\` is no restart policy: $1"; }
  choose_folders
  need_tmux
  choose_runtime
  clear_left_over
  dir=$runtime/hand/$name.$$
  make_room "$runtime/hand"
  remove_at_exit
  { [ ! -e "$dir" ] && [ ! -L "$dir" ]; } || rm -rf -- "$dir" # of an earlier process of this number
  mkdir -- "$dir" || die 73 "$dir cannot be made: free space or mend permissions there"
  take_environment "$1"
  # shellcheck disable=SC2016 # the inner shell expands it
  exec env -i /bin/sh -c '. "$1/env" && rm -f "$1/env" && shift && exec "$@"' sh "$dir" \
    "$self" --hand "$name" "$dir" "$runtime" "$config" "$state" "${MOSAIC_TMUX_SOCKET-mosaic-fleet}" \
    "$PATH" "${TMUX_TMPDIR-}" "$restart" "$idle"
}

# FILE: makes `env` of `dir`, of FILE where there is one, else of the caller's and the env file.
take_environment() {
  if [ "$1" ]; then
    mv -f -- "$1" "$dir/env" || die 73 "the environment $1 cannot be taken to $dir: see whether it is there"
    return
  fi
  fresh_outside "$dir/env"
  set -C
  compose "$config/agents/$name.env" >"$fresh"
  set +C
  move_outside "$fresh" "$dir/env" || die 73 "$dir/env cannot be written: free space there"
}

# POLICY:DELAY:MAX_DELAY:BURST: sets `restart_policy` and its fellows, and `restart` to it without leading
# zeros; 1 where it is none.
read_restart() {
  IFS=: read -r restart_policy restart_delay restart_max_delay restart_burst <<END
$1
END
  case $restart_policy in always|on-failure|no) ;; *) return 1 ;; esac
  restart=$restart_policy
  for value in "$restart_delay" "$restart_max_delay" "$restart_burst"; do
    decimal "$value" || return 1
    restart=$restart:$number
  done
}

# NAME DIR RUNTIME CONFIG STATE FLEET_SOCKET PATH TMUX_TMPDIR RESTART IDLE: starts the session, or finds it.
hand() {
  idle=${10} name=$1 runtime=$3 config=$4 state=$5 PATH=$7 pane_mode=hand
  remove_at_exit
  need_tmux
  # The caller's server is meant, whatever the agent is told.
  unset TMUX_TMPDIR
  [ -z "$8" ] || export TMUX_TMPDIR="$8"
  choose_socket "$6"
  read_restart "$9"
  life=$dir/life
  make_fifo
  launch
  ensure_server
  open_fifo
  take_session
  if [ $found = running ]; then echo "running $name"; exit 0; fi
  trap - EXIT HUP INT TERM
  case $(bounded 15 head -c 3) in up) is_awake; echo "started $name"; exit 0 ;; esac
  end_session
  rm -rf "$dir"
  die 69 "the pane half of \`$name\` did not come up within 15 s: see tmux -L $socket ls"
}
