# What each event of Claude Code, and of Qwen Code, which has the same, means for the agent's activity.

# STATE [KEY=VALUE...]: a change is told to the fleet's journal, and to the person's hook for it, if there is
# one
activity() {
  lines=state=$1${nl}source=hook new_state=$1 new_kind='' why=''
  shift
  for line do
    lines=$lines$nl$line
    case $line in kind=*) new_kind=${line#*=} ;; message=*) why=${line#*=} ;; esac
  done
  [ "$was_read" ] || before=$(text_outside "$channel/activity" 16384)
  old_activity "$before"
  replace_outside "$channel/activity" "$lines"
  before=$lines was_read=yes
  [ "$new_state:$new_kind" = "$old_state:$old_kind" ] || ! find_state "$channel" ||
    note_event "$state" activity "$new_state" hook "$new_kind${why:+${new_kind:+: }$why}"
  ! name_event "$new_state" "$new_kind" "$old_state" "$old_kind" ||
    tell_person "${0%/*}" "$event" "${why:-$new_kind}"
}

blocked() { # KIND MESSAGE
  activity blocked kind="$1" ${2:+"message=$2"}
}

session_begins() {
  read_head
  field source
  # Compaction is in the midst of a turn
  [ "$value" = compact ] || { activity idle; drain 3; } # its box is painted a little later
}

# the payload is the receipt; `working` comes first, for whoever sees the receipt looks at that next
take_prompt() { take_receipt working; }

take_receipt() { # [STATE]: from standard input, as the agent's state is told meanwhile
  receipt=$channel/.receipt.$$
  head -c 2097153 | replace_outside "$receipt"
  cat # no hook breaks the pipe
  # What is larger than anybody reads is no message of ours.
  [ "$(size_outside "$receipt")" -le 2097152 ] || replace_outside "$receipt" '{"prompt":""}'
  [ -z "${1-}" ] || activity "$1"
  head=$(text_outside "$receipt" 4096)
  move_outside "$receipt" "$channel/receipt" || rm -f -- "$receipt"
  field session_id; [ "$value" ] || field sessionId
  case $value in ''|-*|*[!A-Za-z0-9_-]*) return ;; esac
  find_state "$channel" && [ ${#value} -le 200 ] && note_conversation "$value"
}

used_tool() { # says that the turn goes on, also after a permission was given
  if ! known state=working; then
    read_head
    if of_subagent; then known kind=permission || known kind=question || return; fi
  fi
  activity working
}

asks_permission() {
  read_head
  shown tool_name
  case $value in AskUserQuestion) blocked question "$value" ;; *) blocked permission "$value" ;; esac
}

notified() {
  read_head
  field notification_type; type=$value
  shown message
  case $type in
    permission_prompt|worker_permission_prompt) # It comes seconds after PermissionRequest
      known state=blocked || blocked permission "$value" ;;
    elicitation_dialog) blocked question "$value" ;;
    idle_prompt) # the end of the turn was not told, or that a prompt was dismissed
      if known state=working || known kind=permission || known kind=question; then activity idle; drain; fi ;;
  esac
}

# Qwen says so behind each turn, and names that: Stop or StopFailure has told its end. Where it names none, it
# was interrupted.
came_to_rest() {
  read_head
  field prompt_id
  [ "$value" ] || ! known state=working || { activity idle; drain; }
}

turn_ends() {
  ! turn_told Stop || { activity "done"; drain; }
}

turn_fails() {
  turn_told StopFailure || return
  shown last_assistant_message; message=$value
  shown error
  case $value in
    rate_limit)
      read_until
      activity blocked kind=quota ${until:+"until=$until"} "message=${message:-usage limit}"
      [ "${MOSAIC_ON_QUOTA-}" != resume ] || detached "$0" --wake ;;
    authentication_failed|oauth_org_not_allowed) blocked auth "$message" ;;
    *) activity error "message=${message:-$value}"; drain ;;
  esac
}

session_ends() {
  read_head
  shown reason
  case $value in
    clear|resume) ;; # another conversation begins at once
    *) known kind=quota || # its end is needed for the next start
      activity unknown "message=it ended: $value" ;;
  esac
}
