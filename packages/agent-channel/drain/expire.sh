# A message may be handed over until its time is up: `MILLISECONDS.EXPIRES-ID`, seconds since the epoch.
# Whoever meets one after that takes it out, by a rename to `taken/MILLISECONDS.expired-ID`: of all who want
# it one gets it, and who dies behind that leaves a name that tells its end. `queue --cancel` does the same
# with `cancelled`.

overdue() { # NAME: is it never to be handed over any more? That this cannot be told (no clock) is a no
  case $1 in *.expired-*|*.cancelled-*) return 0 ;; *.*-*) ;; *) return 1 ;; esac
  _due=${1#*.}
  decimal "${_due%%-*}" && [ "$(date +%s)" -ge "$number" ]
}

withdrawn() { # NAME: was it taken out for good? Sets `outcome` and `why`
  case $1 in
    *.expired-*) outcome=expired why=$reason_too_late ;;
    *.cancelled-*) outcome=cancelled why=$reason_withdrawn ;;
    *) return 1 ;;
  esac
}

expire_queue() { # ends what is overdue, whatever the agent does
  for name in $(messages_outside "$queue"); do
    overdue "$name" || continue
    file=$queue/$name
    withdrawn "$name" || name=${name%%.*}.expired-${name#*-}
    began=$now
    ! take_text "$file" || ! own_it || ! withdrawn "$name" || finish "$outcome" "$why"
  done
} 2>/dev/null

own_it() { # takes `file` out of the queue as `name`, to end it: 1 where another one was quicker
  if move_outside "$file" "$taken/$name"; then file=$taken/$name; return 0; fi
  [ ! -e "$file" ] || [ -d "$taken/$name" ] || exit 73
  return 1
}
