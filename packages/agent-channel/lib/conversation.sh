# ID: notes down, in `state`, which conversation a restart goes on with
note_conversation() {
  [ "$(text_outside "$state/conversation" 1024)" = "$1" ] || replace_outside "$state/conversation" "$1"
}
