# Whether the agent took the message: Enter, and what tells of it.

told() { # is there a receipt for this message, or one from who knows no prompt?
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  plain "$channel/receipt" && ! [ "$channel/receipt" -ef "$known" ] || return
  prompt_is_ours "$(text_outside "$channel/receipt" 2097152 | tr -d '\n')"
}

prompt_is_ours() { # RECEIPT
  prompt=$1
  case $prompt in *'"prompt":"'*|*'"prompt": "'*|*'"prompt" : "'*) ;; *) return 0 ;; esac
  prompt=$(unescaped "$prompt" | sed -n 's/.*"prompt" *: *"\([^"]*\)".*/x\1/p')
  [ "$prompt" ] || return
  letters "${prompt#x}"
  [ "$want" ] || { [ -z "$prompt" ]; return; } # of signs alone: any prompt would hold nothing
  case $prompt in *"$want"*) ;; *) return 1 ;; esac
}

# JSON: without the backslashes and quotes of its texts
unescaped() { printf '%s\n' "$1" | sed 's/\\\\//g; s/\\"//g'; }

# TEXT: sets `prompt` to the letters and digits of a text of such JSON, and `want` to those of the message.
# Some add blanks, and JSON writes what else there is in more than one way.
letters() {
  case $1 in *\\u*) keep='A-Za-z0-9' ;; *) keep='A-Za-z0-9\200-\377' ;; esac
  want=$(tr -cd "$keep" <"$text")
  prompt=$(printf %s "$1" | sed 's/\\u....//g; s/\\.//g' | tr -cd "$keep")
}

# TIMES MILLISECONDS: Enter alone, as often as that at most, until the agent took it; sets `receipt` to who
# says so. 1 where nobody did in that time, and `why` says how it looks.
enter() {
  # The receipt so far is held, so that its inode is not used again.
  known=$channel/.receipt
  rm -f -- "$known" 2>/dev/null
  [ ! -d "$known" ] || known=$known.$$
  ! plain "$channel/receipt" || link_outside "$channel/receipt" "$known" || return
  note_record
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

heard() { # UNTIL: is there a receipt by then, or does its own record hold the message?
  while :; do
    if told; then
      settings_outside "$channel/activity" 16384 source
      case $source in stream|native) receipt=$source ;; *) receipt=hook ;; esac
      return 0
    fi
    clock
    if [ "$now" -ge "$1" ] || [ "$now" -ge "$latest" ]; then in_record; return; fi
    sleep "$step"
  done
}
