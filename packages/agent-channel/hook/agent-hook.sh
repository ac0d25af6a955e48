#!/bin/sh
# agent-hook.sh EVENT           what a hook of Claude Code tells, written into the agent's channel; its payload is on stdin
# agent-hook.sh --wake          sleeps until the usage limit ends, then prompts the agent on; one at a time
#
# Environment: MOSAIC_CHANNEL, the folder (docs/reference/agent-channel.md); MOSAIC_ON_QUOTA, `resume` to be prompted on.
# A hook that fails, prints or waits disturbs the agent: this one always exits 0, prints nothing, leaves nothing open.
exec >/dev/null 2>&1
trap 'exit 0' EXIT
channel=${MOSAIC_CHANNEL-} state=''
umask 077
LC_ALL=C # a payload is bytes
nl='
'

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: hook/answer.sh

own_folder "$channel" || exit 0

activity() { # STATE [KEY=VALUE...]
  lines=state=$1${nl}source=hook
  shift
  for line do lines=$lines$nl$line; done
  replace_outside "$channel/activity" "$lines"
}

field() { # KEY: sets `value`, the first such text in the payload's head, up to an escape
  case $head in
    *"\"$1\":\""*) value=${head#*"\"$1\":\""} ;;
    *"\"$1\": \""*) value=${head#*"\"$1\": \""} ;;
    *) value='' ;;
  esac
  value=${value%%[\\\""$nl"]*}
}

shown() { # KEY: the same, fit to be shown to people
  field "$1"
  value=$(printf %.200s "$value")
  case $value in *[!\ -~]*) value=$(printf %s "$value" | clean_outside | tr '\011' ' ') ;; esac
}
# What is looked at stands in front; the rest may be megabytes.
read_head() { head=$(head -c 16384); }
# Subagents' hooks run too: only the agent itself begins and ends turns.
of_subagent() { field agent_id; [ "$value" ]; }

known() { # TEXT: whether it stands in the activity that is written there
  case $nl$(text_outside "$channel/activity" 16384)$nl in *"$nl$1$nl"*) ;; *) return 1 ;; esac
}

take_prompt() { # the payload is the receipt; `working` comes first, for whoever sees the receipt looks at that next
  receipt=$channel/.receipt.$$
  head -c 2097153 | replace_outside "$receipt"
  cat # no hook breaks the pipe
  # What is larger than anybody reads is no message of ours.
  [ "$(size_outside "$receipt")" -le 2097152 ] || replace_outside "$receipt" '{"prompt":""}'
  activity working
  head=$(text_outside "$receipt" 4096)
  move_outside "$receipt" "$channel/receipt" || rm -f -- "$receipt"
  field session_id
  case $value in ''|-*|*[!A-Za-z0-9_-]*) return ;; esac
  find_state "$channel" && [ ${#value} -le 200 ] || return
  [ "$(text_outside "$state/conversation" 1024)" = "$value" ] || replace_outside "$state/conversation" "$value"
}

blocked() { # KIND MESSAGE
  activity blocked kind="$1" ${2:+"message=$2"}
}

notified() {
  read_head; field notification_type; type=$value; shown message
  case $type in
    permission_prompt|worker_permission_prompt) # It comes seconds after PermissionRequest
      known state=blocked || blocked permission "$value" ;;
    elicitation_dialog) blocked question "$value" ;;
    idle_prompt) # the end of the turn was not told, or that a prompt was dismissed
      if known state=working || known kind=permission || known kind=question; then activity idle; drain; fi ;;
  esac
}

used_tool() { # says that the turn goes on, also after a permission was given
  if ! known state=working; then
    read_head
    if of_subagent; then known kind=permission || known kind=question || return; fi
  fi
  activity working
}

failed() {
  turn_told StopFailure || return
  shown last_assistant_message; message=$value; shown error
  case $value in
    rate_limit)
      read_until
      activity blocked kind=quota ${until:+"until=$until"} "message=${message:-usage limit}"
      [ "${MOSAIC_ON_QUOTA-}" != resume ] || detached "$0" --wake ;;
    authentication_failed|oauth_org_not_allowed) blocked auth "$message" ;;
    *) activity error "message=${message:-$value}"; drain ;;
  esac
}

# Sets `until` to the time that the text names: `|EPOCH`, `resets 3pm (Europe/Berlin)`, `resets Jan 2, 2027, 3:45pm`
read_until() {
  until='' zone='' day='' year=$(date +%Y)
  case $head in
    *'limit reached|'[0-9]*) until=${head#*'limit reached|'} until=${until%%[!0-9]*}
      if decimal "$until"; then until=$number; else until=''; fi
      return ;;
    *'resets '[A-Z0-9]*) text=${head#*'resets '} ;;
    *) return ;;
  esac
  case $text in *' ('[A-Z]*')'*) zone=${text#*' ('} zone=${zone%%')'*} ;; esac
  # A zone that this machine does not know would silently be UTC.
  case $zone in *[!A-Za-z0-9_/+-]*|/*) zone='' ;; *) [ -f "/usr/share/zoneinfo/$zone" ] || zone='' ;; esac
  text=${text%%[\(\"\\]*}
  set -f
  # shellcheck disable=SC2086 # its words: [MONTH DAY, [YEAR,]] TIME
  set -- $text
  set +f
  case $1 in [A-Z]*)
    month=Jan-01.Feb-02.Mar-03.Apr-04.May-05.Jun-06.Jul-07.Aug-08.Sep-09.Oct-10.Nov-11.Dec-12
    month=${month#*"$1-"} month=${month%%.*} day=${2%,}
    case $month-$day in [01][0-9]-[1-9]) day=$month-0$day ;; [01][0-9]-[1-3][0-9]) day=$month-$day ;; *) return ;; esac
    shift 2
    case $1 in [0-9][0-9][0-9][0-9],) year=${1%,}; shift ;; esac
  esac
  clock "${1-}" || return
  now=$(date +%s)
  until=$(at "${day:+"$year-$day "}$time") || until=''
  case $until in ''|*[!0-9]*) until='' ;; esac
  # The text names the minute: the one that has just begun is not tomorrow's
  [ -z "$until" ] || [ "$day" ] || [ $((until + 120)) -gt "$now" ] || until=$((until + 86400))
}

clock() { # 3pm, 3:45am: sets `time` as 15:00, 3:45
  case $1 in *[ap]m) hour=${1%[ap]m} ;; *) return 1 ;; esac
  case $hour in [0-9]*:[0-5][0-9]) minute=${hour#*:} hour=${hour%:*} ;; *) minute=00 ;; esac
  case $hour in [1-9]|1[012]) ;; *) return 1 ;; esac
  [ "$hour" != 12 ] || hour=0
  case $1 in *pm) hour=$((hour + 12)) ;; esac
  time=$hour:$minute
}

at() { # [YYYY-MM-DD ]H:MM: prints seconds since the epoch, in the text's zone; both forms are read by GNU and busybox
  if [ "$zone" ]; then TZ=$zone date -d "$1" +%s; else date -d "$1" +%s; fi
}

# PROGRAM ARG...: in a session of its own, with nothing kept open, for the runtime waits for whoever holds its pipes
detached() (
  exec </dev/null 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
  if command -v setsid; then setsid "$@" & else trap '' HUP; "$@" & fi
)

drain() { # [SECONDS]: hands over the oldest message that waits, after that time; the end of that turn hands over the next
  [ -x "${0%/*}/drain-queue.sh" ] && find_state "$channel" && [ "$(messages_outside "$state/queue")" ] || return
  # shellcheck disable=SC2016 # of the shell that waits
  if [ "${1-}" ]; then detached sh -c 'sleep "$1"; exec "$2" "$3"' sh "$1" "${0%/*}/drain-queue.sh" "$channel"
  else detached "${0%/*}/drain-queue.sh" "$channel"; fi
}

wake() { # at the end of the usage limit: prompts the agent on, unless somebody has done so
  hold_outside 9 "$channel/.wake" && flock -n 9 || exit
  woken=''
  while until_now; do
    [ "$woken" != "$until" ] || break
    woken=$until
    sleep "$seconds"
  done
  known kind=quota || exit
  now=$(date +%s)
  close_menu
  find_state "$channel" && make_folder "$state/queue" || exit
  replace_outside "$state/queue/${now}000-resume-$now" 'Go on where the usage limit stopped you.'
  exec 9>&- # before the next limit, which starts the next one
  drain
}

close_menu() { # with a subscription Claude Code asks, once, what to do at its limit; a paste into that menu is lost
  aim "$channel" && scratch_outside 8 "$channel/.menu.$$" || return
  menu=$held
  # Into a file, for a tmux server that is stopped keeps a pipe open for ever. It takes a moment until the menu is gone.
  for _ in 1 2 3 4 5; do
    bounded 10 "$client" -N -S "$socket" capture-pane -p -t "$pane" </dev/null >"$menu"
    grep -q 'Stop and wait for limit to reset' "$menu" || break
    hold_outside 7 "$channel/lock" && bounded 10 flock 7 &&
      bounded 10 "$client" -N -S "$socket" send-keys -t "$pane" Escape </dev/null
    exec 7>&-
    sleep 0.5
  done
  rm -f -- "$channel/.menu.$$"
  exec 8>&-
}

until_now() { # sets `until` and `seconds` to sleep; fails when there is no limit any more. It may have moved meanwhile
  kind='' until=''
  settings_outside "$channel/activity" 16384 kind until
  [ "$kind" = quota ] || return
  # The text names the minute, the limit ends in it
  seconds=900
  if decimal "$until"; then seconds=$((number + 60 - $(date +%s))); else until=unknown; fi
  [ "$seconds" -le 691260 ] || { until=unknown; seconds=900; } # no limit is longer than a week
  [ "$seconds" -gt 5 ] || seconds=5 # the menu at the limit takes a moment to come up
}

case ${1-} in
  SessionStart) read_head; field source
    # Compaction is in the midst of a turn
    [ "$value" = compact ] || { activity idle; drain 3; } ;; # its box is painted a little later
  UserPromptSubmit) take_prompt ;;
  PostToolUse|PostToolUseFailure) used_tool ;;
  PermissionRequest) read_head; shown tool_name
    case $value in AskUserQuestion) blocked question "$value" ;; *) blocked permission "$value" ;; esac ;;
  Notification) notified ;;
  Stop) ! turn_told Stop || { activity "done"; drain; } ;;
  StopFailure) failed ;;
  SessionEnd) read_head; shown reason
    # Of these two another conversation begins at once
    # And the end of a usage limit is needed for the next start.
    case $value in clear|resume) ;; *) known kind=quota || activity unknown "message=it ended: $value" ;; esac ;;
  --wake) wake ;;
esac
