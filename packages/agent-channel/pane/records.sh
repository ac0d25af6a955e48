# Finds the records in what the pane prints, and makes activity, receipt and end of turn of them.

# A record has to be seen when its last byte comes, though no newline may follow for an hour: what ends one,
# and what stands often elsewhere but never in one, becomes a newline. ESC stays: only behind it is a record
# one.
break_lines() { exec $at_once tr '\000\007\015\133\134' '\n\n\n\n\n'; }

filter() { # the records alone, each at once
  [ "$lines" = awk ] || exec grep -a -o --line-buffered "$esc]7501;[^$esc]*"
  exec awk -v esc="$esc" 'at = index($0, esc "]7501;") {
    $0 = substr($0, at + 1, 5000); sub(esc ".*", ""); print; fflush()
  }'
}

listen() { # chooses a tr and a filter that write at once here; when they end early, the transcript goes on
  trap '' PIPE
  esc=$(printf '\033') at_once='' lines=awk
  case $(stdbuf -o0 tr --version 2>/dev/null) in *'GNU coreutils'*) at_once='stdbuf -o0' ;; esac
  echo x | grep -a -o --line-buffered x >/dev/null 2>&1 && lines='grep'
  if [ "$size" = off ]; then break_lines | filter | records
  else { tee /dev/fd/3 | keep; } 3>&1 >/dev/null | break_lines | filter | records; fi 2>/dev/null
}

# Held as 5, so that the same can be said again in place: a flood costs no process and must not hold up the
# pane.
put_activity() {
  new=$channel/.activity.$$
  if [ -e "$new" ] || [ -L "$new" ]; then rm -f -- "$new"; fi
  if hold_outside 5 "$new" && said=$held && printf '%s\n' "$content" >"$said" &&
    move_outside "$new" "$channel/activity"; then return; fi
  rm -f -- "$new"
  last='' # the same again is not taken for written
} 2>/dev/null

# shellcheck disable=SC3013 # dash, bash and busybox have -ef
is_ours() { # nobody else has written since
  plain "$channel/activity" && [ "$channel/activity" -ef "$said" ]
}

# Has somebody read that it is at a usage limit? Codex tells `idle` at a key, and `clear` at its end, and only
# work is an end of that. Held as 4, so that a flood costs no process here either.
# shellcheck disable=SC3013
at_limit() {
  plain "$channel/activity" || return
  [ -z "$limit" ] || ! [ "$channel/activity" -ef "$limit" ] || return 0
  limit=''
  known kind=quota && hold_outside 4 "$channel/activity" && limit=$held
}

records() { # a line each, from a program that nobody vouches for
  last='' state_now='' said='' limit='' told_by=stream nl='
'
  find_hooks "$beside"
  old_activity "$(text_outside "$channel/activity" 16384)"
  was=$old_state was_kind=$old_kind
  while IFS= read -r line; do
    [ ${#line} -le 4096 ] || continue
    again=$last last=$line old_state=$was old_kind=$was_kind
    [ "$line" = "$again" ] || understand "${line#*7501;}"
    [ "$state_now" ] || continue
    case $state_now in working|blocked) ;; *) is_ours || ! at_limit || continue ;; esac
    [ "$state_now" != working ] || [ "$was" = working ] ||
      replace_outside "$channel/receipt" '{}' || last=''
    was=$state_now was_kind=${kind#*=}
    if [ "$line" = "$again" ] && is_ours; then printf '%s\n' "$content" 1<>"$said"; else put_activity; fi
    tell_journal
    # What a failure is, its record knows
    case $was:$old_state in error:working) ;; *) tell_hook ;; esac
    case $was:$old_state in
      idle:idle|done:done) ;;
      idle:*|done:*) beside_us learn; beside_us hand_on ;;
      error:working) beside_us end_failed ;;
    esac
  done
}

tell_journal() { # of the fleet
  [ "$was:$was_kind" = "$old_state:$old_kind" ] || ! find_state "$channel" ||
    note_event "$state" activity "$was" "$told_by" "$was_kind${message:+${was_kind:+: }$message}"
}

tell_hook() { # of the person
  ! name_event "$was" "$was_kind" "$old_state" "$old_kind" ||
    tell_person "$beside" "$event" "${message:-$was_kind}"
}

understand() { # KEY=VALUE:…: sets `state_now`, empty when none that we know; `content`, and its kind, message
  state_now='' kind='' message=''
  IFS=:
  for pair in $1; do
    case $pair in
      state=idle|state=working|state=blocked|state='done'|state=error) state_now=${pair#*=} ;;
      state=clear) state_now=unknown ;;
      state=*) state_now='' ;;
      kind=permission|kind=question|kind=auth|kind=quota) kind=$nl$pair ;;
      msg=?*) [ ${#pair} -gt 404 ] || message=${pair#*=} ;;
    esac
  done
  unset IFS
  content="state=$state_now${nl}source=stream"
  case $state_now in blocked) content=$content$kind ;; error) kind='' ;; *) kind='' message=''; return ;; esac
  [ -z "$message" ] ||
    message=$(printf %s "$message" | base64 -d 2>/dev/null | clean_outside | tr -d '\011\012')
  [ -z "$message" ] || content=$content${nl}message=$message
}
