# The agent's lock, as descriptor 9: the kernel takes it back when its holder dies.

hold_lock() {
  hold_outside 9 "$channel/lock" ||
    { echo "drain-queue.sh: $channel/lock is no file of yours: remove what stands there" >&2; exit 73; }
  lock=$held
}

take_lock() { # or exits: one that waits already will see all that is there when its turn comes
  tries=0
  hold_lock
  hold_outside 8 "$channel/.waiting" || exec 8<"$channel" # a folder can be locked as well
  if ! flock -n 9; then
    flock -n 8 || exit 0
    bounded 60 flock 9 || exit 75
  fi
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  until [ "$channel/lock" -ef "$lock" ]; do # replaced meanwhile: who comes now locks the other one
    [ $((tries += 1)) -lt 9 ] || exit 75
    hold_lock
    bounded 60 flock 9 || exit 75
  done
  exec 8>&-
}
