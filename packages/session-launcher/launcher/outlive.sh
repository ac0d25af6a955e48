# Who sees the end of a pane half by hand, whatever ends it: a process beside it that waits in a read, and
# ends what it left. See docs/decisions/0013-an-end-is-seen.md.

tell_the_end() { # starts that process, which holds the end of the FIFO `leash`; its number is `watcher`
  trap 'rm -rf "$dir"' EXIT
  { [ "$herald" ] && [ -p "$dir/leash" ] && [ ! -L "$dir/leash" ]; } ||
    mkfifo "$dir/leash" 2>/dev/null || { rm -rf -- "$dir/leash" && mkfifo "$dir/leash"; } || return 0
  exec 8<>"$dir/leash"
  # Its parent is gone at once: nobody takes it for the agent's.
  watcher=$(trap '' HUP INT QUIT TERM; ( exec </dev/null >/dev/null 2>&1; outlive ) & echo $!)
  # bash runs it for a HUP too. A FIFO that nobody reads might be full.
  trap '! kill -0 "$watcher" 2>/dev/null || echo "${stopping:-$settled}" >&8
    [ -e "$dir/stopper" ] || rm -rf "$dir"' EXIT # who stops it removes that, or else the process beside
}

outlive() { # waits for the end of the pane half, and ends what it left where it could not
  bound_reads
  # Opened while our 8 held the other end. Others can write there too: a line counts once the pane half is
  # gone, or once a unit has taken the session over, whose manager does what we would.
  { exec 8>&- 9>&-
    # shellcheck disable=SC2086,SC2229 # an option and its value are two words
    while read -r $at_most line || { line=''; false; }; do
      [ ! -e "$dir/adopted" ] || exit 0
      case $line:$stopper in
        unrecorded:*) unrecorded=yes ;;
        stopper:*) stopper=yes; continue ;;
        yes:yes) continue ;; # who stops it says when that is done, and holds the FIFO open until then
      esac
      ! is_gone || break
    done
  } < "$dir/leash"
  # At the end of the FIFO it has no files any more, but may have children: who is below it is not ended.
  is_gone
  # Who stops an agent ends what it left, and tells of it; nobody does after a mere TERM.
  case $line in
    end)
      [ ! -e "$dir/stopper" ] || rm -rf "$dir"
      exit 0 ;;
    yes) patience='0.3 0.5 1 1' ;;
    *) # there may be space by now: who is said to run, and has no session, is known to have been cut short
      [ -z "$unrecorded" ] || read_outside "$record" 1 >/dev/null || record active ;;
  esac
  read -r watcher _ < /proc/self/stat # itself
  unbound
  end_life
  # Told only behind what this very pane half wrote last.
  said=$(read_outside "$record" 4096)
  case $said in
    *"${nl}pane=$pane_pid") [ "$strays" = 0 ] || replace_outside "$record" "$said${nl}strays=$strays" ;;
  esac
  [ -e "$dir/adopted" ] || rm -rf "$dir"
}

# Whether the pane half is, at once or within half a second; also where nobody has taken note of its end yet.
is_gone() {
  for pause in 0.02 0.08 0.2 0.2 ''; do
    ! has_ended "$pane_pid" || return 0
    [ -z "$pause" ] || sleep "$pause"
  done
  return 1
} 2>/dev/null
