# Which conversation the agent goes on with.

# Sets `conversation` to the one that is noted down, or to nothing. It becomes an argument, and the agent can
# write there: what could be an option, or is no id of this runtime, is set aside.
recall() {
  conversation=''
  if [ -z "$resume" ] || [ -z "$channel" ]; then return; fi
  if [ ! -s "$memory/conversation" ] && [ ! -L "$memory/conversation" ]; then return; fi
  own_folder "${memory%/*/*}" "${memory%/*}" "$memory" || return 0
  conversation=$(read_outside "$memory/conversation" 200 | tr '\000' '\177') # a NUL would be dropped
  conversation=${conversation%%"$nl"*}
  ! is_conversation || return 0
  conversation=''
  set_aside
  echo "mosaic: what $memory/conversation held is no id of a conversation: a new one begins," \
    "conversation.lost beside it keeps it"
}

is_conversation() { # whether `conversation` is an id, of this runtime where `shape` says what that is
  case $conversation in
    ''|[!A-Za-z0-9]*|*[!A-Za-z0-9._:@+=-]*) return 1 ;;
  esac
  [ ${#conversation} -le 128 ] || return 1
  [ -z "$shape" ] || printf '%s\n' "$conversation" | grep -Eq -e "$shape"
}

set_aside() { # what is noted as the conversation: kept as conversation.lost if it is a file
  { plain "$memory/conversation" && vacate "$memory/conversation.lost" &&
    mv -f -- "$memory/conversation" "$memory/conversation.lost"; } || rm -f -- "$memory/conversation"
} 2>/dev/null

# Sets `conversation` to an id of our own, and notes it down, for a runtime that is told the id of a new one.
name_conversation() {
  conversation=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
  [ -z "$channel" ] || replace_outside "$memory/conversation" "$conversation"
}

# The agent, on the conversation that `recall` found, else on a new one; sets `status`. One that failed within
# 20 s may be what cannot be brought back: then a new one begins at once.
run_conversation() {
  recall
  if [ -z "$conversation" ]; then run new_agent; return; fi
  run_timed resume_agent
  if [ "$away$stopping" ] || ! failed_soon; then return; fi
  set_aside
  echo "mosaic: conversation $conversation could not be brought back (status $status): a new one begins," \
    "conversation.lost in $memory keeps the id"
  run_timed new_agent
  # Fared the new one no better, then it was not the conversation's fault, which is tried again.
  ! failed_soon || replace_outside "$memory/conversation" "$conversation"
}

run_timed() { # FUNCTION: runs it, and sets `began`
  read_clock; began=$clock
  run "$1"
}

failed_soon() { # whether the agent that `run_timed` ran ended by itself, not well, within 20 s
  read_clock
  [ "$status" != 0 ] && [ "$status" -lt 128 ] && [ $((clock - began)) -lt 20 ]
}
