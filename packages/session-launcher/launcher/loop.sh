# Life after life, for machines without a user manager: what Restart= is under a unit. A delay that doubles, a
# burst, then the last screen. Each turn is: run_agent, judge_end, end_life, then wait for the next one.

keep_running() { # says `up`, and returns never
  record active
  echo up >&9
  # Whoever started many waits for all of them at one place. It may be gone.
  [ ! -p "$herald" ] || { echo "$name" 1<>"$herald"; } 2>/dev/null
  untold=active
  watch_idle
  delay=$restart_delay
  while :; do
    settled=''
    read_clock; began=$clock
    run_agent
    read_moment; ended=$number
    tell_untold
    [ ! -e "$dir/adopted" ] || { settled=end; report; } # a unit took the session over: it restarts
    leave_if_told
    read_clock
    [ $((clock - began)) -lt 600 ] || { in_a_row=0 delay=$restart_delay; }
    judge_end
    clear_life
    leave_if_over
    moment=''
    if [ $next = failed ]; then wait_for_enter; else wait_for_delay; fi
    leave_if_told
    restarts=$((restarts + 1)) away='' spent=''
    # What stood in the input box of the life before would be taken for a draft in this one's.
    printf '\033[2J\033[H'
    record active
    untold=active
  done
}

# That it runs is told together with what its agent does first, or else behind its end.
tell_untold() { [ -z "$untold" ] || tell_life "$untold"; untold=''; }

leave_if_told() { # ends the pane half where it got TERM
  [ "$stopping" ] || return 0
  spent=''
  record inactive
  tell_life inactive
  exit 0
}

# Sets `next`, the state from now on, `over` where no restart is to come by itself, for the policy or for 78,
# and, of one that failed for good, `spent` to the restarts in a row that it used up.
judge_end() {
  next=failed over=yes spent=0
  case $restart_policy:$status in
    no:0|on-failure:0) next=inactive ;;
    no:*|*:78) ;;
    *)
      over=''
      spent=$in_a_row
      [ "$in_a_row" -ge "$restart_burst" ] || next=activating ;;
  esac
  [ $next = failed ] || spent=''
}

clear_life() { # ends what the life left, and makes the terminal a plain one again
  strays=''
  record $next # at once: to end what is left may take its time
  [ "$stopping" ] || tell_end
  end_life
  lived='' settled=end
  leave_if_told
  [ "$strays" = 0 ] || record $next
  stty sane 2>/dev/null
  printf '\033[?1049l\033[?2004l\033[?1000l\033[?25h\n'
}

tell_end() { # and that it is given up, once, with the reason
  tell_exit
  [ $next = failed ] || { tell_life $next; return; }
  why="ended with status $status"
  [ -z "$away" ] || why="its $away is away"
  after_restarts "$spent"
  tell_life failed "$why"
  ! has_channel || tell_person "${self%/*}" failed "$why"
}

# COUNT: puts before `why` that so many restarts in a row were used up
after_restarts() {
  case $1 in
    0) ;;
    1) why="given up after 1 restart: $why" ;;
    *) why="given up after $1 restarts: $why" ;;
  esac
}

leave_if_over() { # ends the pane half where the policy restarts nothing
  case $over$next in
    yesinactive) exit 0 ;;
    yesfailed) keep_screen; exit "$status" ;;
  esac
}

wait_for_enter() { # the burst is used up
  echo "mosaic: ended with status $status, $in_a_row restarts in a row used up. Enter starts it again."
  read -r _ || :
  in_a_row=0 delay=$restart_delay
}

wait_for_delay() { # and the next one is twice as long
  echo "mosaic: ended with status $status, starts again in $delay s"
  pause_for "$delay"
  in_a_row=$((in_a_row + 1)) delay=$((delay * 2))
  [ "$delay" -le "$restart_max_delay" ] || delay=$restart_max_delay
}
