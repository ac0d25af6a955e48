# What a script starts beside the agent and does not wait for.

# PROGRAM ARG...: in a session of its own, with nothing kept open, for the runtime waits for whoever holds its
# pipes
detached() (
  exec </dev/null >/dev/null 2>&1 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
  if command -v setsid; then setsid "$@" & else trap '' HUP; "$@" & fi
)

# [SECONDS]: hands over the oldest message that waits, after that time; the end of that turn hands over the
# next
drain() {
  [ -x "${0%/*}/drain-queue.sh" ] && find_state "$channel" &&
    [ "$(messages_outside "$state/queue")" ] || return
  # shellcheck disable=SC2016 # of the shell that waits
  if [ "${1-}" ]; then detached sh -c 'sleep "$1"; exec "$2" "$3"' sh "$1" "${0%/*}/drain-queue.sh" "$channel"
  else detached "${0%/*}/drain-queue.sh" "$channel"; fi
}
