# A session that was started by hand, and that a unit takes over: same pane, its processes moved into the
# unit, its FIFO watched.

adopt() { # dies of 71 where the pane half cannot be told or moved
  rm -f "$dir/life" "$dir/launch"
  replace_outside "${life%/life}/adopted" '' ||
    die 71 "session \`$name\` cannot be told that the unit restarts it now: free space in ${life%/life}"
  [ -p "$life" ] || life=/proc/$pane_pid/fd/9
  open_fifo
  move_all
  ! in_unit "$pane_pid" || { release_watcher; return 0; }
  set -- "end its pane (tmux -L $socket kill-pane -t $pane_id) and start the unit again"
  die 71 "the processes of session \`$name\` cannot be moved into $unit: $1"
}

release_watcher() { # has the process end that would see the end of the pane half: it is outside the unit
  leash=${life%/life}/leash
  { [ -p "$leash" ] && [ ! -L "$leash" ]; } || return 0
  # Nobody may be there to read it.
  # shellcheck disable=SC2016 # the inner shell expands it
  bounded 2 /bin/sh -c 'echo >"$1"' sh "$leash" 2>/dev/null || :
}

move_all() { # into the unit; again while children were born outside meanwhile
  members=''
  for _ in 1 2 3 4 5; do
    joined=$members
    list_members
    [ "$members" != "$joined" ] || break
    for member in $members; do join_unit "$member" 2>/dev/null || :; done
  done
}

list_members() { # sets `members`: the pane half and all that is below it
  members=$(ps -A -o pid=,ppid= | awk -v pids="$pane_pid" '
    { below[$2] = below[$2] " " $1 }
    END {
      while (n = split(pids, pid)) {
        pids = ""
        for (i = 1; i <= n; i++) { print pid[i]; pids = pids below[pid[i]] }
      }
    }')
}
