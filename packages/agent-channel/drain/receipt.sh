# Whether the agent took the message: Enter, and what tells of it.

told() { # is there a receipt for this message, or one from who knows no prompt?
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  plain "$channel/receipt" && ! [ "$channel/receipt" -ef "$known" ] || return
  prompt_is_ours "$(text_outside "$channel/receipt" 2097152 | tr -d '\n')"
}

prompt_is_ours() { # RECEIPT
  prompt=$1
  case $prompt in *'"prompt":"'*|*'"prompt": "'*|*'"prompt" : "'*) ;; *) return 0 ;; esac
  prompt=$(printf '%s\n' "$prompt" | sed -n 's/\\\\//g; s/\\"//g; s/.*"prompt" *: *"\([^"]*\)".*/x\1/p')
  # Letters and digits alone: some add blanks or words, and JSON writes what else there is in more than one
  # way.
  case $prompt in '') return 1 ;; *\\u*) keep='A-Za-z0-9' ;; *) keep='A-Za-z0-9\200-\377' ;; esac
  want=$(tr -cd "$keep" <"$text")
  prompt=$(printf %s "${prompt#x}" | sed 's/\\u....//g; s/\\.//g' | tr -cd "$keep")
  [ "$want" ] || { [ -z "$prompt" ]; return; } # of signs alone: any prompt would hold nothing
  case $prompt in *"$want"*) ;; *) return 1 ;; esac
}

# TIMES MILLISECONDS: Enter alone, as often as that at most, until the agent took it; sets `receipt` to who
# says so. 1 where nobody did in that time, and `why` says how it looks.
enter() {
  # The receipt so far is held, so that its inode is not used again.
  known=$channel/.receipt
  rm -f -- "$known" 2>/dev/null
  [ ! -d "$known" ] || known=$known.$$
  ! plain "$channel/receipt" || link_outside "$channel/receipt" "$known" || return
  times=$1 receipt='' why=$reason_no_receipt
  clock; latest=$((now + $2))
  while [ $((times -= 1)) -ge 0 ] && guarded "send-keys -t $pane Enter" && [ "$answer" = yes ]; do
    clock
    if heard $((now + enter_ms)); then return 0; fi
    if ! stands; then heard "$latest"; return; fi
    why=$reason_stands
  done
  return 1
}

heard() { # UNTIL: is there a receipt by then?
  while :; do
    if told; then
      settings_outside "$channel/activity" 16384 source
      case $source in stream|native) receipt=$source ;; *) receipt=hook ;; esac
      return 0
    fi
    clock
    [ "$now" -lt "$1" ] && [ "$now" -lt "$latest" ] || return 1
    sleep "$step"
  done
}
