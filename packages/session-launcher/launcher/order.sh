# Of one of many that are started by hand at once: its launch file, and the order for its session.

# In a subshell: makes the launch file of `name`, in exactly the agent's environment, and then writes what
# makes its session to 5.
order_session() {
  set -- "environment_$row" "$runtime/hand/$name.$$" "$name" "$runtime" "$config" "$state" "$PATH" \
    "$restart" "$idle" "${MOSAIC_TMUX_SOCKET-mosaic-fleet}" "$herald" "$secret"
  own_folder "$2" || exit
  set -C
  exec 3>"$2/launch"
  set +C
  # shellcheck disable=SC2086 # a word each
  unset $callers
  "$1"
  say_environment >&3 || exit
  unset IFS
  LC_ALL=C supervised='' dir=$2
  know_variables
  name=$3 runtime=$4 config=$5 state=$6 PATH=$7 idle=$9 herald=${11} secret=${12} pane_mode=hand
  need_tmux
  choose_socket "${10}"
  [ "$socket" = "${10:-default}" ] || exit
  read_restart "$8" || exit
  launch
  order=''
  session_orders add_order
  printf '%s\n' "$order" >&5
}

add_order() { # ARGUMENT...: adds them to `order`, a line of commands as tmux reads it from a file
  for word; do
    case $word in
      \;) order="$order ;" ;;
      *"$nl"*) exit 1 ;;
      *) quote "$word"; order="$order $quoted" ;;
    esac
  done
}

# SECONDS: sets `late` after that, by the end of a child, which cuts a read short. It must not take our traps
# for its own before it runs.
wait_by_child() {
  trap 'late=late' CHLD
  trap - HUP INT TERM
  sleep "$1" >/dev/null 2>&1 &
  trap 'exit 1' HUP INT TERM
}
