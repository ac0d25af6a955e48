# The launcher's folders by hand: made, kept from others, and cleared of what earlier starts left.

# Sets `runtime`, makes it, and refuses one that others can reach. Of the folders in it, and of the state
# folder, those that others can enter are closed to them.
choose_runtime() {
  name_runtime
  [ -d "$runtime" ] || mkdir -- "$runtime" 2>/dev/null
  if ! own_folder "$runtime" || [ ! -w "$runtime" ]; then
    set -- "it must be a folder of your own; remove what stands there or mend XDG_RUNTIME_DIR"
    die 73 "$runtime cannot be used: $1"
  fi
  # What others may enter, of all that matters. In a folder that keeps them out the mode of those in it does
  # not: systemd makes this one with 0755.
  wide=$nl$(find "${runtime%/*}/." "$runtime" "$runtime/hand" "$runtime/servers" "$runtime/channels" \
    "$state" "$state/agents" "$state/events" "$state/sessions" \
    -prune \( -perm -040 -o -perm -020 -o -perm -010 -o -perm -004 -o -perm -002 -o -perm -001 \) \
    2>/dev/null)$nl
  if is_wide "$runtime" && is_wide "${runtime%/*}/."; then
    die 73 "$runtime cannot be used: others can enter it; run chmod 700 $runtime, or mend XDG_RUNTIME_DIR"
  fi
  for folder in "$runtime/hand" "$runtime/servers" "$runtime/channels" \
    "$state" "$state/agents" "$state/events" "$state/sessions"; do
    if is_wide "$folder" && own_folder "$folder"; then chmod go= "$folder"; fi
  done
}

# FOLDER: whether others may enter it, by `wide`.
is_wide() { case $wide in *"$nl$1$nl"*) ;; *) return 1 ;; esac; }

make_room() { # FOLDER: one of ours in the runtime folder, whatever stood there
  make_ours "$1" || { rm -f -- "$1" && make_ours "$1"; } ||
    die 73 "$1 cannot be made: free space or mend permissions there"
}

remove_at_exit() { # until the session owns its folder
  trap 'rm -rf "$dir"' EXIT
  trap 'exit 1' HUP INT TERM
}

# Folders of this agent whose starter and pane half are both dead, and what they left running.
clear_left_over() {
  set +f; set -- "$runtime/hand/$name".*; set -f
  for dir in "$@"; do
    if ! decimal "${dir##*.}" || [ ! -d "$dir" ]; then continue; fi
    if own_folder "$dir"; then
      if kill -0 "$number" || has_pane_half; then continue; fi
      know_mark
      end_life
    fi
    rm -rf -- "$dir"
  done 2>/dev/null
  mark='' born=''
}

know_mark() { # sets `mark` and `born` to what a pane half of `dir` noted of itself
  mark=$(read_outside "$dir/mark" 64) born=''
  case $mark in
    ''|*[!0-9a-f-]*) mark='' ;;
    *) mark=$dir:$mark ;;
  esac
  ! decimal "$(read_outside "$dir/born" 24)" || born=$number
}

# Whether a process of `dir` is alive; where its number was lost, by the FIFO that it holds open as 9.
has_pane_half() {
  if decimal "$(read_outside "$dir/pane" 24)" && [ "$number" -gt 1 ]; then kill -0 "$number"; return; fi
  set +f; set -- /proc/[0-9]*/fd/9; set -f
  for pid in "$@"; do [ "$(readlink "$pid")" != "$dir/life" ] || return 0; done
  return 1
} 2>/dev/null
