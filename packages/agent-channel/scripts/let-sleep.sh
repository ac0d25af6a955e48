#!/bin/sh
# let-sleep.sh --unit AGENT UNITS CHANNEL   puts an agent to sleep that is idle for long: stops its unit. How
#                                           long stands in the drop-in of its unit, as `X-MosaicIdleSec=`
# let-sleep.sh --pane PID SECONDS CHANNEL   the same of a session without a unit: ends its pane half, PID
#
# Started now and then, by a timer or by a shell beside the pane half. Does nothing unless the agent said
# itself that it is idle, for so long, no message waits, nobody is attached to a session that shows it, and
# nothing stands in its input box. `asleep` in its channel's state says from then on that it sleeps; who wakes
# it makes it `waking`. All under the agent's lock: a message waits until it is asleep.
# Exit: 64 usage, 73 `asleep` cannot be written, 75 it would not end.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin
how=${1-} who=${2-} channel=${4-} after='' state='' source='' said='' client='' socket='' pane=''

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

case $how in
  --unit) unit=mosaic-agent@$who.service
    after=$(sed -n 's/^X-MosaicIdleSec=//p' "${3-}/$unit.d/50-roster.conf" 2>/dev/null) ;;
  --pane) after=${3-}; decimal "$who" && [ "$number" -gt 1 ] || exit 64; who=$number ;;
  *) echo 'let-sleep.sh: see its first lines for what it takes' >&2; exit 64 ;;
esac
# It does not sleep any more.
decimal "$after" && [ "$number" -gt 0 ] || exit 0
after=$number

is_idle() { # did it say so itself, and for so long nothing else?
  folder=$state
  settings_outside "$channel/activity" 16384 state source
  doing=$state state=$folder
  case $doing in idle|done) ;; *) return 1 ;; esac
  case $source in hook|stream|native) ;; *) return 1 ;; esac
  plain "$channel/activity" && decimal "$(date -r "$channel/activity" +%s)" &&
    [ $(($(date +%s) - number)) -ge "$after" ]
} 2>/dev/null

nothing_waits() { [ -z "$(messages_outside "$state/queue")$(messages_outside "$state/taken")" ]; }

nobody_looks() { # at any session that shows its pane; and what its output said is read still
  # Never `$(…)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
  bounded 10 "$client" -u -N -S "$socket" list-panes -a -f "#{==:#{pane_id},$pane}" \
    -F '#{session_attached} #{pane_dead} #{pane_pipe}' </dev/null >"$said" 2>/dev/null || return 1
  panes=''
  while read -r attached dead piped; do
    [ "$attached$dead" = 00 ] || return 1
    [ "$source" != stream ] || [ "$piped" = 1 ] || return 1
    panes=yes
  done <"$said"
  [ "$panes" ]
}

box_is_empty() { box=$(bounded 60 "${0%/*}/drain-queue.sh" --look "$channel") && [ -z "$box" ]; } 2>/dev/null

may_sleep() { is_idle && nothing_waits && nobody_looks && box_is_empty; }

runs() { # UNIT or pane half
  case $how in
    --unit)
      case $(bounded 10 systemctl --user is-active -- "$unit" 2>/dev/null) in
        inactive|failed) return 1 ;;
      esac ;;
    *) kill -0 "$who" 2>/dev/null ;;
  esac
}

end() {
  if [ "$how" = --unit ]; then bounded 75 systemctl --user stop -- "$unit" </dev/null; return; fi
  # It goes to the whole group, this process included.
  trap '' HUP TERM
  kill -s TERM -- "-$who"
  left=120
  while runs && [ $((left -= 1)) -gt 0 ]; do
    [ "$left" != 20 ] || end_children
    sleep 0.1
  done
} 2>/dev/null

end_children() { # of the pane half, which then ends itself; not this process, nor what it stands below
  ps -A -o pid=,ppid= | awk -v us=$$ -v half="$who" '
    { up[$1] = $2 }
    END {
      for (pid = us; pid in up; pid = up[pid]) above[pid]
      for (pid in up) if (up[pid] == half && !(pid in above)) print pid
    }' | while read -r pid; do kill -s KILL "$pid"; done
}

find_state "$channel" && aim "$channel" || exit 0
mark=$state/asleep
# Most looks end here. Without the mark of a look that was cut short there is nothing to mend.
is_idle || [ -e "$mark" ] || exit 0
command -v flock >/dev/null 2>&1 || exit 0
hold_outside 9 "$channel/lock" && flock -n 9 || exit 0
# shellcheck disable=SC3013 # dash, bash and busybox have -ef
[ "$channel/lock" -ef "$held" ] || exit 0 # replaced meanwhile: who comes now locks the other one
trap 'rm -f -- "$channel/.sleep.$$"' EXIT
scratch_outside 7 "$channel/.sleep.$$" && said=$held || exit 73
if ! may_sleep; then
  # One that was cut short: it runs, and does something.
  [ ! -e "$mark" ] || ! runs || rm -f -- "$mark"
  exit 0
fi
replace_outside "$mark" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" || exit 73
end
! runs || { rm -f -- "$mark"; exit 75; }
note_event "$state" activity asleep launcher
