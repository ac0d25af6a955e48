#!/bin/sh
# read-pane.sh CHANNEL SIZE [osc [CGROUP]]
# What tmux runs in `pipe-pane -O`, with the pane's output on standard input.
#
# Keeps `CHANNEL/state/transcript`: at half of SIZE bytes it becomes `transcript.1`, so both together are at
# most SIZE. SIZE `off` keeps none. What cannot be written (a full disk) is dropped, and writing is tried
# again a megabyte later. With `osc` it also reads Program Status Protocol records,
# `ESC ] 7501 ; key=value:key=value ST`, wherever they stand, and writes `activity`, at a begin of work
# `receipt`; at an end of turn it starts drain-queue.sh when something is queued. Whatever is put in the place
# of what it writes, it reads on, for a pipe that nobody empties would hold up the pane.
# Ends with its input. CGROUP is the agent's, which it joins, so that what it costs is the agent's.
# Needs nothing but POSIX tools; GNU's save processes. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # bytes, whatever the locale
channel=${1-} size=${2-} osc=${3-} state='' hooks='' old_state='' old_kind='' event=''
usage() {
  echo "read-pane.sh: \`$size $osc\`:" \
    "write CHANNEL, then a SIZE in bytes or \`off\`, then \`osc\` or nothing" >&2
  exit 64
}
case $size in off) ;; ''|0*|*[!0-9]*) usage ;; esac
case $osc in ''|osc) ;; *) usage ;; esac
# Directly on a unified hierarchy, else by the manager; the server's own bus leads nowhere.
join_group() { # CGROUP
  echo $$ >"/sys/fs/cgroup$1/cgroup.procs" ||
    (unset DBUS_SESSION_BUS_ADDRESS
      exec busctl --user -q --timeout=5 call org.freedesktop.systemd1 /org/freedesktop/systemd1 \
        org.freedesktop.systemd1.Manager AttachProcessesToUnit ssau "${1##*/}" "" 1 $$ </dev/null >&2)
} 2>/dev/null
[ -z "${4-}" ] || join_group "$4"
case $0 in */*) beside=${0%/*} ;; *) beside=. ;; esac

# ---- lib/outside.sh
# What an agent, or another program, may have written is never waited for, never followed, never read further
# than said. A read has a deadline, for between a look and the opening something else may be put there. A
# write opens no file that stands: it makes a new one under a name that nobody can foresee and renames it, so
# that it meets neither a FIFO, nor a link, nor a lease on the old one (fcntl(2), F_SETLEASE). Who is of this
# user can put another file there again at once.

# A deadline for what may hang, where the machine has timeout(1).
bounded() { timeout -k 1 "$@"; }
command -v timeout >/dev/null 2>&1 || bounded() { shift; "$@"; }

plain() { [ -f "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]; } # FILE: is it a plain file of this user's?

read_outside() { # FILE BYTES: prints its first bytes; 1 where it is none of ours
  plain "$1" && bounded 2 head -c "$2" -- "$1"
} 2>/dev/null

# FILE: sets `fresh` to a name beside it that nobody can foresee, for `>` under `set -C`. It starts no process
fresh_outside() {
  fresh=''
  [ -r /proc/sys/kernel/random/uuid ] || fresh=$(uuidgen)
  while [ ${#fresh} -lt 12 ]; do # a digit of each read where dash gets no more from this file at once
    read -r _digit </proc/sys/kernel/random/uuid || :
    case $_digit in
      *-????????????) fresh=${_digit##*-} ;;
      *) fresh=$fresh${_digit%"${_digit#?}"} ;;
    esac
  done
  fresh=${1%/*}/.${1##*/}.$fresh
} 2>/dev/null

# FILE [TEXT]: makes it that line, or standard input, whole, by one process. A link there goes, a folder
# stays.
replace_outside() {
  fresh_outside "$1"
  set -C
  if case ${2+x} in x) printf '%s\n' "$2" ;; *) cat ;; esac >"$fresh" && move_outside "$fresh" "$1"
  then set +C; return 0; fi
  set +C
  rm -f -- "$fresh"
  return 1
} 2>/dev/null

# FROM TO: renames; 1 where a folder stands. Without -T, which not every mv(1) has, a link to one is moved
# into.
move_outside() { mv -fT -- "$1" "$2" || { vacate "$2" && mv -f -- "$1" "$2"; }; } 2>/dev/null

# FILE: so that a rename replaces what stands there; 1 for a folder. Through a link to one, mv(1) would move
# into it.
vacate() {
  [ ! -L "$1" ] || rm -f -- "$1"
  [ ! -d "$1" ]
}

own_folder() { # FOLDER...: is each one of this user's, and no link?
  for _folder; do
    { [ -d "$_folder" ] && [ ! -L "$_folder" ] && [ -O "$_folder" ]; } || return 1
  done
}

# FD FILE: holds it open as FD for both, made where nothing stands; that waits for no FIFO's other end. Sets
# `held` to the path of what is held, whatever is put in its place meanwhile. 1 where it is none of ours.
hold_outside() {
  # What two make at the same time is one file: nothing is removed that was not there first.
  if [ -e "$2" ] || [ -L "$2" ]; then plain "$2" || rm -f -- "$2"; fi
  eval "command exec $1<>\"\$2\"" || return
  held=/proc/self/fd/$1
  [ -e "$held" ] || held=$2
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  if plain "$2" && [ "$2" -ef "$held" ]; then return 0; fi
  eval "exec $1>&-"
  return 1
} 2>/dev/null

# FILE TEXT: makes it that line; where nothing stands, in one write and by no process
note_outside() {
  if [ ! -e "$1" ] && [ ! -L "$1" ] && hold_outside 7 "$1"; then
    # Another one may have written there first.
    if [ ! -s "$held" ] && printf '%s\n' "$2" >&7; then exec 7>&-; return 0; fi
    exec 7>&-
    replace_outside "$1" "$2" && return
    [ -s "$1" ] || rm -f -- "$1" # made, and then there was no space
    return 1
  fi
  replace_outside "$1" "$2"
} 2>/dev/null

# TEXT: sets `number` to it, fit for arithmetic, which takes 0899 for octal; 1 where it is none of 12 digits
# at most.
decimal() {
  number=0
  case $1 in ''|*[!0-9]*) return 1 ;; esac
  _digits=${1#"${1%%[!0]*}"}
  [ ${#_digits} -le 12 ] || return 1
  number=${_digits:-0}
}
# ---- end of lib/outside.sh
# ---- lib/channel.sh
# How the scripts beside an agent read and write its channel.

# FOLDER: for this user alone, in the place of what is none; 1 where somebody else's stands there
make_folder() {
  own_folder "$1" || { rm -f -- "$1"; mkdir -m 700 -- "$1"; }
  own_folder "$1"
} 2>/dev/null

# CHANNEL: sets `state` to the folder behind its link, which is named like the channel; 1 where that is
# another.
find_state() {
  _name=${1%/*} _name=${_name##*/}/${1##*/} state=$1/state
  { own_folder "$1" && [ ! -L "${1%/*}" ]; } || state=''
  if [ -L "$state" ]; then
    state=$(CDPATH='' cd -P -- "$state" && pwd -P)
    case $state in */"$_name") ;; *) state='' ;; esac
  fi
  own_folder "$state" || { state=''; return 1; }
} 2>/dev/null

# FILE BYTES: the same for a variable, where a NUL would be dropped, and make a word of what is none
text_outside() { read_outside "$1" "$2" | tr '\000' '\177'; }

settings_told() { # TEXT KEY...: sets these variables from its `KEY=VALUE` lines
  _text=$1; shift
  for _key do eval "$_key=''"; done
  while IFS= read -r _line; do
    for _key do case $_line in "$_key="*) eval "$_key=\${_line#*=}" ;; esac; done
  done <<EOT
$_text
EOT
}

settings_outside() { # FILE BYTES KEY...: the same from a file
  _told=$(text_outside "$1" "$2"); shift 2
  settings_told "$_told" "$@"
}

# CHANNEL KEY...: sets these, and `client`, `socket`, `pane`, `session`, from its `target`; 1 where the
# launcher writes no such: `client` is what we run.
aim() { _channel=$1; shift; aim_told "$(text_outside "$_channel/target" 65536)" "$@"; }

# shellcheck disable=SC2154 # settings_told sets them
aim_told() { # TEXT KEY...: the same from what `target` would hold
  _told=$1; shift
  settings_told "$_told" client socket pane session "$@"
  case $client in /*/tmux) ;; *) return 1 ;; esac
  case $socket in /*) ;; *) return 1 ;; esac
  case $pane in %*[!0-9]*|%) return 1 ;; %*) ;; *) return 1 ;; esac
  case $session in ''|[!a-z0-9]*|*[!a-z0-9_-]*) return 1 ;; esac
  [ -f "$client" ] && [ -x "$client" ]
}

size_outside() ( # FILE: prints its bytes, 0 where it is none of ours. ls(1) opens nothing
  # shellcheck disable=SC2046 # its words
  ! plain "$1" || { IFS=' '; set -- $(ls -lnd -- "$1"); decimal "${5-}"; echo "$number"; return; }
  echo 0
) 2>/dev/null

link_outside() { vacate "$2" && ln -- "$1" "$2"; } 2>/dev/null # FROM TO

scratch_outside() { # FD FILE: the same, anew and empty, and nobody finds it by its name
  if [ -e "$2" ] || [ -L "$2" ]; then rm -f -- "$2"; fi
  hold_outside "$@" || return
  [ "$held" = "$2" ] || rm -f -- "$2"
} 2>/dev/null

# FILE TEXT: adds a line; what is no plain file of ours is replaced by one. Others add to it as well, so it
# is opened, by a child with a deadline, which writes nowhere but there. A line that was cut short gets its
# end first.
append_outside() {
  # A file of several names is replaced as well: another one may be a file of the person's
  if ! plain "$1"; then replace_outside "$1" "$2"; return; fi
  # shellcheck disable=SC2016 # the inner shell expands it
  bounded 2 sh -c 'exec 3<>"$1" || exit
    file=/proc/self/fd/3
    [ -e "$file" ] || file=$1
    [ -f "$1" ] && [ ! -L "$1" ] && [ "$1" -ef "$file" ] || exit
    set -- "$1" "$2" $(ls -lndL -- "$file")
    [ "$4" = 1 ] || exit 3
    chmod 600 -- "$1"
    cut=""
    [ ! -s "$1" ] || [ "$(tail -c 1 <&3 | wc -l)" -ne 0 ] || cut=x
    printf "%s\n" ${cut:+""} "$2" >>"$file"' sh "$1" "$2" || {
    [ $? = 3 ] && replace_outside "$1" "$2"
  }
} 2>/dev/null

# FOLDER: prints the names `MILLISECONDS-ID` and `MILLISECONDS.EXPIRES-ID` in it, the oldest first; of a
# flood 4096
messages_outside() {
  own_folder "$1" || return 0
  bounded 10 find "$1/." ! -name . -prune -type f -name '[0-9]*-*' |
    grep -Eo '/[0-9]{13}(\.([0-9]{10}|expired|cancelled))?-[A-Za-z0-9_-]{1,200}$' |
    head -n 4096 | tr -d / | sort
} 2>/dev/null

# Standard input as `send` cleans a text: CR and CRLF become LF; C0 but TAB and LF, DEL, C1, what is no
# UTF-8 go.
clean_outside() { # the x keeps sed from giving a last line an end
  # shellcheck disable=SC2016 # sed's
  { tr -d '\000'; printf x; } | LC_ALL=C sed "s/$(printf '\r')\$//" | tr '\r' '\n' |
    tr -d '\001-\010\013-\037\177' | LC_ALL=C sed -E "$(printf '%b' \
      's/(\0302[\0240-\0277]|[\0303-\0337][\0200-\0277]' \
      '|\0340[\0240-\0277][\0200-\0277]|\0355[\0200-\0237][\0200-\0277]' \
      '|[\0341-\0354\0356\0357][\0200-\0277]{2}|\0360[\0220-\0277][\0200-\0277]{2}' \
      '|[\0361-\0363][\0200-\0277]{3}|\0364[\0200-\0217][\0200-\0277]{2})|[\0200-\0377]/\\1/g;$s/x$//')"
}
# ---- end of lib/channel.sh
# ---- lib/detached.sh
# What a script starts beside the agent and does not wait for.

# PROGRAM ARG...: in a session of its own, with nothing kept open, for the runtime waits for whoever holds its
# pipes
detached() (
  exec </dev/null >/dev/null 2>&1 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
  if command -v setsid; then setsid "$@" & else trap '' HUP; "$@" & fi
)
# ---- end of lib/detached.sh
# ---- lib/event.sh
# The journal of a fleet's events (docs/reference/events.md): a JSON line for each change of an agent.

# TEXT: as JSON has it between its quotes
quoted() { printf %s "$1" | tr -d '\000-\037\177' | sed 's/[\\"]/\\&/g'; }

# STATE KIND TO SOURCE [REASON [MESSAGE [LIFECYCLE [AT]]]]: adds one about the agent whose state folder that
# is, if the launcher made the journal's, and before it that it is LIFECYCLE now. What cannot be written costs
# the news alone.
note_event() (
  name_journal "$1" && hold_journal "$journal" || exit 0
  name_now "${8-}"
  {
    [ -z "${7-}" ] || say_event "$time" "$1" lifecycle "$7" "$4"
    say_event "$time" "$1" "$2" "$3" "$4" "${5-}" "${6-}"
  } >>"$held"
) 2>/dev/null

name_now() { # [AT]: sets `time`
  time=${1:-$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)}
  case $time in *.[0-9][0-9][0-9]Z) ;; *) time=${time%.*}Z ;; esac # not every date(1) knows milliseconds
}

# AT STATE KIND TO SOURCE [REASON]: the same of a time that is known, in this process and, without a reason,
# by no other. Whether the file has another name, too, is for the next `note_event` to see.
add_event() {
  name_journal "$2" && hold_outside 6 "$journal" || return 0
  if command exec 6>>"$held"; then
    say_event "$@" >&6
    ! is_full || put_aside "$journal"
  fi
  exec 6>&-
} 2>/dev/null

# Whether half of what is kept is in what was just written to, as the kernel tells.
is_full() { { read -r _ written </proc/self/fdinfo/6; } 2>/dev/null && [ "$written" -ge 4194304 ]; }

name_journal() { # STATE: sets `journal`; 1 where its folder is none of ours
  journal=${1%/*}
  journal=${1%/*/*/*}/events/${journal##*/}
  own_folder "${journal%/*}" "$journal" && journal=$journal/events
}

# AT STATE KIND TO SOURCE [REASON [MESSAGE]]: prints its line
say_event() {
  line="\"at\":\"$1\",\"agent\":\"${2##*/}\",\"kind\":\"$3\",\"to\":\"$4\",\"source\":\"$5\""
  [ -z "${6-}" ] || line="$line,\"reason\":\"$(quoted "$6")\""
  printf '{%s%s}\n' "$line" "${7:+,\"message\":\"$7\"}"
}

# FILE: holds it open as 6. A full one, or one that has another name, becomes FILE.1, once: by whoever has its
# lock while it is still there.
hold_journal() {
  hold_outside 6 "$1" || return
  [ -z "$(find -L "$held" -prune -links 1 -size -4096k)" ] || return 0
  put_aside "$1"
  hold_outside 6 "$1"
} >/dev/null

put_aside() { # FILE: which is held
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  if { ! command -v flock || flock -n 6; } && [ "$1" -ef "$held" ]; then move_outside "$1" "$1.1"; fi
} >/dev/null
# ---- end of lib/event.sh
# ---- lib/old-activity.sh
# What was said before.

# TEXT: sets `old_state` and `old_kind` to those of an activity as it is written
old_activity() {
  old_state=${1#state=} old_kind=''
  old_state=${old_state%%"$nl"*}
  case $1 in *"${nl}kind="*) old_kind=${1#*"${nl}kind="} old_kind=${old_kind%%"$nl"*} ;; esac
}

# shellcheck disable=SC2034 # agent-hook.sh reads it once
known() { # TEXT: whether it is a line of the activity that is written there, which `before` is from then on
  before=$(text_outside "$channel/activity" 16384) was_read=yes
  case $nl$before$nl in *"$nl$1$nl"*) ;; *) return 1 ;; esac
}
# ---- end of lib/old-activity.sh
# ---- lib/person-hook.sh
# The person's own hook, `HOOKS/EVENT`.

# FOLDER: sets `hooks` for a script that stands there: beside the tools where it is installed, for an agent
# may have another HOME
find_hooks() {
  case $1 in
    */mosaic/tools/fleet) hooks=${1%/tools/fleet}/fleet/hooks; return ;;
  esac
  case ${XDG_CONFIG_HOME-} in
    /*) hooks=$XDG_CONFIG_HOME/mosaic/fleet/hooks ;;
    *) hooks=${HOME-}/.config/mosaic/fleet/hooks ;;
  esac
}

has_hook() { plain "$hooks/$1" && [ -x "$hooks/$1" ]; } # EVENT
# ---- end of lib/person-hook.sh
# ---- lib/person-event.sh
# What a change of activity is for a person.

# STATE KIND OLD_STATE OLD_KIND: sets `event` to what that change of activity is for a person; 1 where it is
# nothing
name_event() {
  event=''
  case $1 in
    idle|done) case $3 in working|blocked) event=idle ;; esac ;;
    blocked) [ "$3:$4" = "blocked:$2" ] || case $2 in quota) event=quota ;; *) event=blocked ;; esac ;;
    error) [ "$3" = error ] || event=error ;;
  esac
  [ "$event" ]
}
# ---- end of lib/person-event.sh
# ---- lib/tell-person.sh
# Tells the person's own hook of a change. Where there is no such hook no process is started.

# FOLDER EVENT REASON: by the script that stands there, which nobody waits for
tell_person() {
  ! has_hook "$2" || [ ! -x "$1/run-person-hook.sh" ] || detached "$1/run-person-hook.sh" "$channel" "$2" "$3"
}
# ---- end of lib/tell-person.sh
# ---- pane/transcript.sh
# Keeps what the pane prints, in two halves of SIZE.

# Copies BYTES at most, each as soon as it is there, and never reads more. GNU's head does it in one process;
# others read ahead or keep bytes back, so there dd does, a number of reads each time. These run in subshells,
# and replace them.
portion() { exec stdbuf -o0 head -c "$1"; }
command -v stdbuf >/dev/null && is_gnu=$(head --version 2>/dev/null) || is_gnu=''
case $is_gnu in
  *'GNU coreutils'*) ;;
  *) portion() { [ "$1" -gt 1024 ] || exec dd bs="$1" count=1; exec dd bs=1024 count=$(($1 / 1024)); } ;;
esac

# Sets `length` to that of what is held as 6; 1 where it has another name, which may be a file of the
# person's. One process for all that is asked, for this is done at each half.
measure() {
  # shellcheck disable=SC2046 # its words
  set -- $(ls -lndL -- "$held")
  [ "${2-}" = 1 ] && decimal "${5-}" || return
  length=$number
  case $1 in -rw-------*) ;; *) chmod 600 "$held" ;; esac
}

# Holds it as 6, and sets `length`; what stood there, or was put there since, is not in the way.
open_transcript() {
  find_state "$channel" && hold_outside 6 "$state/transcript" || return
  measure || { rm -f -- "$state/transcript"; hold_outside 6 "$state/transcript" && measure; }
} 2>/dev/null

skip() { # READS: that many are dropped; ends at the end of the stream
  case $(dd bs=8192 count="$1" 2>&1 >/dev/null) in 0+0*) exit 0 ;; esac
}

rotate() { # a folder that stands in the way of the older half costs that half
  move_outside "$state/transcript" "$state/transcript.1" || rm -f -- "$state/transcript"
  [ ! -e "$state/transcript" ]
} 2>/dev/null

keep() { # until the end of the stream
  half=$((size / 2)) length=0 before=''
  while :; do
    if ! open_transcript; then before='' && skip 128; continue; fi
    # Nothing came: most likely the end
    [ "$length" != "$before" ] || skip 1
    before=''
    if [ "$length" -ge "$half" ]; then rotate || skip 128
    elif ( portion $((half - length)) ) 2>/dev/null >>"$held"; then before=$length
    else skip 128
    fi
  done
}
# ---- end of pane/transcript.sh
# ---- pane/records.sh
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
# ---- end of pane/records.sh
# ---- pane/turn-over.sh
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
# ---- end of pane/turn-over.sh

case $size:$osc in off:) ;; *:osc) listen ;; *) keep ;; esac
