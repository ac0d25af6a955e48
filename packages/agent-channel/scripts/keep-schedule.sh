#!/bin/sh
# keep-schedule.sh AGENT UNITS SOCKET   applies the last edge of an agent's schedule that nobody has applied
#                                       yet: starts its unit and links it for boot, or stops and unlinks it
#
# Started by a timer at each edge, at boot, and before a start of the agent. The edges stand in the drop-in
# of the timer, as `X-MosaicStart=` and `X-MosaicStop=`. Since when they count tells the file
# `scheduled/SOCKET/AGENT` of the state folder, in seconds since the epoch: the last edge that was applied,
# or the last start or stop by a person, which holds until the next edge. `new` behind
# that is of a schedule that begins: where none of its edges is past, it is as before its first one.
# Exit: 64 usage, 69 no word of systemd, 73 the state folder cannot be written, 75 it would not start or stop.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin
nl='
'
agent=${1-} units=${2-} socket=${3-} edge='' since=''
said='' next='' now='' seconds='' fresh='' number=0

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

case $agent in ''|[!a-z0-9]*|*[!a-z0-9_-]*) agent='' ;; esac
case $socket in ''|[!A-Za-z0-9]*|*[!A-Za-z0-9._-]*) agent='' ;; esac
case $units in /*) ;; *) agent='' ;; esac
[ "$agent" ] || { echo 'keep-schedule.sh: see its first lines for what it takes' >&2; exit 64; }
unit=mosaic-agent@$agent.service
file=$units/mosaic-schedule@$agent.timer.d/50-roster.conf
state=${HOME-}/.local/state
case ${XDG_STATE_HOME-} in /*) state=$XDG_STATE_HOME ;; esac
state=$state/mosaic/fleet
note=$state/scheduled/$socket/$agent
stopped=$state/stopped/$socket/$agent
channel=$state/agents/$socket/$agent
start=$(sed -n 's/^X-MosaicStart=//p' "$file" 2>/dev/null)
stop=$(sed -n 's/^X-MosaicStop=//p' "$file" 2>/dev/null)

say() { printf 'keep-schedule.sh: %s: %s\n' "$agent" "$1" >&2; }

# ---- schedule/last-edge.sh
# Which edge of a schedule was the last one, asked of systemd. Needs `bounded`, `say` and `nl`.

# EXPRESSION SECONDS: sets `next` to the first time after these seconds since the epoch, as digits of UTC;
# '' for never. An expression is words to systemd, whatever it holds: `--` goes before it.
after() {
  next=''
  [ "$1" ] || return 0
  told=$(bounded 10 systemd-analyze calendar --base-time="@$2" -- "$1" </dev/null 2>&1) ||
    { say "systemd-analyze: ${told%%"$nl"*}"; exit 69; }
  # The second line is there where the time zone is another.
  next=$(printf '%s\n' "$told" | sed -n -e 's/^ *Next elapse: *//p' -e 's/^ *(in UTC): *//p' | tail -n 1)
  next=$(printf %s "${next#* }" | tr -dc 0-9 | head -c 14)
}

is_past() { [ "$next" ] && [ "$next" -le "$now" ]; }

# SECONDS: sets `edge` to what has an edge after them that is not to come: start, stop, both; ''
edges_after() {
  edge=''
  after "$start" "$1"
  ! is_past || edge=start
  after "$stop" "$1"
  ! is_past || case $edge in '') edge=stop ;; *) edge=both ;; esac
}
# Sets `edge` to the last one of all that count: start, stop; ''. Of two at the same second stop.
last_edge() {
  edges_after "$since"
  [ "$edge" = both ] || return 0
  # The last moment after which there is any, by halves.
  early=$since late=$seconds
  while [ $((late - early)) -gt 1 ]; do
    middle=$(((early + late) / 2))
    edges_after "$middle"
    case $edge in
      '') late=$middle ;;
      both) early=$middle ;;
      *) return 0 ;;
    esac
  done
  edges_after "$early"
  [ "$edge" != both ] || edge=stop
}
# ---- end of schedule/last-edge.sh

# Sets `since`, `now`, and `begins` where the schedule does.
read_note() {
  said=$(read_outside "$note" 64 | tr -d '\000')
  seconds=$(date +%s) now=$(date -u +%Y%m%d%H%M%S) begins=''
  case $said in *' new') begins=new ;; esac
  # It is lost, or the clock went back meanwhile: then the edge of just now counts alone.
  if decimal "${said%% *}" && [ "$number" -le "$seconds" ]; then since=$number; return; fi
  since=$((seconds - 2))
  said=$since${begins:+ new}
  write "$note" "$said"
}

# Once it is applied, for whatever may end this in between. A person's act meanwhile is later than it.
note_applied() {
  [ "$(read_outside "$note" 64 | tr -d '\000')" != "$said" ] || write "$note" "$seconds"
}

# FILE TEXT
write() {
  own_folder "${1%/*}" || mkdir -p -- "${1%/*}"
  replace_outside "$1" "$2" || { say "$1 cannot be written"; exit 73; }
}

forget() { # NAME...: in what outlives its channel
  own_folder "$channel" || return 0
  for name; do rm -f -- "$channel/$name"; done
}

ctl() { bounded 90 systemctl --user "$@" </dev/null; }

begin() { # without a wait: the agent's start waits for the end of this
  rm -f -- "$stopped"; forget finished asleep waking
  ctl -q --no-reload enable -- "$unit" || say "$unit is not linked for boot"
  ctl reset-failed -- "$unit" 2>/dev/null
  ctl --no-block start -- "$unit" || exit 75
}

end() { # remembered first, for a boot may come in between
  write "$stopped" schedule
  forget asleep waking
  ctl -q --no-reload disable -- "$unit" || say "$unit is still linked for boot"
  ctl stop -- "$unit" || exit 75
  ctl reset-failed -- "$unit" 2>/dev/null
}

while :; do
  read_note
  # After `down` nothing comes by itself.
  [ "$(read_outside "$stopped" 16)" != down ] || exit 0
  last_edge
  # Before its first edge it is as a stop would leave it.
  [ "$begins" != new ] || [ "$edge" ] || if [ "$start" ]; then edge=stop; else edge=start; fi
  [ "$edge" ] || exit 0
  case $edge in start) begin ;; stop) end ;; esac
  note_applied # as of before it: what came meanwhile is after it
done
