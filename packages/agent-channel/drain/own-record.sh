# The runtime's own record of the conversation: does it hold the message, behind where it ended before Enter?
# As src/delivery/own-record.ts.

note_record() { # before Enter: sets `record`, empty where none is known, `record_end` and `record_line`
  record='' session='' id=''
  if [ "$rollouts" ]; then
    record_line=$message_in_rollouts
    ! noted_rollout || record=$own
  else
    record_line=$message_in_transcript
    head=$(text_outside "$channel/receipt" 16384)
    field session_id; session=$value
    field transcript_path
    # Any file could be named there: one is read that is named like the session
    case $session:$value in [!/]*:/*"/$session.jsonl") record=$value ;; esac
  fi
  record_end=$(size_outside "$record")
}

in_record() { # is there a line of a message with these very words? Sets `receipt`
  [ "$record" ] && plain "$record" || return
  prompts=$(bounded 2 tail -c "+$((record_end + 1))" -- "$record" | head -c "$record_bytes" |
    tr '\000' '\177' | grep -aE -m "$record_lines" -e "$record_line")
  while IFS= read -r line; do
    [ "$line" ] || continue
    # No quote is escaped any more: the next one ends the text. Without it the line is not whole yet
    line=$(unescaped "$line" | sed -n -E "s/$record_line/x/; s/\".*//p")
    [ "$line" ] || continue
    letters "${line#x}"
    # Where letters are written as numbers, those of ASCII alone are compared: there have to be some
    case $line:$want in *\\u*:) continue ;; esac
    [ "$prompt" != "$want" ] || { receipt=record; return 0; }
  done <<EOT
$prompts
EOT
  return 1
} 2>/dev/null
