#!/bin/sh
# read-pane.sh CHANNEL SIZE [osc [CGROUP]]   what tmux runs in `pipe-pane -O`: the pane's output on standard input
#
# Keeps `CHANNEL/state/transcript`: at half of SIZE bytes it becomes `transcript.1`, so both together are at most SIZE.
# SIZE `off` keeps none. What cannot be written (a full disk) is dropped, and writing is tried again a megabyte later.
# With `osc` it also reads Program Status Protocol records, `ESC ] 7501 ; key=value:key=value ST`, wherever they stand,
# and writes `activity`, at a begin of work `receipt`; at an end of turn it starts drain-queue.sh when something is queued.
# Ends with its input. CGROUP is the agent's, which it joins, so that what it costs is the agent's. Needs nothing but POSIX tools; GNU's save processes. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # bytes, whatever the locale
channel=${1-} size=${2-} osc=${3-} transcript=${1-}/state/transcript
usage() { echo "read-pane.sh: \`$size $osc\`: write CHANNEL, then a SIZE in bytes or \`off\`, then \`osc\` or nothing" >&2; exit 64; }
case $size in off) ;; ''|0*|*[!0-9]*) usage ;; esac
case $osc in ''|osc) ;; *) usage ;; esac
procs=/sys/fs/cgroup${4-}/cgroup.procs
{ [ -z "${4-}" ] || [ ! -w "$procs" ] || echo $$ >"$procs"; } 2>/dev/null
case $0 in */*) beside=${0%/*} ;; *) beside=. ;; esac

# ---- the transcript -----------------------------------------------------------------------------------------------

# Copies BYTES at most, each as soon as it is there, and never reads more. GNU's head does it in one process; others read
# ahead or keep bytes back, so there dd does, a number of reads each time. These run in subshells, and replace them.
portion() { exec stdbuf -o0 head -c "$1"; }
case $(stdbuf -o0 head --version 2>/dev/null) in
  *'GNU coreutils'*) ;;
  *) portion() { [ "$1" -gt 1024 ] || exec dd bs="$1" count=1; exec dd bs=1024 count=$(($1 / 1024)); } ;;
esac

length() { length=$(wc -c <"$transcript") || length=0; } 2>/dev/null # sets `length`, the transcript's

skip() { # READS: that many are dropped; ends at the end of the stream
  case $(dd bs=8192 count="$1" 2>&1 >/dev/null) in 0+0*) exit 0 ;; esac
}

keep() { # until the end of the stream
  half=$((size / 2))
  length
  while :; do
    if [ "$length" -ge "$half" ]; then
      if mv -f "$transcript" "$transcript.1" 2>/dev/null; then length=0; else skip 128; length; fi
    elif ( portion $((half - length)) ) 2>/dev/null >>"$transcript"; then
      before=$length; length
      [ "$length" -ne "$before" ] || skip 1 # nothing came: most likely the end
    else
      skip 128; length
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

replace() { # NAME CONTENT: whole; the same again is not written as such when this failed
  printf '%s\n' "$2" >"$channel/.$1.stream" && mv -f "$channel/.$1.stream" "$channel/$1" || last=''
} 2>/dev/null

records() { # a line each, from a program that nobody vouches for
  last='' state='' was='' nl='
'
  { IFS= read -r was <"$channel/activity"; } 2>/dev/null
  was=${was#state=}
  while IFS= read -r line; do
    [ ${#line} -le 4096 ] || continue
    again=$last last=$line
    [ "$line" = "$again" ] || understand "${line#*7501;}"
    [ "$state" ] || continue
    [ "$state" != working ] || [ "$was" = working ] || replace receipt '{}'
    before=$was was=$state
    # The same again makes the file younger, in place and without a process: a flood must not hold up the pane
    if [ "$line" = "$again" ] && unchanged; then printf '%s\n' "$content" 1<>"$channel/activity"
    else replace activity "$content"; fi
    case $state:$before in idle:idle|done:done) ;; idle:*|done:*|error:working) end_turn ;; esac
  done
}

understand() { # KEY=VALUE:…: sets `state`, empty when there is none that we know, and `content`
  state='' kind='' message=''
  IFS=:
  for pair in $1; do
    case $pair in
      state=idle|state=working|state=blocked|state='done'|state=error) state=${pair#*=} ;;
      state=clear) state=unknown ;;
      state=*) state='' ;;
      kind=permission|kind=question|kind=auth|kind=quota) kind=$nl$pair ;;
      msg=?*) [ ${#pair} -gt 404 ] || message=${pair#*=} ;;
    esac
  done
  unset IFS
  content="state=$state${nl}source=stream"
  case $state in blocked) content=$content$kind ;; error) ;; *) return ;; esac
  [ -z "$message" ] || message=$(printf %s "$message" | base64 -d 2>/dev/null | tr -d '\000-\037\177')
  [ -z "$message" ] || content=$content${nl}message=$message
}

unchanged() { # nobody else has written since
  { IFS= read -r one && IFS= read -r two; } <"$channel/activity" && [ "$one$two" = "state=${state}source=stream" ]
} 2>/dev/null

end_turn() { # which conversation it was, and what waits for its end; both outlive us, and nobody waits for them
  ! [ -x "$beside/learn-conversation.sh" ] || ( "$beside/learn-conversation.sh" "$channel" </dev/null >/dev/null 2>&1 & )
  set +f; set -- "$channel"/state/queue/*; set -f
  [ ! -e "$1" ] || ( "$beside/drain-queue.sh" "$channel" </dev/null >/dev/null 2>&1 & )
}

case $size:$osc in off:) ;; *:osc) listen ;; *) keep ;; esac
