# What senders who died left: it is not pasted again, and the next message does not come behind it.

recover_all() { # 1 where nothing may be pasted behind one; first ends what is overdue
  clock
  expire_queue
  most=$left_most
  for name in $(messages_outside "$taken"); do
    file=$taken/$name
    take_text "$file" || continue # none of ours
    [ "$most" -gt 0 ] && most=$((most - 1)) || return 0
    recover || return
  done
}

recover() { # ends `file`, where that can be told; 1 where nothing may be pasted yet, and `why` says so
  name=${file##*/}
  ! recorded "${name#*-}" || { discard; return; }
  clock; began=$now
  ! withdrawn "$name" || { finish "$outcome" "$why"; return; }
  # In seconds: a shell may count no further than 2^31
  put_at=${name%%[.-]*}
  decimal "${put_at%???}"; age=$(($(date +%s) - number))
  settings_outside "$channel/activity" 16384 source
  [ "$source" != native ] || [ "$age" -gt $((native_ms / 1000)) ] || return 0 # its plugin may be at it still
  may_recover || return
  at_pane || return
  before='' off_before=$off
  ! interrupted || { why=$(obstacle_reason); return 1; }
  find_left
  if [ "$left" = alone ] && [ "$draft" ]; then # Enter completes it, unless that would be too late
    last=$screen
    overdue "$name" || ! enter 1 "$enter_ms" || { finish delivered; return; }
  elif [ -z "$draft" ]; then settle_line || { why=$reason_left_over; return 1; }
  fi
  [ "$left" != none ] || unseen=$unseen$(ending)$nl
  finish uncertain "$reason_sender_died"
}

find_left() { # sets `left` to where its text stands: alone, behind, cut, none; it may not be painted yet
  gathers='' part=$(cat <"$text"; echo .) part=${part%.} tries=1
  # Of what was pasted, it passed on all lines but the last
  ! reads_lines || { gathers=yes; part=${part##*"$nl"}; }
  [ "$age" -gt 2 ] || tries=$((left_ms / 50))
  while :; do
    if [ "$draft" ]; then left=none; ! holds_it || left=alone
    else find_at_cursor; fi
    [ "$left" = none ] && [ $((tries -= 1)) -gt 0 ] || return 0
    sleep 0.05
    look || exit 69
  done
}

# In a line that a program without a box reads. What the terminal gathers is taken back before the program
# sees it, where nothing else can be in it; 1 where it stands behind something else.
settle_line() {
  case $gathers:$left in
    :none) ;;
    :alone)
      ! overdue "$name" || return
      guarded "send-keys -t $pane Enter"
      ! still_alone ;;
    yes:none) if ! tty_has echo || [ "$x" = 0 ]; then take_back && left=gone; fi; return 0 ;;
    yes:alone|yes:cut) take_back && ! still_alone ;;
    *) return 1 ;;
  esac
}

still_alone() { # does it not go, whatever it got?
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.05
    at_pane || return
    find_at_cursor
    [ "$left" != none ] || { left=gone; return 1; }
  done
}
