# What to run: command, program, working directory, and the file that carries it all to the pane half.

# Sets `command` and `resume`; the user's command wins, then the roster's for this runtime, then the runtime's
# own.
choose_command() {
  agent_runtime=${MOSAIC_AGENT_RUNTIME-} command=${MOSAIC_AGENT_COMMAND-}
  case $agent_runtime in codex) rollouts=${CODEX_HOME:-${HOME-}/.codex}/sessions ;; esac
  if [ "$agent_runtime" != "${MOSAIC_ROSTER_RUNTIME-}" ]; then
    draft='' dialogs='' shown='' empty='' shape='' # of another runtime
  elif [ -z "$command" ]; then
    command=${MOSAIC_ROSTER_COMMAND-} resume=${MOSAIC_ROSTER_RESUME-} recorded=$command
  fi
  [ "$command" ] || choose_own_command
  split "$command" || die 78 "MOSAIC_AGENT_COMMAND has an open quote or ends in a backslash: mend it $where"
  [ "$words" ] || die 78 "MOSAIC_AGENT_COMMAND holds no word: set it $where"
}

choose_own_command() { # sets `command` to the runtime's own; without a runtime it is the canary
  if runtime_command "$agent_runtime"; then return; fi
  case $agent_runtime in
    '') quote "$self"; command="$quoted --canary $name"; return ;;
    command) die 78 "runtime \`command\` needs MOSAIC_AGENT_COMMAND: set it $where" ;;
  esac
  excerpt "$agent_runtime"
  set -- "set MOSAIC_AGENT_RUNTIME to one of $runtimes, or MOSAIC_AGENT_COMMAND, $where"
  die 78 "runtime \`$excerpt\` is not known: $1"
}

# Sets `workdir`; `$HOME`, `${HOME}` and `~` are expanded as the whole first component only.
choose_workdir() {
  workdir=${MOSAIC_AGENT_WORKDIR:-${HOME-}}
  # shellcheck disable=SC2016,SC2088 # compared as text, not to be expanded by this shell
  case $workdir in
    '$HOME'|'${HOME}'|'~') workdir=${HOME-} ;;
    '$HOME/'*|'${HOME}/'*|'~/'*) workdir=${HOME-}/${workdir#*/} ;;
  esac
  excerpt "$workdir"
  case $workdir in
    /*) ;;
    *) set -- "set MOSAIC_AGENT_WORKDIR $where to a path that begins with / or ~/"
      die 78 "workdir \`$excerpt\` is not absolute: $1" ;;
  esac
  cd -- "$workdir" 2>/dev/null ||
    die 66 "workdir \`$excerpt\` cannot be entered: create it, or set MOSAIC_AGENT_WORKDIR $where"
}

# PREFIX: prints where the program is, and by what name it is found again; `words` are its arguments then.
choose_program() {
  eval "set -- $1 $words"
  words='' sought=$2
  [ -z "$recorded" ] || sought=${MOSAIC_ROSTER_PROGRAM:-${2##*/}}
  look_for "$2" "$sought" || die 72 "$lost: install it, or set MOSAIC_AGENT_COMMAND or PATH $where"
  quote "$program"; printf '%s_program=%s\n' "$1" "$quoted"
  quote "$sought"; printf '%s_sought=%s\n' "$1" "$quoted"
  quote "$login_path"; printf '%s_path=%s\n' "$1" "$quoted"
  shift 2
  for word; do quote "$word"; words="$words $quoted"; done
}

# FUNCTION COMMAND: prints a function that becomes the agent. It gets the conversation's id and folder, the
# program and its PATH.
say_how() {
  split "$2"
  choose_program "${1%_agent}"
  case $1:$words in new_agent:*'{mosaic:id}'*) echo own_id=yes ;; esac
  fill '{mosaic:id}' "\"\$1\""
  fill '{mosaic:dir}' "\"\$2\""
  # shellcheck disable=SC2016 # the function that is printed expands them
  printf '%s() { [ -z "$4" ] || export PATH="$4"; exec "$3"%s; }\n' "$1" "$words"
}

fill() { # PLACEHOLDER WORD: in `words`, of which each is quoted
  while case $words in *"$1"*) ;; *) false ;; esac; do
    words=${words%%"$1"*}"'$2'"${words#*"$1"}
  done
}

# All that the pane half needs, in one file behind the environment; its argv stays constant.
launch() {
  make_channel
  choose_command
  choose_workdir
  for value in starter client name workdir bus user_runtime agent_path home user shell unit cgroup secret \
    herald record channel hooks memory resume shape draft shown empty dialogs on_quota rollouts \
    restart_policy restart_delay restart_max_delay restart_burst idle; do
    eval "quote \"\$$value\""
    printf '%s=%s\n' "$value" "$quoted"
  done >&3 && say_how new_agent "$command" >&3 &&
    { [ -z "$resume" ] || say_how resume_agent "$resume" >&3; } && exec 3>&- && return
  die 73 "$dir/launch cannot be written: free space there"
}
