# Under a unit its manager alone knows that an agent is given up: by OnFailure=, once for each such end.

# AGENT HOME RUNTIME: to the fleet's journal, and to the person's hook
gave_up() {
  [ $# -eq 3 ] || die 78 "an agent, a home and a runtime folder are wanted: see start-agent-session.sh --help"
  check_name "$1"
  PATH=$PATH:/usr/local/bin:/usr/bin:/bin # its env file may say anything, also what ended it
  ( choose_folders ) 2>/dev/null || HOME=$2
  choose_folders
  runtime=$3
  ( choose_socket mosaic-fleet ) 2>/dev/null || unset MOSAIC_TMUX_SOCKET
  choose_socket mosaic-fleet
  is_given_up || return 0
  find_channel || make_channel
  tell_life "$next" "$why"
  # Waited for: what an ending unit leaves behind is killed with it. The hook itself is run elsewhere.
  [ -z "$channel" ] || ! has_hook failed || [ ! -x "${self%/*}/run-person-hook.sh" ] ||
    bounded 10 "${self%/*}/run-person-hook.sh" "$channel" failed "$why" </dev/null >/dev/null 2>&1
}

# Whether its unit stands still; sets `next` to how, and `why`.
is_given_up() {
  unit=mosaic-agent@$name.service active='' result='' policy='' prevents='' words='' code=0 status=0
  counted=0 allowed=0 next=failed
  while IFS= read -r line; do
    case $line in
      ActiveState=*) active=${line#*=} ;;
      Result=*) result=${line#*=} ;;
      Restart=*) policy=${line#*=} ;;
      RestartPreventExitStatus=*) prevents=${line#*=} ;;
      StatusText=*) words=${line#*=} ;;
      ExecMainCode=*) code=${line#*=} ;;
      ExecMainStatus=*) ! decimal "${line#*=}" || status=$number ;;
      NRestarts=*) ! decimal "${line#*=}" || counted=$number ;;
      StartLimitBurst=*) ! decimal "${line#*=}" || allowed=$((number - 1)) ;;
    esac
  done <<END
$(bounded 10 systemctl --user show -p ActiveState -p Result -p Restart -p RestartPreventExitStatus \
  -p StatusText -p ExecMainCode -p ExecMainStatus -p NRestarts -p StartLimitBurst -- "$unit" </dev/null)
END
  case $active in
    failed) name_failure; count_restarts ;;
    inactive) next=inactive why='a unit that it needs did not start' ;;
    '') why='its unit failed' ;;
    *) return 1 ;; # a restart is to come still, or somebody started it again meanwhile
  esac
}

name_failure() { # sets `why`, as `status` has it
  case $words in 'runs: '*) words='' ;; esac
  case $code in [23]) status=$((128 + status)) ;; esac # killed, dumped
  case $result in
    timeout) why=${words:-it was not ready, or did not end, within the time that its unit allows} ;;
    oom-kill) why=${words:-it was ended for want of memory} ;;
    resources) why='systemd could not prepare its start' ;;
    protocol) why=${words:-the launcher ended before it told systemd that the agent runs} ;;
    *) case $code$status in [23]*|[01]0) words='' ;; esac
      why=${words:-ended with status $status} ;;
  esac
}

# Puts the restarts before it where they are what is used up. Before systemd 262 `Result=` is that of the last
# run, and the start that was refused is counted.
count_restarts() {
  case $code:" $prevents " in 1:*" $status "*) policy=no ;; esac
  if [ "$policy" = no ]; then used=0
  elif [ "$counted" -gt "$allowed" ]; then used=$allowed
  elif [ "$result" = start-limit-hit ]; then used=$counted
  else used=0; fi
  case $used:$result in
    0:start-limit-hit) why="started too often for its start limit: $why" ;;
    *) after_restarts "$used" ;;
  esac
}

# Sets `channel` and `memory` to those that the agent had last, wherever its own environment put them; 1 where
# it had none.
find_channel() {
  channel=$runtime/channels/$socket/$name
  own_folder "${channel%/*}" "$channel" && [ -L "$channel/state" ] || return
  memory=$(CDPATH='' cd -P -- "$channel/state" && pwd -P) || return
  case $memory in */"$socket/$name") ;; *) return 1 ;; esac
  own_folder "$memory" && find_hooks "${self%/*}"
} 2>/dev/null
