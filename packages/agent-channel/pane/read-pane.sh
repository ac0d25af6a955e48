#!/bin/sh
# read-pane.sh CHANNEL SIZE [osc [CGROUP]]   what tmux runs in `pipe-pane -O`: the pane's output on standard input
#
# Keeps `CHANNEL/state/transcript`: at half of SIZE bytes it becomes `transcript.1`, so both together are at most SIZE.
# SIZE `off` keeps none. What cannot be written (a full disk) is dropped, and writing is tried again a megabyte later.
# With `osc` it also reads Program Status Protocol records, `ESC ] 7501 ; key=value:key=value ST`, wherever they stand,
# and writes `activity`, at a begin of work `receipt`; at an end of turn it starts drain-queue.sh when something is queued.
# Whatever is put in the place of what it writes, it reads on, for a pipe that nobody empties would hold up the pane.
# Ends with its input. CGROUP is the agent's, which it joins, so that what it costs is the agent's.
# Needs nothing but POSIX tools; GNU's save processes. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # bytes, whatever the locale
channel=${1-} size=${2-} osc=${3-} state='' hooks='' old_state='' old_kind='' event=''
usage() {
  echo "read-pane.sh: \`$size $osc\`: write CHANNEL, then a SIZE in bytes or \`off\`, then \`osc\` or nothing" >&2
  exit 64
}
case $size in off) ;; ''|0*|*[!0-9]*) usage ;; esac
case $osc in ''|osc) ;; *) usage ;; esac
procs=/sys/fs/cgroup${4-}/cgroup.procs
{ [ -z "${4-}" ] || [ ! -w "$procs" ] || echo $$ >"$procs"; } 2>/dev/null
case $0 in */*) beside=${0%/*} ;; *) beside=. ;; esac

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/detached.sh
# join: lib/person-hook.sh

# ---- the transcript -----------------------------------------------------------------------------------------------

# Copies BYTES at most, each as soon as it is there, and never reads more. GNU's head does it in one process; others read
# ahead or keep bytes back, so there dd does, a number of reads each time. These run in subshells, and replace them.
portion() { exec stdbuf -o0 head -c "$1"; }
case $(stdbuf -o0 head --version 2>/dev/null) in
  *'GNU coreutils'*) ;;
  *) portion() { [ "$1" -gt 1024 ] || exec dd bs="$1" count=1; exec dd bs=1024 count=$(($1 / 1024)); } ;;
esac

# What is held as 6 has this one name: another one may be a file of the person's.
one_name() (
  IFS=' '
  # shellcheck disable=SC2046 # its words
  set -- $(ls -lndL -- "$held")
  [ "${2-}" = 1 ]
)

open_transcript() { # holds it as 6, and sets `length`; what stood there, or was put there since, is not in the way
  find_state "$channel" && hold_outside 6 "$state/transcript" || return
  one_name || { rm -f -- "$state/transcript"; hold_outside 6 "$state/transcript" && one_name; } || return
  chmod 600 "$held"
  length=$(size_outside "$state/transcript")
} 2>/dev/null

skip() { # READS: that many are dropped; ends at the end of the stream
  case $(dd bs=8192 count="$1" 2>&1 >/dev/null) in 0+0*) exit 0 ;; esac
}

rotate() { # a folder that stands in the way of the older half costs that half
  move_outside "$state/transcript" "$state/transcript.1" || rm -f -- "$state/transcript"
  [ ! -e "$state/transcript" ]
} 2>/dev/null

keep() { # until the end of the stream
  half=$((size / 2)) length=0
  while :; do
    if ! open_transcript; then skip 128
    elif [ "$length" -ge "$half" ]; then rotate || skip 128
    elif ( portion $((half - length)) ) 2>/dev/null >>"$held"; then
      # Nothing came: most likely the end
      [ "$(size_outside "$state/transcript")" -ne "$length" ] || skip 1
    else skip 128
    fi
  done
}

# ---- the records --------------------------------------------------------------------------------------------------

# A record has to be seen when its last byte comes, though no newline may follow for an hour: what ends one, and what
# stands often elsewhere but never in one, becomes a newline. ESC stays: only behind it is a record one.
break_lines() { exec $at_once tr '\000\007\015\133\134' '\n\n\n\n\n'; }

filter() { # the records alone, each at once
  [ "$lines" = awk ] || exec grep -a -o --line-buffered "$esc]7501;[^$esc]*"
  exec awk -v esc="$esc" 'at = index($0, esc "]7501;") { $0 = substr($0, at + 1, 5000); sub(esc ".*", ""); print; fflush() }'
}

listen() { # chooses a tr and a filter that write at once here; when they end early, the transcript goes on
  trap '' PIPE
  esc=$(printf '\033') at_once='' lines=awk
  case $(stdbuf -o0 tr --version 2>/dev/null) in *'GNU coreutils'*) at_once='stdbuf -o0' ;; esac
  echo x | grep -a -o --line-buffered x >/dev/null 2>&1 && lines='grep'
  if [ "$size" = off ]; then break_lines | filter | records
  else { tee /dev/fd/3 | keep; } 3>&1 >/dev/null | break_lines | filter | records; fi 2>/dev/null
}

# Held as 5, so that the same can be said again in place: a flood costs no process and must not hold up the pane.
put_activity() {
  new=$channel/.activity.$$
  rm -f -- "$new"
  if hold_outside 5 "$new" && said=$held && printf '%s\n' "$content" >"$said" &&
    move_outside "$new" "$channel/activity"; then return; fi
  rm -f -- "$new"
  last='' # the same again is not taken for written
} 2>/dev/null

# shellcheck disable=SC3013 # dash, bash and busybox have -ef
is_ours() { plain "$channel/activity" && [ "$channel/activity" -ef "$said" ]; } # nobody else has written since

records() { # a line each, from a program that nobody vouches for
  last='' state_now='' said='' nl='
'
  find_hooks "$beside"
  old_activity "$(text_outside "$channel/activity" 16384)"
  was=$old_state was_kind=$old_kind
  while IFS= read -r line; do
    [ ${#line} -le 4096 ] || continue
    again=$last last=$line old_state=$was old_kind=$was_kind
    [ "$line" = "$again" ] || understand "${line#*7501;}"
    [ "$state_now" ] || continue
    [ "$state_now" != working ] || [ "$was" = working ] || replace_outside "$channel/receipt" '{}' || last=''
    was=$state_now was_kind=${kind#*=}
    if [ "$line" = "$again" ] && is_ours; then printf '%s\n' "$content" 1<>"$said"; else put_activity; fi
    ! name_event "$was" "$was_kind" "$old_state" "$old_kind" ||
      tell_person "$beside" "$event" "${message:-$was_kind}"
    case $state_now:$old_state in idle:idle|done:done) ;; idle:*|done:*|error:working) end_turn ;; esac
  done
}

understand() { # KEY=VALUE:…: sets `state_now`, empty when there is none that we know, and `content`
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
  case $state_now in blocked) content=$content$kind ;; error) ;; *) return ;; esac
  [ -z "$message" ] || message=$(printf %s "$message" | base64 -d 2>/dev/null | clean_outside | tr -d '\011\012')
  [ -z "$message" ] || content=$content${nl}message=$message
}

end_turn() { # which conversation it was, and what waits for its end; both outlive us, and nobody waits for them
  ! [ -x "$beside/learn-conversation.sh" ] ||
    ( "$beside/learn-conversation.sh" "$channel" </dev/null >/dev/null 2>&1 5>&- & )
  find_state "$channel" && [ "$(messages_outside "$state/queue")" ] || return 0
  ( "$beside/drain-queue.sh" "$channel" </dev/null >/dev/null 2>&1 5>&- & )
}

case $size:$osc in off:) ;; *:osc) listen ;; *) keep ;; esac
