# One run of the agent, in its own environment.

# Again when a usage limit that ended it is over; sets `status`, and `away` where it could not run.
run_agent() {
  while :; do
    run_conversation
    if [ "$away" ] || ! at_usage_limit; then return 0; fi
  done
}

run() { # new_agent|resume_agent: in the agent's environment, without our FIFOs; sets `status`
  [ -z "$lived" ] || end_life
  [ -z "$stopping" ] || { status=${status:-143}; return; } # told while that went on
  is_ready "$1" || return 0
  lived=yes
  [ "$1$own_id" != new_agentyes ] || name_conversation
  ! has_channel || tell_starting
  ( exec 8>&- 9>&-
    # Whatever names the environment brings, these are ours: an env file does not set them.
    set -- "$mark" "$channel" "${self%/*}" "$unit" \
      "$1" "$conversation" "$memory/conversations" "$program" "$login_path"
    unset OLDPWD
    agent_environment
    unset MOSAIC_CHANNEL MOSAIC_TOOLS MOSAIC_UNIT
    [ -z "$2" ] || export MOSAIC_CHANNEL="$2" MOSAIC_TOOLS="$3"
    # shellcheck disable=SC2030 # meant for the agent alone
    [ -z "$4" ] || export MOSAIC_UNIT="$4"
    export MOSAIC_RUN="$1"
    shift 4
    "$@" )
  status=$?
}

tell_starting() { # in a unit's first life that is told already: see `tell_at_once` and `tell_start`
  [ "$told" ] || {
    note_outside "$channel/activity" "$starting"
    note_event "$memory" activity starting launcher '' '' "$untold"
    untold=''
  }
  told=''
  tell_person "${self%/*}" started "${conversation:+"conversation $conversation"}"
}

# new_agent|resume_agent: enters the workdir and finds the program; 1, with `status` and `away`, where one is
# away.
is_ready() {
  away=''
  if ! cd -- "$workdir" 2>/dev/null; then
    excerpt "$workdir"
    away=folder status=66
    echo "mosaic: workdir \`$excerpt\` cannot be entered"
    return 1
  fi
  # What `say_how` wrote of this one.
  eval "login_path=\$${1%_agent}_path; set -- \"\$1\" \"\$${1%_agent}_program\" \"\$${1%_agent}_sought\""
  if ! look_for "$2" "$3"; then
    away=program status=72
    echo "mosaic: $lost"
    return 1
  fi
  eval "${1%_agent}_program=\$program ${1%_agent}_path=\$login_path"
}

# Waits until the end of the usage limit that the agent ended at, where that is known; 1 otherwise. No restart
# is used up by it.
at_usage_limit() {
  [ -z "$stopping" ] || return 1
  kind='' till=''
  [ -z "$channel" ] || while IFS='=' read -r key value; do
    case $key in
      kind) kind=$value ;;
      until) till=$value ;;
    esac
  done <<END
$(read_outside "$channel/activity" 16384)
END
  if [ "$kind" != quota ] || ! decimal "$till"; then return 1; fi
  left=$((number - $(date +%s)))
  { [ "$left" -gt 0 ] && [ "$left" -le 691200 ]; } || return 1 # no limit is longer than a week
  echo "mosaic: ended with status $status at its usage limit, starts again in $left s"
  pause_for "$left"
  [ -z "$stopping" ]
}

pause_for() { sleep "$1" & wait $! || kill -s KILL $! 2>/dev/null; } # SECONDS: Ctrl-C and TERM cut it short
