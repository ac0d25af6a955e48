# Of one of many that are started by hand at once: its launch file, and the order for its session.

# In a subshell: makes the launch file of `name`, in exactly the agent's environment, and then writes what
# makes its session to the batch's orders.
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
  life=$dir/life
  name=$3 runtime=$4 config=$5 state=$6 PATH=$7 idle=$9 herald=${11} secret=${12} pane_mode=hand
  need_tmux
  choose_socket "${10}"
  [ "$socket" = "${10:-default}" ] || exit
  read_restart "$8" || exit
  asked=yes # whoever is nowhere but on the login shell's PATH is started alone, for that takes its time
  launch
  order=''
  session_orders add_order
  # Told once all of it is done.
  printf '%s ; display-message -p %s\n' "$order" "$name" >>"${11%/*}/orders"
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

# tmux reads each line by itself: one that fails, as the name is taken, stops no other. Some at a time, so
# that each call ends within its deadline.
give_orders() {
  [ -s "$batch/orders" ] || return 0
  tm source-file "$batch/orders" >>"$batch/made" 2>/dev/null
  rm -f -- "$batch/orders"
}
