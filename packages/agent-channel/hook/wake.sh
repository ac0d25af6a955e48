# At the end of a usage limit the agent is prompted on.

wake() { # sleeps until the limit ends, and prompts the agent, unless somebody has done so
  hold_outside 9 "$channel/.wake" && flock -n 9 || exit
  woken=''
  while until_now; do
    [ "$woken" != "$until" ] || break
    woken=$until
    sleep "$seconds"
    leave_alone
  done
  known kind=quota || exit
  now=$(date +%s)
  close_menu
  find_state "$channel" && make_folder "$state/queue" || exit
  # Before what waits: whoever has worked since needs it no more
  at=$now
  ! decimal "$(messages_outside "$state/queue" | head -n 1 | cut -c 1-10)" || at=$((number - 1))
  replace_outside "$state/queue/${at}000-resume-$now" 'Go on where the usage limit stopped you.'
  exec 9>&- # before the next limit, which starts the next one
  drain ''
}

# sets `until` and `seconds` to sleep; 1 where there is no limit any more. It may have moved meanwhile
until_now() {
  kind='' until=''
  settings_outside "$channel/activity" 16384 kind until
  [ "$kind" = quota ] || return
  # The text names the minute, the limit ends in it
  seconds=900
  if decimal "$until"; then seconds=$((number + 60 - $(date +%s))); else until=unknown; fi
  [ "$seconds" -le 691260 ] || { until=unknown; seconds=900; } # no limit is longer than a week
  [ "$seconds" -gt 5 ] || seconds=5 # the menu at the limit takes a moment to come up
}

# Claude Code may go on by itself, up to a minute behind the limit, and says so until then. Ours would be
# a second prompt, but for one that lets its time pass.
leave_alone() {
  tries=60
  while [ $((tries -= 1)) -ge 0 ] && known kind=quota && on_screen "$limit_own"; do sleep 5; done
}

# With a subscription Claude Code may ask what to do at its limit; Codex whether another model will do. Both
# show `limit_menu` then; what is pasted into it is lost. It takes a moment until it is gone.
close_menu() {
  tries=5
  while [ $((tries -= 1)) -ge 0 ] && on_screen "$limit_menu"; do
    hold_outside 7 "$channel/lock" && bounded 10 flock 7 &&
      bounded 10 "$client" -N -S "$socket" send-keys -t "$pane" Escape </dev/null
    exec 7>&-
    sleep 0.5
  done
}

# PATTERN: is it there? Into a file, for a tmux server that is stopped keeps a pipe open for ever.
on_screen() {
  [ "$1" ] && aim "$channel" && scratch_outside 8 "$channel/.menu.$$" || return
  bounded 10 "$client" -N -S "$socket" capture-pane -p -t "$pane" </dev/null >"$held"
  grep -Eq -e "$1" "$held"
  set -- $?
  rm -f -- "$channel/.menu.$$"
  exec 8>&-
  return "$1"
}
