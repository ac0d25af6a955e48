# What the end of a turn starts beside the reader of the pane.

# FUNCTION: it outlives us, and nobody waits for it
beside_us() { ( "$1" & ) </dev/null >/dev/null 2>&1 4>&- 5>&-; }

learn() { # what its record says of the turn: 3 where it ended at a usage limit
  [ ! -x "$beside/learn-conversation.sh" ] || "$beside/learn-conversation.sh" "$channel" "$was"
}

hand_on() { # what waits for the end of the turn
  find_state "$channel" && waits && [ "$(messages_outside "$state/queue")" ] || return 0
  exec "$beside/drain-queue.sh" "$channel"
}

end_failed() { # in this order: what waits is not typed at a limit
  learn
  if [ $? = 3 ]; then
    settings_outside "$channel/activity" 16384 message
    old_state=error was=blocked was_kind=quota told_by=record
    tell_journal
    tell_hook
  else
    tell_hook
    hand_on
  fi
}

waits() { # may there be a message? Two processes, where to name them takes six
  own_folder "$state/queue" &&
    bounded 10 find "$state/queue/." ! -name . -prune -type f -name '[0-9]*-*' | read -r _
} 2>/dev/null
