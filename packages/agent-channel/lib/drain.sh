# [SECONDS]: hands over the oldest message that waits, after that time; the end of that turn hands over the
# next
drain() {
  [ -x "${0%/*}/drain-queue.sh" ] && find_state "$channel" &&
    [ "$(messages_outside "$state/queue")" ] || return
  # shellcheck disable=SC2016 # of the shell that waits
  if [ "${1-}" ]; then detached sh -c 'sleep "$1"; exec "$2" "$3"' sh "$1" "${0%/*}/drain-queue.sh" "$channel"
  else detached "${0%/*}/drain-queue.sh" "$channel"; fi
}
