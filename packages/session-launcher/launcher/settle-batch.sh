# The end of a start of many: who came up is told, the rest is taken back.

hear_heralds() { # sets `up` to the names of those whose pane half said so within 15 s
  up=' ' late='' until=''
  # shellcheck disable=SC3028 # seen by bash alone
  if [ "${BASH_VERSION-}" ]; then until=$((SECONDS + 15)); else wait_by_child 15; fi
  while read -r _ pane_id _; do
    [ "$pane_id" ] || continue
    [ -z "$late" ] || break
    # shellcheck disable=SC3028,SC3045,SC2086 # seen by bash alone
    read -r ${until:+-t $((until > SECONDS ? until - SECONDS : 0))} name <&6 || break
    up="$up$name "
  done <"$batch/made"
  [ "$until" ] || { trap - CHLD; kill -s KILL $!; } 2>/dev/null
}

settle_batch() { # prints who is up and has all its marks, and takes back the rest
  made=' ' marked=' '
  while read -r session_id name; do [ "$name" ] || marked="$marked$session_id "; done <"$batch/made"
  while read -r session_id server_pid pane_id pane_pid name; do
    [ "$name" ] || continue
    made="$made$name "
    case $up$marked in
      *" $name "*" $name "*)
        channel=$runtime/channels/$socket/$name memory=$state/agents/$socket/$name
        is_awake
        echo "$name" ;;
      *) end_session; rm -rf -- "$runtime/hand/$name.$$" ;;
    esac
  done <"$batch/made"
  for name in $names; do
    case $made in *" $name "*) ;; *) rm -rf -- "$runtime/hand/$name.$$" ;; esac
  done
}

# SECONDS: sets `late` after that, by the end of a child, which cuts a read short. It must not take our traps
# for its own before it runs.
wait_by_child() {
  trap 'late=late' CHLD
  trap - HUP INT TERM
  sleep "$1" >/dev/null 2>&1 &
  trap 'exit 1' HUP INT TERM
}
