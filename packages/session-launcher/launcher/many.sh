# Many by hand at once: what a start does by processes of its own is done here once for all of them. Only what
# goes smoothly is done here. Who is not told as started is to be started alone, which says what is wrong.

# FILE: of the lines NAME RESTART SECRET IDLE on standard input starts those that nothing speaks against, and
# prints the names of those that run then. FILE has a function for each line, `environment_1` and so on, and
# is removed at once.
start_many() {
  list='' row=0 ordered=0 pane_mode=hand
  while IFS= read -r line; do list=$list$line$nl; done
  exec </dev/null
  plain "$1" || exit 73
  # shellcheck disable=SC1090 # made by the caller
  . "$1"
  rm -f -- "$1"
  callers=$(export -p | sed -nE 's/^(export|declare -x) ([A-Za-z_][A-Za-z0-9_]*).*/\2/p')
  choose_folders
  need_tmux
  choose_runtime
  choose_socket "${MOSAIC_TMUX_SOCKET-mosaic-fleet}"
  make_room "$runtime/hand"
  clear_old_batches
  batch=$runtime/hand/.batch.$$ dir=$runtime/hand/.batch.$$
  remove_at_exit
  mkdir -- "$batch" || exit 73
  ensure_server
  find_taken
  make_folders
  [ "$names" ] || exit 0
  clear_channels
  : >"$batch/made"
  exec 6<>"$batch/herald"
  herald=$batch/herald
  while read -r name restart secret idle; do
    row=$((row + 1))
    case $names in *" $name "*) ;; *) continue ;; esac
    ( order_session ) 2>/dev/null || { rm -rf -- "$runtime/hand/$name.$$"; continue; }
    ordered=$((ordered + 1))
    [ $((ordered % 20)) != 0 ] || give_orders
  done <<END
$list
END
  give_orders
  hear_heralds
  settle_batch
}

clear_old_batches() { # whose process was killed
  set +f; set -- "$runtime/hand/".batch.*; set -f
  for dir; do
    if decimal "${dir##*.}" && ! kill -0 "$number" 2>/dev/null; then rm -rf -- "$dir"; fi
  done
}

clear_channels() { # of what their pane halves write anew, which takes a process where something stands
  set --
  for name in $names; do
    channel=$runtime/channels/$socket/$name
    own_folder "${channel%/*/*}" "${channel%/*}" "$channel" || continue
    set -- "$@" "$channel/target" "$channel/activity"
  done
  [ $# = 0 ] || rm -f -- "$@" 2>/dev/null
}

find_taken() { # sets `taken` to the names of all sessions, and of all agents that have a pane
  taken=' '
  tm list-panes -a -F '#{session_name} #{@mosaic_agent}' >"$batch/taken" 2>/dev/null ||
    case $? in 124|137) exit 69 ;; esac
  while read -r held marked; do taken="$taken$held $marked "; done <"$batch/taken"
}

# Sets `names` to those of `list` that are free and of which nothing is left; makes their folders, and the
# FIFOs in them.
make_folders() {
  names=''
  set +f; set -- "$runtime/hand/"[a-z0-9]*.*; set -f
  for folder; do is_left "$folder" || rm -rf -- "$folder"; done
  set --
  while read -r name _; do
    case $taken in *" $name "*) continue ;; esac
    set -- "$@" "$runtime/hand/$name.$$"
    names="$names $name "
  done <<END
$list
END
  [ "$names" ] || return 0
  mkdir -- "$@" || names=''
  for folder; do shift; set -- "$@" "$folder/life" "$folder/leash"; done
  mkfifo -- "$batch/herald" "$@" || names=''
  [ "$names" ] || { for life; do rm -rf -- "${life%/*}"; done; }
}

# FOLDER: 1 where it is of a start that was killed before anything ran there; else its agent is `taken`.
is_left() {
  name=${1##*/}
  name=${name%.*}
  case $taken in
    *" $name "*) ;;
    *) [ -e "$1/mark" ] || ! decimal "${1##*.}" || kill -0 "$number" 2>/dev/null || return
      taken="$taken$name " ;;
  esac
}
