# What the supervisor hears of the pane half, and how it ends both.

# [SECONDS]: reads a line of the FIFO into `what` and `status`; what no pane half says is no line, but ''.
# Ends as `read` does.
hear() {
  # shellcheck disable=SC2086,SC2229 # an option and its value are two words
  read -r ${1:+-t "$1"} $at_most what said || return
  case $what in
    up) ;;
    exit) if decimal "$said" && [ "$number" -le 255 ]; then status=$number; else what=''; fi ;;
    *) what='' ;;
  esac
}

stop_agent() { # the agent's group gets TERM where a stop was asked for, then the session ends
  # Where no more process can be had (TasksMax) this shell ends at its next fork: the manager ends the rest,
  # and the stop is a success.
  [ -z "$stopping" ] || trap 'exit 0' EXIT
  # KillMode=mixed: TERM came to us alone, and what outlives us in the cgroup is killed by the manager.
  [ -z "$stopping" ] || [ -z "$pane_pid" ] || kill -s TERM -- "-$pane_pid" 2>/dev/null
  outlast || late=late
  unbound
  [ "$late" != late ] || end_session
  remove_hand_folder
  count_strays
}

# Reads on until the pane half is gone, for the grace at most, whatever is said; 1 unless it took the session
# along. Sets `late` where the grace is over: by the clock in bash, which reads with a deadline; elsewhere by
# the end of a child, which cuts the read short.
outlast() {
  late='' until='' grace=10
  ! decimal "${MOSAIC_STOP_GRACE-}" || grace=$number
  # shellcheck disable=SC3028 # seen by bash alone
  if [ "${BASH_VERSION-}" ]; then until=$((SECONDS + grace)); else trap 'late=late' CHLD; sleep "$grace" & fi
  trap '' TERM # told once is enough
  while [ -z "$late" ]; do
    # shellcheck disable=SC3028 # seen by bash alone
    if [ "$until" ] && [ "$SECONDS" -ge "$until" ]; then late=late; break; fi
    # shellcheck disable=SC3028 # seen by bash alone
    hear ${until:+$((until - SECONDS))} || { [ $? -le 128 ] || late=late; break; }
  done
  # dash loses any other signal to a child that has just begun, where it has a trap for that itself.
  [ "$until" ] || { trap - CHLD; kill -s KILL $!; } 2>/dev/null
  case $late$status in ''|75|late*) return 1 ;; esac
}

# Sets `strays`: who outlives the agent in our cgroup by half a second, and is killed by the manager once we
# end.
count_strays() {
  for procs in "/sys/fs/cgroup$cgroup" "/sys/fs/cgroup/unified$cgroup" ''; do
    [ ! -r "$procs/cgroup.procs" ] || break
  done
  [ "$procs" ] || return 0
  for pause in 0.05 0.15 0.3 ''; do
    strays=0
    while read -r member; do
      case $member in "$$"|"$pane_pid"|"${!-}") ;; *) strays=$((strays + 1)) ;; esac
    done <"$procs/cgroup.procs"
    case $strays:$pause in 0:*|*:) return ;; esac
    sleep "$pause"
  done
}
