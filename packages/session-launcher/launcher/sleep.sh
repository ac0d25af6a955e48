# How an agent by hand goes to sleep. Under a unit a timer does the same.

watch_idle() { # a shell beside the pane half looks now and then until its end: a few pages, and one sleep(1)
  decimal "$idle" && [ "$number" -gt 0 ] && has_channel && [ -x "${self%/*}/let-sleep.sh" ] || return 0
  idle=$number
  every=$((idle / 10))
  [ "$every" -gt 1 ] || every=1
  [ "$every" -lt 300 ] || every=300
  # Our 8 and 9 tell of our end, so nobody else may hold them. What ends us ends it: it is in our group.
  ( exec 8>&- 9>&- </dev/null >/dev/null 2>&1
    # A unit that took the session over has its timer.
    while sleep "$every" && [ ! -e "$dir/adopted" ]; do
      # Between two lives, and after the last one, what it said is of an earlier one.
      case $(read_outside "$record" 64) in
        "state=active$nl"*) "${self%/*}/let-sleep.sh" --pane "$pane_pid" "$idle" "$channel" ;;
      esac
    done ) &
}
