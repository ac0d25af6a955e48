# How a hook of the person is run: apart from the agent, in the person's environment, for ten seconds at most.

start_runner() {
  # In a unit of its own: an agent's unit, when it ends, kills whatever is in its cgroup. The manager's
  # environment is the person's. A `$` would be expanded there.
  case $self$channel$hooks in *\$*) ;; *) ! in_own_unit || return 0 ;; esac
  # Without the mark by which a stop of the agent finds what is the agent's
  set_environment env -i
  eval "detached $environment \"\$self\" --run \"\$channel\" \"\$hooks\""
}

in_own_unit() {
  bounded 5 systemd-run --user --quiet --no-block --collect -p StandardOutput=null -p StandardError=null \
    -p TimeoutStopSec=2 --description="Hooks for agent ${channel##*/}" -- "$self" --run "$channel" "$hooks"
} </dev/null >/dev/null 2>&1

# WORD...: sets `environment` to these and the person's variables, quoted: none of ours, and none that an
# agent was given
set_environment() {
  environment=$*
  for _name in HOME USER LOGNAME SHELL PATH LANG TZ DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY \
    XAUTHORITY $(env | sed -n 's/^\(XDG_[A-Z_]\{1,60\}\)=.*/\1/p' | sort -u); do
    eval "[ -z \"\${$_name+set}\" ]" || environment="$environment \"$_name=\$$_name\""
  done
}

run_waiting() { # until nothing waits, by one at a time for each agent
  hold_outside 8 "$channel/hooks/runner" && bounded 2 flock 8 || return 0
  cd -- "${HOME-/}" 2>/dev/null || cd /
  while take_event; do
    run_hook
    ! find_state "$channel" || note_end
  done
}

run_hook() { # sets `ended` to its exit status, `timeout`, or why it is not run
  ended=refused
  has_hook "$event" && [ -z "$(find "$hooks/$event" -prune -perm -002)" ] || return 0
  socket=${channel%/*} socket=${socket##*/}
  set_environment exec "$own_session" timeout -k 1 10 env -i
  read -r began _ </proc/uptime
  ( exec </dev/null >/dev/null 2>&1 7>&- 8>&-
    eval "$environment" '"MOSAIC_FLEET=$socket" "MOSAIC_AGENT=${channel##*/}" "MOSAIC_EVENT=$event"' \
      '"MOSAIC_REASON=$reason" "MOSAIC_AT=$at" "$hooks/$event"' ) &
  child=$!
  wait "$child"
  ended=$?
  read -r now _ </proc/uptime
  case $ended:$((${now%.*} - ${began%.*})) in
    124:?|137:?|143:?) ;;
    124:*|137:*|143:*) ended=timeout ;;
  esac
  # What it left in its own session ends with it
  [ -z "$own_session" ] || kill -s KILL -- "-$child" 2>/dev/null
}
own_session=$(command -v setsid) || own_session=''

note_end() { # in `hooks` of the agent's state: a line for each kind of event, how its hook ended last
  _lines='' _total=$dropped
  _text=$(text_outside "$state/hooks" 4096)
  while IFS= read -r _line; do
    case $_line in
      "event=$event "*) ! decimal "${_line##* dropped=}" || _total=$((number + dropped)) ;;
      event=*) _lines=$_lines$_line$nl ;;
    esac
  done <<END
$_text
END
  replace_outside "$state/hooks" "${_lines}event=$event at=$at ended=$ended dropped=$_total"
}
