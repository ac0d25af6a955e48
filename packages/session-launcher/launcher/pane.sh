# The pane half: what tmux runs in the pane, with the agent as its child.

# DIR MODE STARTER: MODE is `unit` under a unit; `scrubbed-guest` there on another server, or `scrubbed-hand`,
# where the server's environment was shed.
pane() {
  dir=$1 pane_pid=$$ leader=$$
  { own_folder "$dir" && [ ! -L "$dir/life" ] && plain "$dir/launch"; } || exit 75
  # Without a name it is a pipe of the starter's: see `open_life`.
  life=$dir/life
  [ -e "$life" ] || life=/proc/$3/fd/4
  # `<>` on a FIFO that is gone would make a plain file.
  [ -p "$life" ] || exit 75
  exec 9<>"$life" # read and write: the open never blocks
  # shellcheck disable=SC1091 # written by `launch`
  . "$dir/launch"
  [ "$starter" = "$3" ] || exit 75 # written by a later one, for its own pane half: ours was killed
  # Read once. To empty it takes no process.
  if plain "$dir/launch"; then : >|"$dir/launch"; else rm -rf -- "$dir/launch"; fi
  # The server's bus is none; the unit's own is what its manager answers on.
  unset DBUS_SESSION_BUS_ADDRESS
  [ -z "$bus" ] || export DBUS_SESSION_BUS_ADDRESS="$bus"
  [ -z "$user_runtime" ] || export XDG_RUNTIME_DIR="$user_runtime"
  # The agent gets signals with their default action; we stay to report. HUP ends us, and then the agent gets
  # it.
  trap 'stopping=yes' TERM
  trap : INT QUIT
  new_mark
  write_target
  if [ "$unit" ]; then run_in_unit; else run_by_hand; fi
}

run_in_unit() { # one life: what comes behind it is the unit's to say
  settle_in_unit || { echo 'exit 71' >&9; exit 71; }
  echo up >&9
  run_agent
  report
}

run_by_hand() { # life after life
  # Without it a start takes us for dead.
  note_outside "$dir/pane" $$ || { echo 'exit 73' >&9; exit 73; }
  note_birth
  tell_the_end
  keep_running
}

has_channel() { # whether there is one, below folders that are no links
  [ "$channel" ] && own_folder "${channel%/*/*}" "${channel%/*}" "$channel"
}

write_target() { # what the scripts beside the agent have to know of its pane
  has_channel || return 0
  set -- "draft=$draft${nl}shown=$shown${nl}empty=$empty${nl}dialogs=$dialogs${nl}on_quota=$on_quota"
  set -- "session=$name$nl$1${nl}rollouts=$rollouts${nl}workdir=$workdir"
  set -- "client=$client${nl}socket=${TMUX%,*,*}${nl}pane=$TMUX_PANE$nl$1"
  tell_at_once "$1" || note_outside "$channel/target" "$1"
}

# TEXT: under a unit: that file, and that the agent starts, by one process; sets `told`. The unit's own folder
# is new, on the channel's file system. 1 where that mv(1) knows no -t, or where a folder stands.
tell_at_once() {
  [ "$unit" ] || return
  note_outside "$dir/target" "$1" && note_outside "$dir/activity" "$starting" &&
    mv -f -t "$channel" -- "$dir/target" "$dir/activity" && told=yes
} 2>/dev/null

# Sets `mark`, which the environment of all that it starts bears. Its folder is no secret: the random part
# proves that it is of this very life. Under a unit that is the invocation's id, which costs nothing.
new_mark() {
  source=/proc/sys/kernel/random/uuid
  [ "$secret" ] || [ -r "$source" ] || secret=$(uuidgen)
  [ "$secret" ] || while [ ${#secret} -lt 36 ]; do
    case ${#secret} in
      8|13|18|23) secret=$secret- ;;
      *) # a digit of each read, for dash gets no more from this file at once
        read -r digit < "$source" || :
        secret=$secret${digit%"${digit#?}"} ;;
    esac
  done
  mark=$dir:$secret
  note_outside "$dir/mark" "$secret"
} 2>/dev/null

note_birth() { # sets `born`, when the pane half began (stat(5) 22), and notes it down for who comes after it
  IFS= read -r born < "/proc/$pane_pid/stat"
  # shellcheck disable=SC2086 # a field each, from the third on
  set -- ${born##*) }
  born=${20-}
  note_outside "$dir/born" "$born"
} 2>/dev/null
