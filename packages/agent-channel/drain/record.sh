# The message, and what is told of it.

# FILE: sets `text` to what is delivered of it; 1 where it is none of ours, or larger than is ever put there.
take_text() {
  [ "$(size_outside "$1")" -le "$message_bytes" ] && plain "$1" &&
    read_outside "$1" "$message_bytes" | clean_outside >"$text"
}

# Sets `file` and `text` to the oldest that waits; what cannot be read stays, and is passed over.
next_message() {
  for name in $(messages_outside "$queue"); do
    file=$queue/$name
    overdue "$name" || ! take_text "$file" || return 0
  done
  return 1
}

recorded() { # ID: is it told already what became of it?
  for part in "$deliveries.1" "$deliveries"; do
    ! text_outside "$part" 2097152 |
      grep -Eq "\"id\":\"$1\".*\"outcome\":\"($ends)\"" || return 0
  done
  return 1
}

# OUTCOME [REASON]: records what became of `file`, and removes it; a full disk costs the record alone.
finish() {
  name=${file##*/}
  [ "$1" = delivered ] || receipt='' # it is of the one before
  hash=$(sha256sum <"$text" || shasum -a 256 <"$text"); clock
  [ "$(size_outside "$deliveries")" -le 1048576 ] || move_outside "$deliveries" "$deliveries.1"
  append_outside "$deliveries" "$(
    printf '{"id":"%s","at":"%s","outcome":"%s","receipt":%s,"bytes":%s,"sha256":"%s","ms":%s%s}\n' \
      "${name#*-}" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" \
      "$([ "$receipt" ] && echo "\"$receipt\"" || echo null)" \
      "$(($(wc -c <"$text")))" "${hash%% *}" $((now - began)) "${2+,\"reason\":\"$(quoted "$2")\"}"
  )"
  note_event "$state" delivery "$1" "${receipt:-queue}" "${2-}" "${name#*-}"
  discard
} 2>/dev/null

discard() { # what cannot be removed would be found again and again
  rm -f -- "$file"
  [ ! -e "$file" ] || exit 73
} 2>/dev/null

leave_nothing() { # of our own files; where a folder stands in the place of one it stays
  rm -f -- "$channel/.drain.$$" "$channel/.text.$$" "$channel/.receipt" "$channel/.receipt.$$"
} 2>/dev/null
