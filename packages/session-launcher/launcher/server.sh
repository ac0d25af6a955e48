# The fleet's tmux server: found, or by hand founded; what it is told, and the record of which one it is.

answers() { tm show-options -s exit-empty >/dev/null 2>&1; } # whether a server does on our socket

# By hand the fleet's own server is founded when it is away.
ensure_server() {
  answers && return
  case $? in
    124|137)
      set -- "see whether it is stopped (kill -CONT)"
      die 69 "the tmux server on socket \`$socket\` does not answer: $1" ;;
  esac
  [ -z "$guest" ] || return 0 # new_session says what is wrong
  ! call_back || return 0
  for pause in 0.02 0.1 0.3 0.6 0; do # a start may race the exit of an older server
    ! start_server || break
    sleep "$pause"
  done
  load_profile hand
}

# The server that is noted down, where it lives and has lost its socket: it makes that again. 1 where there is
# none, and one may be founded; dies where it is the holder's, which is away just now.
call_back() {
  kind='' path='' number=''
  IFS=' ' read -r pid _ kind path <<END
$(read_outside "$runtime/servers/$socket" 4096)
END
  decimal "$pid" && [ "$number" -gt 1 ] || number=''
  case ${number:+$(ps -o args= -p "$number" 2>/dev/null)} in
    *tmux*" -L $socket "*)
      ! answers || return 0 # another one has founded it since we asked
      kill -s USR1 "$number"
      # Others may have told it too: it makes the socket anew for each, and in between none answers.
      for pause in 0.02 0.1 0.3 1 2 0; do
        [ ! -S "$path" ] || ! answers || return 0
        sleep "$pause"
      done
      set -- "it again: see whether it is stopped (kill -CONT)"
      die 69 "the tmux server $number has lost its socket $path and does not make $1" ;;
  esac
  [ "$kind" = holder ] || return
  case $(systemctl --user is-active mosaic-tmux-holder.service 2>/dev/null) in
    active|activating|deactivating)
      set -- "see systemctl --user status mosaic-tmux-holder"
      die 69 "the server of mosaic-tmux-holder.service is away just now: $1" ;;
  esac
  return 1
}

start_server() ( # in a scrubbed environment, for a server keeps its first one; 1 where none answers then
  cd / || exit
  exec env -i HOME="${HOME-}" USER="${USER-}" LOGNAME="${LOGNAME-}" SHELL="${SHELL:-/bin/sh}" LANG=C.UTF-8 \
    PATH="$PATH" XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR-}" DBUS_SESSION_BUS_ADDRESS="$no_bus" \
    ${TMUX_TMPDIR:+"TMUX_TMPDIR=$TMUX_TMPDIR"} \
    tmux -u -L "$socket" -f /dev/null start-server \; set-option -s exit-empty off \; \
    set-environment -gr DBUS_SESSION_BUS_ADDRESS
) >/dev/null 2>&1 </dev/null

load_profile() { # KIND: the fleet's options, and a record of which server answers on the socket
  tm set-environment -gr DBUS_SESSION_BUS_ADDRESS >/dev/null 2>&1 # no pane inherits it, ours or a person's
  [ ! -f "$config/tmux.conf" ] || tm source-file -q "$config/tmux.conf" >/dev/null 2>&1
  make_room "$runtime/servers"
  set -- "$1" "$runtime/servers/$socket"
  # All in there is ours: it must not keep the server from being noted down.
  vacate "$2" || rm -rf -- "$2"
  fresh_outside "$2"
  set -C
  if tm display-message -p "#{pid} #{start_time} $1 #{socket_path}" >"$fresh"; then move_outside "$fresh" "$2"
  else rm -f -- "$fresh"; fi
  set +C
}

wait_holder() { # bounded: the holder's unit fails when its server does not answer
  need_tmux
  choose_folders
  choose_runtime
  choose_socket mosaic-fleet
  case $socket in
    default)
      set -- "name another in MOSAIC_TMUX_SOCKET of mosaic-tmux-holder.service"
      die 78 "the holder cannot own the default tmux socket: $1" ;;
  esac
  tries=0
  until answers; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] ||
      die 69 "no tmux server answers on socket \`$socket\`: see journalctl --user -u mosaic-tmux-holder"
    sleep 0.05
  done
  load_profile holder
  exit
}
