# The agent's name, and where everything of it is on disk, as packages/fleet/src/files/paths.ts has it.

check_name() { # NAME...: sets `name`; dies unless it is one
  [ $# -le 1 ] || die 78 "one agent name is wanted: see start-agent-session.sh --help"
  case ${1-} in
    ''|[!a-z0-9]*|*[!a-z0-9_-]*)
      die 78 "\`${1-}\` is no agent name: use a-z, 0-9, _ and -, and begin with a letter or digit" ;;
  esac
  [ ${#1} -le 63 ] || die 78 "agent name \`$1\` is longer than 63 characters: shorten it"
  name=$1
}

# Sets `config` and `state`. An XDG path, or TMPDIR, that is relative does not count.
choose_folders() {
  case ${HOME-} in
    /*) ;;
    '') die 78 "HOME is not set: set it" ;;
    *) excerpt "$HOME"; die 78 "HOME is \`$excerpt\`, which is not absolute: set it to your home folder" ;;
  esac
  config=${HOME-}/.config state=${HOME-}/.local/state
  case ${XDG_CONFIG_HOME-} in /*) config=$XDG_CONFIG_HOME ;; esac
  case ${XDG_STATE_HOME-} in /*) state=$XDG_STATE_HOME ;; esac
  config=$config/mosaic/fleet state=$state/mosaic/fleet
}

name_runtime() { # sets `runtime`, the folder of this user alone for FIFOs and one-time files
  case ${XDG_RUNTIME_DIR-} in /*) runtime=$XDG_RUNTIME_DIR/mosaic-fleet; return ;; esac
  uid=$(id -u)
  runtime=/run/user/$uid/mosaic-fleet
  own_folder "${runtime%/*}" || case ${TMPDIR-} in
    /*) runtime=$TMPDIR/mosaic-fleet-$uid ;;
    *) runtime=/tmp/mosaic-fleet-$uid ;;
  esac
}

# FLEET_SOCKET: sets `socket` and `record`, and `where` a person would change what is wrong; on any other
# server than the fleet's own we are a guest.
choose_socket() {
  where="in $config/agents/$name.env" socket=${MOSAIC_TMUX_SOCKET-$1}
  case $socket in
    [!A-Za-z0-9]*|*[!A-Za-z0-9._-]*)
      excerpt "$socket"
      set -- "$1" "set MOSAIC_TMUX_SOCKET $where to letters, digits, ., _ and -"
      die 78 "\`$excerpt\` is no socket name: $2" ;;
    ''|default) socket=default guest=yes ;;
    *) [ "$socket" = "$1" ] || guest=yes ;;
  esac
  record=$state/sessions/$socket/$name
}

# Sets `channel` and `memory`: what the agent says of itself, and what it is told. It runs without them where
# there is no space, and `lacks` says so.
make_channel() {
  find_hooks "${self%/*}"
  channel=$runtime/channels/$socket/$name memory=$state/agents/$socket/$name
  if make_ours "$runtime/channels" "${channel%/*}" "$channel" "$state/agents" "${memory%/*}" "$memory" \
    "$memory/queue" "$memory/taken" "$memory/conversations" && link_state; then
    make_ours "$state/events" "$state/events/$socket" || : # without a journal it runs all the same
    choose_pipe
    return
  fi
  lacks=", without its channel: $channel or $memory cannot be made, or holds what is no folder of yours"
  printf 'start-agent-session.sh: %s\n' "\`$name\` runs${lacks#,}: remove what stands there" >&2
  channel=''
}

has_finished() { # the unit of a task has it as a condition: a boot does not start it again
  [ -z "$channel" ] || replace_outside "$memory/finished" ''
}

is_awake() { # it runs, so it sleeps no more, and is not done
  [ -n "$channel" ] || return 0
  # No process for what is nearly always so.
  if [ -e "$memory/asleep" ] || [ -e "$memory/waking" ] || [ -e "$memory/finished" ]; then
    rm -f -- "$memory/asleep" "$memory/waking" "$memory/finished"
  fi
} 2>/dev/null

link_state() { # from the channel to its memory; what else stands there goes, a folder stays
  # shellcheck disable=SC3013 # all three have it
  if [ -L "$channel/state" ] && [ "$channel/state" -ef "$memory" ]; then return 0; fi
  if [ -d "$channel/state" ] && [ ! -L "$channel/state" ]; then return 1; fi
  ln -sfn -- "$memory" "$channel/state"
} 2>/dev/null

choose_pipe() { # sets `pipe`, the command that reads what the pane shows, where anything of that is wanted
  transcript=${MOSAIC_TRANSCRIPT:-off} stream=${MOSAIC_STREAM-}
  [ -x "${self%/*}/read-pane.sh" ] && [ "$transcript$stream" != off ] || return 0
  for word in "${self%/*}/read-pane.sh" "$channel" "$transcript" "$stream" "$cgroup"; do
    quote "$word"
    pipe="$pipe $quoted"
  done
}
