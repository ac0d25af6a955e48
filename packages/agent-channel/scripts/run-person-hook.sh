#!/bin/sh
# run-person-hook.sh CHANNEL EVENT [REASON]   an event for the person's own hook, `HOOKS/EVENT`: it waits for
#                                             its turn, and is run in the background
# run-person-hook.sh --changed CHANNEL STATE KIND OLD_STATE OLD_KIND [REASON]
#                                             the same, where that change of activity is an event
# run-person-hook.sh --run CHANNEL HOOKS      runs what waits, one at a time
#
# HOOKS is ~/.config/mosaic/fleet/hooks. EVENT: blocked, idle, error, quota, failed, started. A hook has ten
# seconds, and nothing that it does reaches the agent: it is run by the user's manager, in a unit of its own;
# where no manager answers, in a session of its own. See docs/reference/hooks.md. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C # bytes, whatever the locale
channel='' state='' hooks='' event='' nl='
'
usage() { echo "run-person-hook.sh: write CHANNEL EVENT [REASON]: see --help" >&2; exit 64; }
case ${1-} in -h|--help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
case $0 in /*) self=$0 ;; *) self=$(cd -- "$(dirname -- "$0")" && pwd)/${0##*/} ;; esac

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
# ---- hook/waiting-event.sh
# What waits for the person's hooks: `hooks/EVENT` in the channel, the newest of each kind, and how many older
# ones it replaced. Whoever looks or writes there holds `hooks/lock`; who runs them holds `hooks/runner`
# meanwhile, and lets go of it only where nothing waits, under the other lock: so what is put there is always
# seen.

hold_lock() { hold_outside 7 "$channel/hooks/lock" && bounded 5 flock 7; }

put_event() { # EVENT REASON: from now on it waits
  # One line, without what acts on a terminal; of more bytes than that nobody reads the rest
  reason=$(printf %.400s "$2" | tr '\011\012\015' '   ' | clean_outside)
  at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  hold_lock || return
  count=0
  ! plain "$channel/hooks/$1" || {
    read_event "$1"
    count=$((dropped + 1))
  }
  replace_outside "$channel/hooks/$1" "dropped=$count${nl}at=$at${nl}reason=$reason"
  _put=$?
  exec 7>&-
  return "$_put"
}

read_event() { # EVENT: sets `dropped`, `old_at`, `old_reason` to what waits
  old_at='' old_reason='' dropped=''
  _text=$(text_outside "$channel/hooks/$1" 4096)
  while IFS= read -r _line; do
    case $_line in
      dropped=*) dropped=${_line#*=} ;;
      at=*) old_at=${_line#*=} ;;
      reason=*) old_reason=${_line#*=} ;;
    esac
  done <<END
$_text
END
  decimal "$dropped" || number=0
  dropped=$number
}

# Takes the one that waits longest: sets `event`, `at`, `reason` and `dropped`. 1 where none does, and then
# nobody is the runner any more.
take_event() {
  hold_lock || return
  event=''
  # A time each is all that is looked at; nothing is opened
  set -- blocked idle error quota failed started
  for _name in $(CDPATH='' cd -- "$channel/hooks" && ls -dtr -- "$@" 2>/dev/null); do
    ! plain "$channel/hooks/$_name" || { event=$_name; break; }
  done
  if [ "$event" ]; then
    read_event "$event"
    at=$old_at reason=$old_reason
    # What cannot be removed would be run for ever.
    rm -f -- "$channel/hooks/$event" || event=''
  fi
  [ "$event" ] || exec 8>&-
  exec 7>&-
  [ "$event" ]
}

is_running() { # whether somebody runs hooks of this agent
  hold_outside 8 "$channel/hooks/runner" || return
  flock -n 8
  _free=$?
  exec 8>&-
  [ "$_free" != 0 ]
}
# ---- end of hook/waiting-event.sh
# ---- hook/run-hook.sh
# How a hook of the person is run: apart from the agent, in the person's environment, for ten seconds at most.

start_runner() {
  # In a unit of its own: an agent's unit, when it ends, kills whatever is in its cgroup. The manager's
  # environment is the person's. A `$` would be expanded there.
  case $self$channel$hooks in *\$*) ;; *) ! in_own_unit || return 0 ;; esac
  # Without the mark by which a stop of the agent finds what is the agent's
  set_environment env -i
  eval "detached $environment \"\$self\" --run \"\$channel\" \"\$hooks\""
}

in_own_unit() {
  bounded 5 systemd-run --user --quiet --no-block --collect -p StandardOutput=null -p StandardError=null \
    -p TimeoutStopSec=2 --description="Hooks for agent ${channel##*/}" -- "$self" --run "$channel" "$hooks"
} </dev/null >/dev/null 2>&1

# WORD...: sets `environment` to these and the person's variables, quoted: none of ours, and none that an
# agent was given
set_environment() {
  environment=$*
  for _name in HOME USER LOGNAME SHELL PATH LANG TZ DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY \
    XAUTHORITY $(env | sed -n 's/^\(XDG_[A-Z_]\{1,60\}\)=.*/\1/p' | sort -u); do
    eval "[ -z \"\${$_name+set}\" ]" || environment="$environment \"$_name=\$$_name\""
  done
}

run_waiting() { # until nothing waits, by one at a time for each agent
  hold_outside 8 "$channel/hooks/runner" && bounded 2 flock 8 || return 0
  cd -- "${HOME-/}" 2>/dev/null || cd /
  while take_event; do
    run_hook
    ! find_state "$channel" || note_end
  done
}

run_hook() { # sets `ended` to its exit status, `timeout`, or why it is not run
  ended=refused
  has_hook "$event" && [ -z "$(find "$hooks/$event" -prune -perm -002)" ] || return 0
  socket=${channel%/*} socket=${socket##*/}
  set_environment exec "$own_session" timeout -k 1 10 env -i
  read -r began _ </proc/uptime
  ( exec </dev/null >/dev/null 2>&1 7>&- 8>&-
    eval "$environment" '"MOSAIC_FLEET=$socket" "MOSAIC_AGENT=${channel##*/}" "MOSAIC_EVENT=$event"' \
      '"MOSAIC_REASON=$reason" "MOSAIC_AT=$at" "$hooks/$event"' ) &
  child=$!
  wait "$child"
  ended=$?
  read -r now _ </proc/uptime
  case $ended:$((${now%.*} - ${began%.*})) in
    124:?|137:?|143:?) ;;
    124:*|137:*|143:*) ended=timeout ;;
  esac
  # What it left in its own session ends with it
  [ -z "$own_session" ] || kill -s KILL -- "-$child" 2>/dev/null
}
own_session=$(command -v setsid) || own_session=''

note_end() { # in `hooks` of the agent's state: a line for each kind of event, how its hook ended last
  _lines='' _total=$dropped
  _text=$(text_outside "$state/hooks" 4096)
  while IFS= read -r _line; do
    case $_line in
      "event=$event "*) ! decimal "${_line##* dropped=}" || _total=$((number + dropped)) ;;
      event=*) _lines=$_lines$_line$nl ;;
    esac
  done <<END
$_text
END
  replace_outside "$state/hooks" "${_lines}event=$event at=$at ended=$ended dropped=$_total"
}
# ---- end of hook/run-hook.sh

case ${1-} in
  --run)
    [ $# -eq 3 ] || usage
    channel=$2 hooks=$3
    own_folder "$channel" "$channel/hooks" && run_waiting
    exit 0 ;;
  --changed)
    [ $# -ge 6 ] || usage
    name_event "$3" "$4" "$5" "$6" || exit 0
    set -- "$2" "$event" "${7:-$4}" ;;
esac
case $#:${2-} in [23]:blocked|[23]:idle|[23]:error|[23]:quota|[23]:failed|[23]:started) ;; *) usage ;; esac
channel=$1
find_hooks "${self%/*}"
if own_folder "$channel" && has_hook "$2" && make_folder "$channel/hooks" && put_event "$2" "${3-}"; then
  is_running || start_runner
fi
