# Under a unit: its main process. READY=1 once the agent runs, then its end is ours.

supervise() { # takes the session, hears of it until it ends, and ends as it did
  trap 'stopping=yes' TERM
  choose_folders
  runtime=${dir%/agents/*} pane_mode=unit
  # That the runtime folder keeps others out was judged for the holder; a unit's own is made by its manager.
  if [ "$dir" = "$runtime" ] || ! own_folder "$runtime" "$runtime/agents" "$dir"; then
    die 73 "$dir cannot be used: it has to be a folder of your own, made by the unit's RuntimeDirectory="
  fi
  # The fleet's own is the one that the holder has noted down.
  choose_socket "${MOSAIC_TMUX_SOCKET-mosaic-fleet}"
  is_holders || guest=yes pane_mode=guest
  know_unit
  check_env_file "$config/agents/$name.env"
  launch
  open_life
  take_session
  bound_reads
  await_up
  exec 4>&- # from here the pane half alone holds the FIFO: end of file means that it is gone
  cd /
  [ "$what" != up ] ||
    systemd-notify --ready --status="runs: session $name on socket $socket, pane half $pane_pid$lacks"
  [ "$what" != up ] || { is_awake; tell_start; }
  while [ -z "$stopping" ] && [ "$what" != exit ]; do hear || what=exit status=75; done
  stop_agent
  end_as_it_did
}

is_holders() { # whether the server on our socket is the holder's
  # A subshell whose processor time has an end costs a third of `read_outside`, which was 7 % of a start.
  # shellcheck disable=SC3045 # where it is missing nothing is lost
  kind=$(ulimit -c 0; ulimit -t 1; plain "$runtime/servers/$socket" || exit
    { read -r server_pid _ kind _ <"$runtime/servers/$socket" && echo "$kind $server_pid"; } 2>/dev/null) || :
  server_pid=${kind#* } kind=${kind%% *}
  [ "$kind" = holder ]
}

know_unit() { # sets `cgroup`, `unit`, and `secret`, the invocation's id
  while IFS=: read -r hierarchy _ cgroup && [ "$hierarchy" != 0 ]; do :; done </proc/self/cgroup
  # An env file may name another one.
  # shellcheck disable=SC2031 # it is the environment's
  unit=${MOSAIC_UNIT-}
  case $cgroup/ in /|*/"${unit:-/}"/*) ;; *) unit=${cgroup##*/} ;; esac
  case ${INVOCATION_ID-} in *[!0-9a-f]*) ;; *) secret=${INVOCATION_ID-} ;; esac
}

# FILE: the manager drops one that is no UTF-8, or holds a NUL, whole and without a word: then none of its
# names is set.
check_env_file() {
  named='' comment=''
  [ -f "$1" ] || return 0
  { while IFS= read -r line || [ "$line" ]; do
    case $comment in *\\) line=\#$line ;; esac # before systemd 254 it goes on
    comment=''
    key=${line%%=*} key=${key##*[ 	]}
    case $line in
      [\#\;]*) comment=$line; continue ;;
      *=*) ;;
      *) continue ;;
    esac
    case $key in
      ''|[0-9]*|*[!A-Za-z0-9_]*|TERM|TMUX*|PWD|OLDPWD|SHLVL|_) continue ;;
    esac
    eval "[ -z \"\${$key+set}\" ]" || return 0
    named=yes
  done < "$1"; } 2>/dev/null
  [ -z "$named" ] || die 78 "$1 is not read by systemd, for it is no UTF-8 or holds a NUL: mend it"
}

# Standard input becomes what the pane half writes to; 4 holds it open until that does. Where the holder's
# panes can open what this process has, it is a pipe without a name, which no process has to make: of a
# here-document, opened once more for both. Older releases of bash make that a file.
open_life() {
  life=$dir/life
  if [ "$pane_mode" = unit ] && is_near; then
    exec 5<<END
END
    # shellcheck disable=SC2094 # one pipe, both of its ends
    [ ! -p /proc/self/fd/5 ] || { exec 4<>/proc/self/fd/5 <&5 5<&-; return; }
    exec 5<&-
  fi
  make_fifo
  open_fifo
}

# Whether the server is in the same namespaces: a drop-in may put it, or this unit, into some of its own.
is_near() {
  decimal "$server_pid" || return
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  [ "/proc/$number/ns/user" -ef /proc/self/ns/user ] && [ "/proc/$number/ns/pid" -ef /proc/self/ns/pid ]
}

make_fifo() { # of the name `life`, whatever stood there
  { [ ! -e "$life" ] && [ ! -L "$life" ]; } || rm -rf -- "$life"
  mkfifo "$life" || die 73 "the FIFO $life cannot be made: free space or mend permissions there"
}

# So that no open blocks.
# shellcheck disable=SC2094 # one FIFO, both of its ends
open_fifo() { exec 4<>"$life" <"$life"; }

await_up() { # sets `what` to the first that the pane half of a new session says; one that runs is adopted
  what=up
  if [ $found = running ]; then adopt; return; fi
  [ -z "$stopping" ] || return 0
  what=''
  while [ -z "$what$stopping" ]; do hear || break; done
}

end_as_it_did() { # ends this process as the agent ended, or well where that was asked for
  record inactive
  [ -z "$stopping" ] || { tell_life inactive; exit 0; }
  tell_exit
  [ "$status" != 0 ] || has_finished
  [ "$status" != 75 ] || systemd-notify --status="session $name is gone"
  # Ended by a signal that ends: so do we, without a second core.
  # shellcheck disable=SC3045 # dash, bash and busybox have it; where it is missing nothing is lost
  case $status in
    129|13?|14[0-4]|15[2-9]) ulimit -c 0 2>/dev/null; trap - TERM; kill -s $((status - 128)) $$ ;;
  esac
  exit "$status"
}
