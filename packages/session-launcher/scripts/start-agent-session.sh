#!/bin/sh
# start-agent-session.sh AGENT          start the agent's tmux session, or find it running
# start-agent-session.sh --environment FILE --restart POLICY:DELAY:MAX_DELAY:BURST [--idle SECONDS] AGENT
#                                       the same in just the environment of FILE, `export KEY='VALUE'` lines
# start-agent-session.sh --many FILE    the same of many: NAME POLICY:DELAY:MAX_DELAY:BURST SECRET IDLE in
#                                       lines on standard input, functions `environment_N` in FILE; prints who
#                                       runs
# start-agent-session.sh --wait-holder  wait until the holder's server answers, then load the fleet's options
# start-agent-session.sh --let-sleep AGENT UNITS CHANNEL
#                                       let-sleep.sh beside it, if it is there: may the agent's unit sleep?
# start-agent-session.sh --keep-schedule AGENT UNITS SOCKET
#                                       keep-schedule.sh beside it, if it is there: is its unit to run now?
# start-agent-session.sh --gave-up AGENT HOME RUNTIME
#                                       tell that its unit is not started again by itself
# start-agent-session.sh --canary       an agent without an account: says who it is, beats, answers each line
#
# As the main process of mosaic-agent@AGENT.service it supervises the session and ends with the agent's own
# status. By hand it returns once the session runs; the pane half then restarts the agent itself.
# Exit: 66 workdir away, 69 tmux or its server away, 71 not adopted, 72 program away, 73 runtime files cannot
# be made, 75 session gone, 78 configuration, which alone is never tried again.

umask 077

# ---- launcher/scrub.sh
# The pane half by hand sheds what its server has for an environment, at once: what stands below is read twice
# then otherwise.
case ${1-}:${3-} in
  --pane:guest|--pane:hand)
    LC_ALL=C; export LC_ALL # it reads nothing of a locale then
    exec env -i TERM="$TERM" TMUX="$TMUX" TMUX_PANE="$TMUX_PANE" PATH="$PATH" \
      ${TERM_PROGRAM+"TERM_PROGRAM=$TERM_PROGRAM"} \
      ${TERM_PROGRAM_VERSION+"TERM_PROGRAM_VERSION=$TERM_PROGRAM_VERSION"} \
      "$0" --pane "$2" "scrubbed-$3" "$4" ;;
esac
# ---- end of launcher/scrub.sh

# ==== what every process of it needs ====================================================================

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
# ---- lib/tell-person.sh
# Tells the person's own hook of a change. Where there is no such hook no process is started.

# FOLDER EVENT REASON: by the script that stands there, which nobody waits for
tell_person() {
  ! has_hook "$2" || [ ! -x "$1/run-person-hook.sh" ] || detached "$1/run-person-hook.sh" "$channel" "$2" "$3"
}
# ---- end of lib/tell-person.sh
# ---- launcher/withheld.sh
# What the agent's environment is to be without. Generated by tools/generate-reference.mjs from
# src/launch/variables.ts: change that, then run it.

# The pane has its own, and so has the shell.
unset_pane_names() { unset TERM TMUX TMUX_PANE PWD OLDPWD SHLVL _; }

# Of the rest it is rid by the pane half: these are words of the manager to this process, and ours.
say_withheld() {
  echo 'unset \
    NOTIFY_SOCKET SYSTEMD_EXEC_PID INVOCATION_ID RUNTIME_DIRECTORY JOURNAL_STREAM LOG_NAMESPACE \
    WATCHDOG_USEC WATCHDOG_PID MANAGERPID MANAGERPIDFDID LISTEN_PID LISTEN_PIDFDID LISTEN_FDS \
    LISTEN_FDNAMES FDSTORE PIDFILE MONITOR_SERVICE_RESULT MONITOR_EXIT_CODE MONITOR_EXIT_STATUS \
    MONITOR_INVOCATION_ID MONITOR_UNIT TRIGGER_UNIT TRIGGER_PATH TRIGGER_TIMER_REALTIME_USEC \
    TRIGGER_TIMER_MONOTONIC_USEC MOSAIC_STOP_GRACE MOSAIC_TRANSCRIPT MOSAIC_STREAM MOSAIC_ROSTER_RUNTIME \
    MOSAIC_ROSTER_COMMAND MOSAIC_ROSTER_PROGRAM MOSAIC_ROSTER_RESUME MOSAIC_ROSTER_CONVERSATION \
    MOSAIC_ROSTER_DRAFT MOSAIC_ROSTER_SHOWN MOSAIC_ROSTER_EMPTY MOSAIC_ROSTER_DIALOGS'
}
# ---- end of launcher/withheld.sh
# ---- launcher/environment.sh
# What the agent is to have as its environment: this process's own, written down before the script sets a
# variable of any such name.

# FOLDER...: each is one of ours, or is made; 1 where something else stands there.
make_ours() {
  missing=''
  for folder; do
    if [ -e "$folder" ] || [ -L "$folder" ]; then own_folder "$folder" || return 1; else missing=yes; fi
  done
  [ -z "$missing" ] || mkdir -p -- "$@" || return 1
  own_folder "$@"
} 2>/dev/null

# Prints the environment as a function that the pane half calls, less what is meant for this script and for
# the manager. Nothing is set here: the environment may hold any name.
say_environment() {
  unset_pane_names
  # The manager's own point at a cgroup's file. What a person set instead stays, as /dev/null to say that
  # nothing is watched.
  case ${MEMORY_PRESSURE_WATCH-} in
    /sys/fs/cgroup/*) unset MEMORY_PRESSURE_WATCH MEMORY_PRESSURE_WRITE ;;
    /dev/null) unset MEMORY_PRESSURE_WRITE ;;
  esac
  echo 'agent_environment() {'
  export -p
  say_withheld
  echo '}'
}

# FOLDER: writes that to FOLDER/launch. It stays open as 3 until `launch` has put all into it. Nothing is set
# here but arguments, and PATH may be any. The folder is new: nothing stands there, unless a drop-in keeps a
# unit's.
write_environment() {
  own_folder "$1" || exit 73
  set -- "$1/launch"
  # shellcheck disable=SC2030 # meant for rm alone
  if [ -e "$1" ] || [ -L "$1" ]; then ( PATH=${PATH-}:/usr/local/bin:/usr/bin:/bin; rm -rf -- "$1" ); fi
  set -C
  { command exec 3>"$1"; } 2>/dev/null || exit 73
  set +C
  say_environment >&3 || exit 73
}

# As the main process of a unit we supervise. `--hand` is how the script starts itself by hand.
if [ "${1-}" = --hand ]; then
  write_environment "$3"
  supervised='' dir=$3
elif [ "${SYSTEMD_EXEC_PID-}" = $$ ] && [ "${RUNTIME_DIRECTORY-}" ] && [ "${NOTIFY_SOCKET-}" ]; then
  # The unit's own is the first, whatever a drop-in adds.
  write_environment "${RUNTIME_DIRECTORY%%:*}"
  supervised=yes dir=${RUNTIME_DIRECTORY%%:*}
else
  supervised='' dir=''
fi
# ---- end of launcher/environment.sh
# ---- launcher/variables.sh
# Every variable that is read before it is written: the environment may hold any of these names.
set -u -f
know_variables() { # sets them to what they are before anything is known
  nl='
'
  starting="state=starting${nl}source=launcher" # what the channel says of a life that begins
  starter=$$ # this process, which a pane half knows its own file by

  # Who the agent is and where it stands: its name; the tmux client, the socket, whether it is a guest on
  # that server, what it runs as (unit, guest, hand); its unit and cgroup; the file of its record.
  name='' client='' socket='' guest='' pane_mode='' unit='' cgroup='' record=''
  # Folders: of its channel, and of what outlives that; why it has none; the pipe that reads its pane.
  channel='' memory='' lacks='' pipe=''
  hooks='' # where the person's own are
  # What makes it: of the roster's command, of the program, and of a conversation; see choose.sh and
  # program.sh.
  recorded='' sought='' asked='' person_path='' program='' login_path='' lost='' away=''
  resume='' conversation='' own_id='' rollouts=''
  shape=${MOSAIC_ROSTER_CONVERSATION-} draft=${MOSAIC_ROSTER_DRAFT-} dialogs=${MOSAIC_ROSTER_DIALOGS-}
  shown=${MOSAIC_ROSTER_SHOWN-} empty=${MOSAIC_ROSTER_EMPTY-} on_quota=${MOSAIC_ON_QUOTA-}

  # The session as it was found or made, and whose it is; see find-session.sh.
  session_id='' server_pid='' pane_id='' pane_pid='' life='' whose=''
  # A name that nobody can foresee, and what is written there; what tmux said.
  fresh='' id='' err='' said='' number=''
  # Where the pane half of one of many says that it is up; see many.sh.
  herald=''
  # What is heard of the pane half, and how the wait for its end stands; see stop.sh.
  what='' stopping='' at_most='' until=''

  # A life of the agent: how it ended, how many came before; its mark, and what it left; see loop.sh and
  # leftovers.sh.
  status='' ended='' lived='' settled='' next='' over='' restarts=0 in_a_row=0
  restart_policy='' restart_delay=0 restart_max_delay=0 restart_burst=0 idle='' why='' spent=''
  mark='' secret='' born='' living='' strays='' leader='' watcher='' patience='' unrecorded='' stopper=''
  told='' untold='' clock='' began='' moment=''

  # Of the environment, which the pane half does not inherit.
  bus=${DBUS_SESSION_BUS_ADDRESS-} user_runtime=${XDG_RUNTIME_DIR-}
  home=${HOME-} user=${USER-} shell=${SHELL:-/bin/sh}
  # shellcheck disable=SC2031 # it was not to last
  agent_path=${PATH-/usr/local/bin:/usr/bin:/bin}
  # tmux and the basic tools are found whatever PATH a unit's agent was given; by hand the caller's PATH
  # counts.
  [ -z "$supervised" ] || PATH=$agent_path:/usr/local/bin:/usr/bin:/bin

  case $0 in
    /*) self=$0 ;;
    *) self=$(cd -- "$(dirname -- "$(command -v -- "$0" || echo "$0")")" && pwd)/${0##*/} ;;
  esac
}
know_variables
# ---- end of launcher/variables.sh
# ---- launcher/say.sh
# What this script says: why it goes no further, and, in the record, how the agent stands.

# STATUS MESSAGE: one line that names the thing and the remedy.
die() {
  printf 'start-agent-session.sh: %s\n' "$2" >&2
  [ -z "$supervised" ] || systemd-notify --status="$2" 2>/dev/null
  exit "$1"
}

# VALUE: sets `excerpt` to as much of it as may be shown. By an open quote, or a backslash before a line's
# end, a value of an env file goes on with the lines after it, secrets and all.
excerpt() {
  excerpt=${1%%[=[:cntrl:]]*}
  [ "$excerpt" = "$1" ] || excerpt=$excerpt…
}

# LIFECYCLE [REASON]: to the fleet's journal, and how the agent ended before
tell_life() { tell lifecycle "$1" "${2-}"; }
tell_exit() { tell exit "$status" "${away:+its $away is away}"; }

tell() { # KIND TO [REASON]
  [ "$channel" ] || return 0
  [ "$supervised" ] || { note_event "$memory" "$1" "$2" launcher "${3-}" '' '' "$moment"; return; }
  name_now
  add_event "$time" "$memory" "$1" "$2" launcher "${3-}"
}

tell_start() { # both that it runs and, of one that was not adopted, that its agent starts, as of now
  [ "$channel" ] || return 0
  name_now
  [ "$found" = running ] || add_event "$time" "$memory" activity starting launcher
  add_event "$time" "$memory" lifecycle active launcher
}

# STATE: how it stands from now on; a full disk costs the record, never the agent. What an earlier life said
# is no word on this one, and goes; without a record, a session that is there runs.
record() {
  set -- "state=$1${nl}restarts=$restarts${nl}status=$status${nl}ended=$ended$nl"
  set -- "$1${strays:+"strays=$strays$nl"}${away:+"away=$away$nl"}${spent:+"used=$spent$nl"}pane=$pane_pid"
  make_ours "${record%/*/*}" "${record%/*}" || return 1
  ! replace_outside "$record" "$1" || return 0
  case $1 in state=active*|state=inactive*) rm -f -- "$record" ;; esac
  # Who sees our end tells of it then, should we be killed.
  [ -z "$watcher" ] || echo unrecorded >&8
} 2>/dev/null

# Never `$(tm …)`: a tmux client hands its stdout to the server, and a stopped server keeps a pipe open for
# ever.
tm() { bounded 10 tmux -u -N -L "$socket" "$@" </dev/null; }

# Sets `clock` to seconds by a clock that nobody sets; where there is none, by the one of the day.
read_clock() { IFS=. read -r clock _ </proc/uptime || clock=$(date +%s); } 2>/dev/null

# Sets `number` to the time of day in seconds, and `moment` to what events tell, by one process for both.
read_moment() {
  moment=$(date -u '+%s %Y-%m-%dT%H:%M:%S.%3NZ')
  decimal "${moment%% *}"
  moment=${moment#* }
}
# ---- end of launcher/say.sh
# ---- launcher/program.sh
# Where a program is: on the agent's PATH, or on that of the person's terminals.

# NAME PATH: sets `program`, the file that a PATH search finds; 1 where there is none.
find_program() {
  case $1 in
    */*) program=$1; [ -f "$1" ] && [ -x "$1" ]; return ;;
  esac
  IFS=:
  for folder in $2; do
    program=${folder:-.}/$1
    if [ -f "$program" ] && [ -x "$program" ]; then unset IFS; return 0; fi
  done
  unset IFS
  return 1
}

need_tmux() { # sets `client`
  find_program tmux "$PATH" || die 69 "tmux is not on PATH ($PATH): install it"
  client=$program
}

ask_login_shell() { # sets `login_path` to the PATH that the person has in a terminal
  fresh_outside "$dir/login"
  login=$fresh
  set -C
  # In a session of its own: an interactive shell in a terminal's background would stop itself.
  # shellcheck disable=SC2016 # the login shell prints its own PATH
  bounded 5 env -i HOME="$home" USER="$user" TERM=dumb "$(command -v setsid || echo env)" "$shell" -lic \
    'printf "\n%s\n" mosaic-path; printenv PATH' </dev/null >"$login" 2>/dev/null 3>&- 8>&- 9>&-
  set +C
  login_path=$(sed -n '/^mosaic-path$/{n;p;}' "$login")
  rm -f -- "$login"
}

# PROGRAM NAME: sets `program` to the file to run, and `login_path` where only the login shell's PATH leads to
# it; 1, and `lost` in words, where it is nowhere. By NAME it is looked for where PROGRAM, where it was found
# before, is gone: an updater replaces folders that are named after versions. With a slash NAME is a place,
# too, which the person chose: no other will do.
look_for() {
  ! find_program "$1" "$agent_path" || return 0
  excerpt "$1"
  lost="\`$excerpt\` is not there, or is not executable"
  case $2 in */*) return 1 ;; esac
  ! find_program "$2" "$agent_path" || { login_path=''; return 0; }
  # Once: an interactive shell may start what outlives it.
  [ "$asked" ] || { asked=yes; ask_login_shell; person_path=$login_path; }
  login_path=$person_path
  ! find_program "$2" "$login_path" || return 0
  case $1 in
    */*) lost="\`$excerpt\` is gone, and its name is neither on the agent's PATH nor on the login shell's" ;;
    *) lost="\`$excerpt\` is neither on the agent's PATH nor on the login shell's" ;;
  esac
  return 1
}
# ---- end of launcher/program.sh
# ---- launcher/unit.sh
# The unit's cgroup, and reads that a flood in a FIFO does not hold up: what both halves use.

# A server that reaches no bus cannot have its panes moved into scopes of their own, out of their agents'
# units.
no_bus=unix:path=/dev/null

# PID: into the unit's own delegated cgroup; directly on a unified hierarchy, else by the manager.
join_unit() {
  procs=/sys/fs/cgroup$cgroup/cgroup.procs
  { [ -w "$procs" ] && echo "$1" > "$procs"; } 2>/dev/null ||
    busctl --user -q call org.freedesktop.systemd1 /org/freedesktop/systemd1 \
      org.freedesktop.systemd1.Manager AttachProcessesToUnit ssau "$unit" "" 1 "$1"
}

# PID: whether it is in the unit's cgroup. On v1 alone only the manager can tell, and nothing speaks against
# it.
in_unit() {
  [ "$cgroup" ] || return 0
  while IFS=: read -r hierarchy _ place; do
    [ "$hierarchy" != 0 ] || case $place/ in "$cgroup"/*) return 0 ;; *) return 1 ;; esac
  done < "/proc/$1/cgroup"
}

has_ended() { # PID: whether it has, also where nobody has taken note of it yet
  IFS= read -r state <"/proc/$1/stat" || return 0
  case ${state##*) } in [ZX]*) ;; *) return 1 ;; esac
} 2>/dev/null

# A read of a FIFO that others can write to, too, is of so many bytes at most where the shell can do that, so
# that a line without end keeps no signal from being seen: `at_most` is its option. dash cannot, nor bash
# where it is of NULs: this process, which takes next to no processor time otherwise, ends after two seconds
# of it, and the unit's manager does the rest.
bound_reads() {
  at_most='-n 64'
  # shellcheck disable=SC2086,SC2229,SC3045 # an option and its value are two words
  read -r $at_most _ </dev/null
  [ $? -lt 2 ] || at_most=''
  IFS= read -r used < /proc/self/stat || return 0
  # shellcheck disable=SC2086 # a field each, from the third on: 12 and 13 are its time so far in hundredths
  set -- ${used##*) }
  # shellcheck disable=SC3045 # where it is missing nothing is lost
  { ulimit -S -c 0; ulimit -S -t $(((${12} + ${13}) / 100 + 2)); }
} 2>/dev/null

# Once no FIFO is read any more: what comes then may take its time, and what is started inherits the limit.
# shellcheck disable=SC3045 # where it is missing nothing is lost
unbound() { ulimit -S -t unlimited; } 2>/dev/null
# ---- end of launcher/unit.sh

# ==== the pane half: what tmux runs =====================================================================

if [ -z "$supervised" ]; then # a supervisor that never defines these is two pages smaller
# ---- launcher/pane.sh
# The pane half: what tmux runs in the pane, with the agent as its child.

# DIR MODE STARTER: MODE is `unit` under a unit; `scrubbed-guest` there on another server, or `scrubbed-hand`,
# where the server's environment was shed.
pane() {
  dir=$1 pane_pid=$$ leader=$$
  { own_folder "$dir" && [ ! -L "$dir/life" ] && plain "$dir/launch"; } || exit 75
  # Without a name it is a pipe of the starter's: see `open_life`.
  life=$dir/life
  [ -e "$life" ] || life=/proc/$3/fd/4
  # `<>` on a FIFO that is gone would make a plain file.
  [ -p "$life" ] || exit 75
  exec 9<>"$life" # read and write: the open never blocks
  # shellcheck disable=SC1091 # written by `launch`
  . "$dir/launch"
  [ "$starter" = "$3" ] || exit 75 # written by a later one, for its own pane half: ours was killed
  # Read once. To empty it takes no process.
  if plain "$dir/launch"; then : >|"$dir/launch"; else rm -rf -- "$dir/launch"; fi
  # The server's bus is none; the unit's own is what its manager answers on.
  unset DBUS_SESSION_BUS_ADDRESS
  [ -z "$bus" ] || export DBUS_SESSION_BUS_ADDRESS="$bus"
  [ -z "$user_runtime" ] || export XDG_RUNTIME_DIR="$user_runtime"
  # The agent gets signals with their default action; we stay to report. HUP ends us, and then the agent gets
  # it.
  trap 'stopping=yes' TERM
  trap : INT QUIT
  new_mark
  write_target
  if [ "$unit" ]; then run_in_unit; else run_by_hand; fi
}

run_in_unit() { # one life: what comes behind it is the unit's to say
  settle_in_unit || { echo 'exit 71' >&9; exit 71; }
  echo up >&9
  run_agent
  report
}

run_by_hand() { # life after life
  # Without it a start takes us for dead.
  note_outside "$dir/pane" $$ || { echo 'exit 73' >&9; exit 73; }
  note_birth
  tell_the_end
  keep_running
}

has_channel() { # whether there is one, below folders that are no links
  [ "$channel" ] && own_folder "${channel%/*/*}" "${channel%/*}" "$channel"
}

write_target() { # what the scripts beside the agent have to know of its pane
  has_channel || return 0
  set -- "draft=$draft${nl}shown=$shown${nl}empty=$empty${nl}dialogs=$dialogs${nl}on_quota=$on_quota"
  set -- "session=$name$nl$1${nl}rollouts=$rollouts${nl}workdir=$workdir"
  set -- "client=$client${nl}socket=${TMUX%,*,*}${nl}pane=$TMUX_PANE$nl$1"
  tell_at_once "$1" || note_outside "$channel/target" "$1"
}

# TEXT: under a unit: that file, and that the agent starts, by one process; sets `told`. The unit's own folder
# is new, on the channel's file system. 1 where that mv(1) knows no -t, or where a folder stands.
tell_at_once() {
  [ "$unit" ] || return
  note_outside "$dir/target" "$1" && note_outside "$dir/activity" "$starting" &&
    mv -f -t "$channel" -- "$dir/target" "$dir/activity" && told=yes
} 2>/dev/null

# Sets `mark`, which the environment of all that it starts bears. Its folder is no secret: the random part
# proves that it is of this very life. Under a unit that is the invocation's id, which costs nothing.
new_mark() {
  source=/proc/sys/kernel/random/uuid
  [ "$secret" ] || [ -r "$source" ] || secret=$(uuidgen)
  [ "$secret" ] || while [ ${#secret} -lt 36 ]; do
    case ${#secret} in
      8|13|18|23) secret=$secret- ;;
      *) # a digit of each read, for dash gets no more from this file at once
        read -r digit < "$source" || :
        secret=$secret${digit%"${digit#?}"} ;;
    esac
  done
  mark=$dir:$secret
  note_outside "$dir/mark" "$secret"
} 2>/dev/null

note_birth() { # sets `born`, when the pane half began (stat(5) 22), and notes it down for who comes after it
  IFS= read -r born < "/proc/$pane_pid/stat"
  # shellcheck disable=SC2086 # a field each, from the third on
  set -- ${born##*) }
  born=${20-}
  note_outside "$dir/born" "$born"
} 2>/dev/null
# ---- end of launcher/pane.sh
# ---- launcher/settle.sh
# How the pane half comes to be in its unit's cgroup, whatever its tmux server asks the manager for.

# Joins the unit's cgroup for good; 1 if it cannot, and then no agent runs outside what its unit tells and
# limits.
settle_in_unit() {
  join_unit $$ || return
  ! in_unit $$ || ! never_moved || return 0
  await_scope || return 1
  { [ "$cgroup" ] && in_unit $$; } || { join_unit $$ && in_unit $$; }
}

# tmux built with systemd asks the manager for a scope of this pane, and 3.5 does not wait until it is moved
# there. Waits until that scope is active, or none is to come; 1 where it is still to come after ten seconds.
await_scope() {
  # By the time that the server answers it has asked.
  bounded 10 "$client" -u -N -S "${TMUX%,*,*}" display-message -p '' </dev/null >/dev/null 2>&1
  for pause in 0.02 0.05 0.1 0.2 0.5 1 1 2 2 2 ''; do
    fresh_outside "$dir/scopes"
    set -C
    if bounded 10 systemctl --user list-units --all --plain --no-legend --full 'tmux-spawn-*.scope' \
      >"$fresh" 2>/dev/null </dev/null; then
      # One that is not active yet is still to come.
      case $(grep " child pane $$ " "$fresh") in *' inactive '*) ;; *) break ;; esac
    fi
    set +C
    [ "$pause" ] || [ ! -s "$fresh" ] || return 1
    rm -f -- "$fresh"
    sleep "${pause:-0}"
  done
  set +C
  rm -f -- "$fresh"
}

# Whether the server, our parent, was started with no bus; `read` drops the NULs between the variables.
never_moved() {
  while IFS= read -r line || [ "$line" ]; do
    case $line in *"DBUS_SESSION_BUS_ADDRESS=$no_bus"*) return 0 ;; esac
  done < "/proc/$PPID/environ"
  return 1
} 2>/dev/null
# ---- end of launcher/settle.sh
# ---- launcher/outlive.sh
# Who sees the end of a pane half by hand, whatever ends it: a process beside it that waits in a read, and
# ends what it left. See docs/decisions/0013-an-end-is-seen.md.

tell_the_end() { # starts that process, which holds the end of the FIFO `leash`; its number is `watcher`
  trap 'rm -rf "$dir"' EXIT
  { [ "$herald" ] && [ -p "$dir/leash" ] && [ ! -L "$dir/leash" ]; } ||
    mkfifo "$dir/leash" 2>/dev/null || { rm -rf -- "$dir/leash" && mkfifo "$dir/leash"; } || return 0
  exec 8<>"$dir/leash"
  # Its parent is gone at once: nobody takes it for the agent's.
  watcher=$(trap '' HUP INT QUIT TERM; ( exec </dev/null >/dev/null 2>&1; outlive ) & echo $!)
  # bash runs it for a HUP too. A FIFO that nobody reads might be full.
  trap '! kill -0 "$watcher" 2>/dev/null || echo "${stopping:-$settled}" >&8
    [ -e "$dir/stopper" ] || rm -rf "$dir"' EXIT # who stops it removes that, or else the process beside
}

outlive() { # waits for the end of the pane half, and ends what it left where it could not
  bound_reads
  # Opened while our 8 held the other end. Others can write there too: a line counts once the pane half is
  # gone, or once a unit has taken the session over, whose manager does what we would.
  { exec 8>&- 9>&-
    # shellcheck disable=SC2086,SC2229 # an option and its value are two words
    while read -r $at_most line || { line=''; false; }; do
      [ ! -e "$dir/adopted" ] || exit 0
      case $line:$stopper in
        unrecorded:*) unrecorded=yes ;;
        stopper:*) stopper=yes; continue ;;
        yes:yes) continue ;; # who stops it says when that is done, and holds the FIFO open until then
      esac
      ! is_gone || break
    done
  } < "$dir/leash"
  # At the end of the FIFO it has no files any more, but may have children: who is below it is not ended.
  is_gone
  # Who stops an agent ends what it left, and tells of it; nobody does after a mere TERM.
  case $line in
    end)
      [ ! -e "$dir/stopper" ] || rm -rf "$dir"
      exit 0 ;;
    yes) patience='0.3 0.5 1 1' ;;
    *) # there may be space by now: who is said to run, and has no session, is known to have been cut short
      [ -z "$unrecorded" ] || read_outside "$record" 1 >/dev/null || record active ;;
  esac
  read -r watcher _ < /proc/self/stat # itself
  unbound
  end_life
  # Told only behind what this very pane half wrote last.
  said=$(read_outside "$record" 4096)
  case $said in
    *"${nl}pane=$pane_pid") [ "$strays" = 0 ] || replace_outside "$record" "$said${nl}strays=$strays" ;;
  esac
  [ -e "$dir/adopted" ] || rm -rf "$dir"
}

# Whether the pane half is, at once or within half a second; also where nobody has taken note of its end yet.
is_gone() {
  for pause in 0.02 0.08 0.2 0.2 ''; do
    ! has_ended "$pane_pid" || return 0
    [ -z "$pause" ] || sleep "$pause"
  done
  return 1
} 2>/dev/null
# ---- end of launcher/outlive.sh
# ---- launcher/leftovers.sh
# What a life of the agent left running, and its end. Which process is the agent's is decided as isStartedBy
# of src/session/agent-run.ts does: see docs/decisions/0014-what-a-mark-proves.md.

see_others() { # sets `others`: the pane halves of other agents by hand, by the notes in their folders
  others='' notes=''
  for note in "${dir%/*/*}"/hand/*/pane; do
    [ "$note" = "$dir/pane" ] || ! plain "$note" || notes=$notes$nl$note
  done
  [ "$notes" ] || return 0
  IFS=$nl; set -f
  # shellcheck disable=SC2086 # a line each
  others=$(bounded 2 head -v -c 24 -- $notes | grep -ax '[1-9][0-9]\{0,9\}' | tr '\n' ' ')
  unset IFS; set +f
}

# Sets `table`: of each process its number, state, parent, session, when it began, and where its environment
# is. In stat(5), PID (NAME) STATE PARENT GROUP SESSION, 48 and 49 are where that begins and ends. A process
# may tell the kernel any such place: what is larger than any program is given is not read.
list_processes() {
  table=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v born="${mark:+$born}" '/^[0-9]+ \(.*\) [A-Z] [0-9]/ {
    rest = $0; sub(/^.*\) /, "", rest); split(rest, field, " "); size = field[49] - field[48]
    print $1, field[1], field[2], field[4], field[20],
      (born != "" && field[20] + 0 >= born + 0 && size > 0 && size <= 8388608) ? "/proc/" $1 "/environ" : ""
  }')
}

# Sets `marked`: who bears the mark, `ours` where it may be the agent's, else `bears`. A mark alone proves
# nothing, for every process of this user can bear it. Where it is not known when the life began, nothing is
# believed.
list_marked() {
  # shellcheck disable=SC2046 # a word each
  set -- $(printf '%s\n' "$table" | awk 'NF > 5 { print $6 }')
  # shellcheck disable=SC2046 # a word each
  [ $# = 0 ] || set -- $(bounded 5 grep -lszxF -- "MOSAIC_RUN=$mark" "$@" 2>/dev/null)
  marked=$(for pid; do
    pid=${pid%/environ}
    if may_be_ours "$pid"; then echo "ours ${pid#/proc/}"; else echo "bears ${pid#/proc/}"; fi
  done)
}

may_be_ours() { # /proc/PID: whether it is of this user, and in no unit of another agent
  [ -O "$1" ] || return
  while IFS= read -r line; do
    case $line/ in
      */mosaic-agent@"$name".service/*) ;;
      */mosaic-agent@*.service/*) return 1 ;;
    esac
  done <"$1/cgroup"
} 2>/dev/null

# Sets `living`: what the last life left, by the pane's session (a terminal's number may be a container's
# too), or by its mark. A process that left the session and shed the mark is not seen; under systemd the
# unit's cgroup has it. Never this process, what it stands below, or what it started to look.
see_living() {
  set +f
  others=''
  [ "$born" ] || [ -z "$mark" ] || [ -z "$pane_pid" ] || note_birth
  list_processes
  list_marked
  [ -z "$marked" ] || see_others
  living=$(printf '%s\n' "$marked" "$table" |
    awk -v us=$$ -v leader="$leader" -v watcher="$watcher" -v others="$others" -v born="$born" '
    function is_ours(pid,  up, first) {
      if ((pid in above) || (session[pid] in other)) return 0
      first = session[pid]
      if (first != pid && (first in parent) && !(first in member) && !(first in bears)) return 0
      for (up = pid; (up in parent) && up > 1; up = parent[up]) if (up in other) return 0
      for (up = parent[pid]; (up in parent) && ++steps[pid] < 65536; up = parent[up]) {
        if ((up in reaper) || (up in member)) return 1
        if (!(up in bears)) return gone && began[up] < born + 0
      }
      return 1
    }
    $1 == "ours" { ours[$2]; bears[$2]; next }
    $1 == "bears" { bears[$2]; next }
    NF > 4 && $2 != "Z" && $2 != "X" {
      parent[$1] = $3; session[$1] = $4; began[$1] = $5 + 0
      if (leader && $4 == leader) member[$1]
    }
    END {
      above[us]; for (up = us; (up in parent) && up > 1; up = parent[up]) above[up]
      # Where orphans come to; where the pane half is gone nobody knows that, but that it was there before.
      gone = !leader || !(leader in parent) || began[leader] != born + 0
      if (!gone) for (up = parent[leader]; up in parent; up = parent[up]) reaper[up]
      count = split(others, list); for (at = 1; at <= count; at++) if (list[at] != leader) other[list[at]]
      for (pid in ours) if ((pid in parent) && is_ours(pid)) found[pid]
      for (pid in found) member[pid]
      for (pid in member) {
        up = pid; while (up > 1 && up != us && up != watcher) up = parent[up]
        if (up <= 1) print pid
      }
    }')
  set -f
}

# Ends what is left of the last life, so that two never read one terminal; sets `strays`, how many did not end
# by themselves.
end_life() {
  strays=0
  # shellcheck disable=SC2086 # a word each
  for step in 0.05 0.15 0.3 $patience TERM 0.05 0.15 0.3 0.5 1 1 2 KILL KILL KILL; do
    see_living
    [ "$living" ] || return 0
    case $step in
      TERM) set -- $living; strays=$#; kill -s TERM $living ;;
      KILL) kill -s KILL $living; sleep 0.1 ;;
      *) sleep "$step" ;;
    esac
  done 2>/dev/null
}
# ---- end of launcher/leftovers.sh
# ---- launcher/conversation.sh
# Which conversation the agent goes on with.

# Sets `conversation` to the one that is noted down, or to nothing. It becomes an argument, and the agent can
# write there: what could be an option, or is no id of this runtime, is set aside.
recall() {
  conversation=''
  if [ -z "$resume" ] || [ -z "$channel" ]; then return; fi
  if [ ! -s "$memory/conversation" ] && [ ! -L "$memory/conversation" ]; then return; fi
  own_folder "${memory%/*/*}" "${memory%/*}" "$memory" || return 0
  conversation=$(read_outside "$memory/conversation" 200 | tr '\000' '\177') # a NUL would be dropped
  conversation=${conversation%%"$nl"*}
  ! is_conversation || return 0
  conversation=''
  set_aside
  echo "mosaic: what $memory/conversation held is no id of a conversation: a new one begins," \
    "conversation.lost beside it keeps it"
}

is_conversation() { # whether `conversation` is an id, of this runtime where `shape` says what that is
  case $conversation in
    ''|[!A-Za-z0-9]*|*[!A-Za-z0-9._:@+=-]*) return 1 ;;
  esac
  [ ${#conversation} -le 128 ] || return 1
  [ -z "$shape" ] || printf '%s\n' "$conversation" | grep -Eq -e "$shape"
}

set_aside() { # what is noted as the conversation: kept as conversation.lost if it is a file
  { plain "$memory/conversation" && vacate "$memory/conversation.lost" &&
    mv -f -- "$memory/conversation" "$memory/conversation.lost"; } || rm -f -- "$memory/conversation"
} 2>/dev/null

# Sets `conversation` to an id of our own, and notes it down, for a runtime that is told the id of a new one.
name_conversation() {
  conversation=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
  [ -z "$channel" ] || replace_outside "$memory/conversation" "$conversation"
}

# The agent, on the conversation that `recall` found, else on a new one; sets `status`. One that failed within
# 20 s may be what cannot be brought back: then a new one begins at once.
run_conversation() {
  recall
  if [ -z "$conversation" ]; then run new_agent; return; fi
  run_timed resume_agent
  if [ "$away$stopping" ] || ! failed_soon; then return; fi
  set_aside
  echo "mosaic: conversation $conversation could not be brought back (status $status): a new one begins," \
    "conversation.lost in $memory keeps the id"
  run_timed new_agent
  # Fared the new one no better, then it was not the conversation's fault, which is tried again.
  ! failed_soon || replace_outside "$memory/conversation" "$conversation"
}

run_timed() { # FUNCTION: runs it, and sets `began`
  read_clock; began=$clock
  run "$1"
}

failed_soon() { # whether the agent that `run_timed` ran ended by itself, not well, within 20 s
  read_clock
  [ "$status" != 0 ] && [ "$status" -lt 128 ] && [ $((clock - began)) -lt 20 ]
}
# ---- end of launcher/conversation.sh
# ---- launcher/agent.sh
# One run of the agent, in its own environment.

# Again when a usage limit that ended it is over; sets `status`, and `away` where it could not run.
run_agent() {
  while :; do
    run_conversation
    if [ "$away" ] || ! at_usage_limit; then return 0; fi
  done
}

run() { # new_agent|resume_agent: in the agent's environment, without our FIFOs; sets `status`
  [ -z "$lived" ] || end_life
  [ -z "$stopping" ] || { status=${status:-143}; return; } # told while that went on
  is_ready "$1" || return 0
  lived=yes
  [ "$1$own_id" != new_agentyes ] || name_conversation
  ! has_channel || tell_starting
  ( exec 8>&- 9>&-
    # Whatever names the environment brings, these are ours: an env file does not set them.
    set -- "$mark" "$channel" "${self%/*}" "$unit" \
      "$1" "$conversation" "$memory/conversations" "$program" "$login_path"
    unset OLDPWD
    agent_environment
    unset MOSAIC_CHANNEL MOSAIC_TOOLS MOSAIC_UNIT
    [ -z "$2" ] || export MOSAIC_CHANNEL="$2" MOSAIC_TOOLS="$3"
    # shellcheck disable=SC2030 # meant for the agent alone
    [ -z "$4" ] || export MOSAIC_UNIT="$4"
    export MOSAIC_RUN="$1"
    shift 4
    "$@" )
  status=$?
}

tell_starting() { # in a unit's first life that is told already: see `tell_at_once` and `tell_start`
  [ "$told" ] || {
    note_outside "$channel/activity" "$starting"
    note_event "$memory" activity starting launcher '' '' "$untold"
    untold=''
  }
  told=''
  tell_person "${self%/*}" started "${conversation:+"conversation $conversation"}"
}

# new_agent|resume_agent: enters the workdir and finds the program; 1, with `status` and `away`, where one is
# away.
is_ready() {
  away=''
  if ! cd -- "$workdir" 2>/dev/null; then
    excerpt "$workdir"
    away=folder status=66
    echo "mosaic: workdir \`$excerpt\` cannot be entered"
    return 1
  fi
  # What `say_how` wrote of this one.
  eval "login_path=\$${1%_agent}_path; set -- \"\$1\" \"\$${1%_agent}_program\" \"\$${1%_agent}_sought\""
  if ! look_for "$2" "$3"; then
    away=program status=72
    echo "mosaic: $lost"
    return 1
  fi
  eval "${1%_agent}_program=\$program ${1%_agent}_path=\$login_path"
}

# Waits until the end of the usage limit that the agent ended at, where that is known; 1 otherwise. No restart
# is used up by it.
at_usage_limit() {
  [ -z "$stopping" ] || return 1
  kind='' till=''
  [ -z "$channel" ] || while IFS='=' read -r key value; do
    case $key in
      kind) kind=$value ;;
      until) till=$value ;;
    esac
  done <<END
$(read_outside "$channel/activity" 16384)
END
  if [ "$kind" != quota ] || ! decimal "$till"; then return 1; fi
  left=$((number - $(date +%s)))
  { [ "$left" -gt 0 ] && [ "$left" -le 691200 ]; } || return 1 # no limit is longer than a week
  echo "mosaic: ended with status $status at its usage limit, starts again in $left s"
  pause_for "$left"
  [ -z "$stopping" ]
}

pause_for() { sleep "$1" & wait $! || kill -s KILL $! 2>/dev/null; } # SECONDS: Ctrl-C and TERM cut it short
# ---- end of launcher/agent.sh
# ---- launcher/report.sh
# The last that the pane half does: how the agent ended, and what its screen showed.

# ARGUMENT...: tmux, of the server that this pane is on, in place of the process.
own_server() { exec "$client" -u -N -S "${TMUX%,*,*}" "$@" </dev/null 2>/dev/null; }

keep_screen() { # what the agent last said, beside its record: nobody may have been there to see it
  make_ours "${record%/*/*}" "${record%/*}" || return 0
  fresh_outside "$record.screen"
  set -C
  ( own_server capture-pane -p -t "$TMUX_PANE" ) >"$fresh"
  set +C
  move_outside "$fresh" "$record.screen" || rm -f -- "$fresh"
} 2>/dev/null

report() { # how the agent ended; the session ends with this process, unless a person opened more in it
  echo "exit $status" >&9
  shared=''
  [ "$stopping" ] || keep_screen
  [ ! -e "$dir/life.shared" ] || shared=yes
  [ "$unit" ] || rm -rf "$dir"
  [ -z "$shared" ] || own_server kill-session -t "\$${TMUX##*,}"
  exit "$status"
}
# ---- end of launcher/report.sh
# ---- launcher/sleep.sh
# How an agent by hand goes to sleep. Under a unit a timer does the same.

watch_idle() { # a shell beside the pane half looks now and then until its end: a few pages, and one sleep(1)
  decimal "$idle" && [ "$number" -gt 0 ] && has_channel && [ -x "${self%/*}/let-sleep.sh" ] || return 0
  idle=$number
  every=$((idle / 10))
  [ "$every" -gt 1 ] || every=1
  [ "$every" -lt 300 ] || every=300
  # Our 8 and 9 tell of our end, so nobody else may hold them. What ends us ends it: it is in our group.
  ( exec 8>&- 9>&- </dev/null >/dev/null 2>&1
    # A unit that took the session over has its timer.
    while sleep "$every" && [ ! -e "$dir/adopted" ]; do
      # Between two lives, and after the last one, what it said is of an earlier one.
      case $(read_outside "$record" 64) in
        "state=active$nl"*) "${self%/*}/let-sleep.sh" --pane "$pane_pid" "$idle" "$channel" ;;
      esac
    done ) &
}
# ---- end of launcher/sleep.sh
# ---- launcher/loop.sh
# Life after life, for machines without a user manager: what Restart= is under a unit. A delay that doubles, a
# burst, then the last screen. Each turn is: run_agent, judge_end, end_life, then wait for the next one.

keep_running() { # says `up`, and returns never
  record active
  echo up >&9
  # Whoever started many waits for all of them at one place. It may be gone.
  [ ! -p "$herald" ] || { echo "$name" 1<>"$herald"; } 2>/dev/null
  untold=active
  watch_idle
  delay=$restart_delay
  while :; do
    settled=''
    read_clock; began=$clock
    run_agent
    read_moment; ended=$number
    tell_untold
    [ ! -e "$dir/adopted" ] || { settled=end; report; } # a unit took the session over: it restarts
    leave_if_told
    read_clock
    [ $((clock - began)) -lt 600 ] || { in_a_row=0 delay=$restart_delay; }
    judge_end
    clear_life
    leave_if_over
    moment=''
    if [ $next = failed ]; then wait_for_enter; else wait_for_delay; fi
    leave_if_told
    restarts=$((restarts + 1)) away='' spent=''
    # What stood in the input box of the life before would be taken for a draft in this one's.
    printf '\033[2J\033[H'
    record active
    untold=active
  done
}

# That it runs is told together with what its agent does first, or else behind its end.
tell_untold() { [ -z "$untold" ] || tell_life "$untold"; untold=''; }

leave_if_told() { # ends the pane half where it got TERM
  [ "$stopping" ] || return 0
  spent=''
  record inactive
  tell_life inactive
  exit 0
}

# Sets `next`, the state from now on, `over` where no restart is to come by itself, for the policy or for 78,
# and, of one that failed for good, `spent` to the restarts in a row that it used up.
judge_end() {
  next=failed over=yes spent=0
  case $restart_policy:$status in
    no:0|on-failure:0) next=inactive ;;
    no:*|*:78) ;;
    *)
      over=''
      spent=$in_a_row
      [ "$in_a_row" -ge "$restart_burst" ] || next=activating ;;
  esac
  [ $next = failed ] || spent=''
}

clear_life() { # ends what the life left, and makes the terminal a plain one again
  strays=''
  record $next # at once: to end what is left may take its time
  [ "$stopping" ] || tell_end
  end_life
  lived='' settled=end
  leave_if_told
  [ "$strays" = 0 ] || record $next
  stty sane 2>/dev/null
  printf '\033[?1049l\033[?2004l\033[?1000l\033[?25h\n'
}

tell_end() { # and that it is given up, once, with the reason
  tell_exit
  [ $next = failed ] || { tell_life $next; return; }
  why="ended with status $status"
  [ -z "$away" ] || why="its $away is away"
  after_restarts "$spent"
  tell_life failed "$why"
  ! has_channel || tell_person "${self%/*}" failed "$why"
}

# COUNT: puts before `why` that so many restarts in a row were used up
after_restarts() {
  case $1 in
    0) ;;
    1) why="given up after 1 restart: $why" ;;
    *) why="given up after $1 restarts: $why" ;;
  esac
}

leave_if_over() { # ends the pane half where the policy restarts nothing
  case $over$next in
    yesinactive) exit 0 ;;
    yesfailed) keep_screen; exit "$status" ;;
  esac
}

wait_for_enter() { # the burst is used up
  echo "mosaic: ended with status $status, $in_a_row restarts in a row used up. Enter starts it again."
  read -r _ || :
  in_a_row=0 delay=$restart_delay
}

wait_for_delay() { # and the next one is twice as long
  echo "mosaic: ended with status $status, starts again in $delay s"
  pause_for "$delay"
  in_a_row=$((in_a_row + 1)) delay=$((delay * 2))
  [ "$delay" -le "$restart_max_delay" ] || delay=$restart_max_delay
}
# ---- end of launcher/loop.sh
# ---- launcher/canary.sh
# The built-in agent, without an account.

canary() { # NAME: says who it is, beats every five seconds, answers each line
  echo "This is ${1:-canary}, a canary agent on $(uname -n), pid $$. Type a line: it answers. Ctrl-C ends it."
  ( beat=0
    while sleep 5 && kill -0 $$ 2>/dev/null; do
      beat=$((beat + 1))
      echo "$(date +%H:%M:%S) canary is alive, beat $beat"
    done ) &
  trap 'kill -s KILL $! 2>/dev/null; exit 0' INT TERM HUP
  while IFS= read -r line; do printf 'canary heard: %s\n' "$line"; done
  kill -s KILL $! 2>/dev/null
}
# ---- end of launcher/canary.sh
case ${1-} in
  --pane) pane "$2" "$3" "$4" ;;
  --canary) canary "${2-}"; exit ;;
esac
fi
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale

# ==== the starting half: what to run, and where =========================================================

# ---- lib/runtimes.sh
# The programs of runtimes. Generated by tools/generate-reference.mjs from packages/runtimes.
runtimes='claude, codex, opencode, pi, gemini, qwen'
runtimes="$runtimes, amp, copilot, cn, cline, droid, auggie"

runtime_command() { # NAME: sets `command` to its program and its own words; 1 where there is none
  case $1 in
    claude|codex|opencode|pi|gemini|qwen|amp|copilot|cn|droid|auggie) command=$1 ;;
    cline) command='cline --tui' ;;
    *) return 1 ;;
  esac
}
# ---- end of lib/runtimes.sh
# ---- lib/words.sh
quote() { # TEXT: sets `quoted`, one word as POSIX sh reads it back
  q=$1 quoted=''
  while case $q in *\'*) ;; *) false ;; esac; do quoted=$quoted${q%%\'*}"'\\''"; q=${q#*\'}; done
  quoted="'$quoted$q'"
}

split() { # COMMAND: sets `words`, its words each quoted; quotes as in sh, no expansion of any kind
  rest=$1 words='' word='' open='' blank="[ 	$nl]"
  while [ "$rest" ]; do
    plain=${rest%%[\\\'\" 	"$nl"]*} rest=${rest#"${rest%%[\\\'\" 	"$nl"]*}"}
    [ -z "$plain" ] || { word=$word$plain open=1; }
    case $rest in
      '') ;;
      $blank*) rest=${rest#?}; [ -z "$open" ] || { quote "$word"; words="$words $quoted" word='' open=''; } ;;
      \'*\'*) rest=${rest#?} open=1; word=$word${rest%%\'*} rest=${rest#*\'} ;;
      \"*) rest=${rest#?} open=1
        while :; do
          word=$word${rest%%[\\\"]*}; rest=${rest#"${rest%%[\\\"]*}"}
          case $rest in
            \"*) rest=${rest#?}; break ;;
            \\[\"\\\$\`]*) rest=${rest#?}; word=$word${rest%"${rest#?}"} rest=${rest#?} ;;
            \\?*) word=$word\\ rest=${rest#?} ;;
            *) return 1 ;;
          esac
        done ;;
      \\?*) rest=${rest#?} open=1; word=$word${rest%"${rest#?}"} rest=${rest#?} ;;
      *) return 1 ;; # an open quote, or a backslash at the end
    esac
  done
  [ -z "$open" ] || { quote "$word"; words="$words $quoted"; }
}
# ---- end of lib/words.sh
# ---- launcher/names.sh
# Names that the launcher knows. Generated by tools/generate-reference.mjs from
# src/launch/variables.ts: change that, then run it.

# What a caller's environment says of an agent by hand.
told_names='MOSAIC_TMUX_SOCKET MOSAIC_AGENT_RUNTIME MOSAIC_AGENT_WORKDIR MOSAIC_AGENT_COMMAND'

is_launchers() { # NAME: whether it is set by the launcher alone, so that an env file cannot
  case $1 in
    MOSAIC_CHANNEL|MOSAIC_TOOLS|MOSAIC_RUN|MOSAIC_UNIT|MOSAIC_ON_QUOTA|MOSAIC_TRANSCRIPT|MOSAIC_STREAM|\
    MOSAIC_ROSTER_*) ;;
    *) return 1 ;;
  esac
}
# ---- end of launcher/names.sh
# ---- launcher/places.sh
# The agent's name, and where everything of it is on disk, as packages/fleet/src/files/paths.ts has it.

check_name() { # NAME...: sets `name`; dies unless it is one
  [ $# -le 1 ] || die 78 "one agent name is wanted: see start-agent-session.sh --help"
  case ${1-} in
    ''|[!a-z0-9]*|*[!a-z0-9_-]*)
      die 78 "\`${1-}\` is no agent name: use a-z, 0-9, _ and -, and begin with a letter or digit" ;;
  esac
  [ ${#1} -le 63 ] || die 78 "agent name \`$1\` is longer than 63 characters: shorten it"
  name=$1
}

# Sets `config` and `state`. An XDG path, or TMPDIR, that is relative does not count.
choose_folders() {
  case ${HOME-} in
    /*) ;;
    '') die 78 "HOME is not set: set it" ;;
    *) excerpt "$HOME"; die 78 "HOME is \`$excerpt\`, which is not absolute: set it to your home folder" ;;
  esac
  config=${HOME-}/.config state=${HOME-}/.local/state
  case ${XDG_CONFIG_HOME-} in /*) config=$XDG_CONFIG_HOME ;; esac
  case ${XDG_STATE_HOME-} in /*) state=$XDG_STATE_HOME ;; esac
  config=$config/mosaic/fleet state=$state/mosaic/fleet
}

name_runtime() { # sets `runtime`, the folder of this user alone for FIFOs and one-time files
  case ${XDG_RUNTIME_DIR-} in /*) runtime=$XDG_RUNTIME_DIR/mosaic-fleet; return ;; esac
  uid=$(id -u)
  runtime=/run/user/$uid/mosaic-fleet
  own_folder "${runtime%/*}" || case ${TMPDIR-} in
    /*) runtime=$TMPDIR/mosaic-fleet-$uid ;;
    *) runtime=/tmp/mosaic-fleet-$uid ;;
  esac
}

# FLEET_SOCKET: sets `socket` and `record`, and `where` a person would change what is wrong; on any other
# server than the fleet's own we are a guest.
choose_socket() {
  where="in $config/agents/$name.env" socket=${MOSAIC_TMUX_SOCKET-$1}
  case $socket in
    [!A-Za-z0-9]*|*[!A-Za-z0-9._-]*)
      excerpt "$socket"
      set -- "$1" "set MOSAIC_TMUX_SOCKET $where to letters, digits, ., _ and -"
      die 78 "\`$excerpt\` is no socket name: $2" ;;
    ''|default) socket=default guest=yes ;;
    *) [ "$socket" = "$1" ] || guest=yes ;;
  esac
  record=$state/sessions/$socket/$name
}

# Sets `channel` and `memory`: what the agent says of itself, and what it is told. It runs without them where
# there is no space, and `lacks` says so.
make_channel() {
  find_hooks "${self%/*}"
  channel=$runtime/channels/$socket/$name memory=$state/agents/$socket/$name
  if make_ours "$runtime/channels" "${channel%/*}" "$channel" "$state/agents" "${memory%/*}" "$memory" \
    "$memory/queue" "$memory/taken" "$memory/conversations" && link_state; then
    make_ours "$state/events" "$state/events/$socket" || : # without a journal it runs all the same
    choose_pipe
    return
  fi
  lacks=", without its channel: $channel or $memory cannot be made, or holds what is no folder of yours"
  printf 'start-agent-session.sh: %s\n' "\`$name\` runs${lacks#,}: remove what stands there" >&2
  channel=''
}

has_finished() { # the unit of a task has it as a condition: a boot does not start it again
  [ -z "$channel" ] || replace_outside "$memory/finished" ''
}

is_awake() { # it runs, so it sleeps no more, and is not done
  [ -n "$channel" ] || return 0
  # No process for what is nearly always so.
  if [ -e "$memory/asleep" ] || [ -e "$memory/waking" ] || [ -e "$memory/finished" ]; then
    rm -f -- "$memory/asleep" "$memory/waking" "$memory/finished"
  fi
} 2>/dev/null

link_state() { # from the channel to its memory; what else stands there goes, a folder stays
  # shellcheck disable=SC3013 # all three have it
  if [ -L "$channel/state" ] && [ "$channel/state" -ef "$memory" ]; then return 0; fi
  if [ -d "$channel/state" ] && [ ! -L "$channel/state" ]; then return 1; fi
  ln -sfn -- "$memory" "$channel/state"
} 2>/dev/null

choose_pipe() { # sets `pipe`, the command that reads what the pane shows, where anything of that is wanted
  transcript=${MOSAIC_TRANSCRIPT:-off} stream=${MOSAIC_STREAM-}
  [ -x "${self%/*}/read-pane.sh" ] && [ "$transcript$stream" != off ] || return 0
  for word in "${self%/*}/read-pane.sh" "$channel" "$transcript" "$stream" "$cgroup"; do
    quote "$word"
    pipe="$pipe $quoted"
  done
}
# ---- end of launcher/places.sh
# ---- launcher/choose.sh
# What to run: command, program, working directory, and the file that carries it all to the pane half.

# Sets `command` and `resume`; the user's command wins, then the roster's for this runtime, then the runtime's
# own.
choose_command() {
  agent_runtime=${MOSAIC_AGENT_RUNTIME-} command=${MOSAIC_AGENT_COMMAND-}
  case $agent_runtime in codex) rollouts=${CODEX_HOME:-${HOME-}/.codex}/sessions ;; esac
  if [ "$agent_runtime" != "${MOSAIC_ROSTER_RUNTIME-}" ]; then
    draft='' dialogs='' shown='' empty='' shape='' # of another runtime
  elif [ -z "$command" ]; then
    command=${MOSAIC_ROSTER_COMMAND-} resume=${MOSAIC_ROSTER_RESUME-} recorded=$command
  fi
  [ "$command" ] || choose_own_command
  split "$command" || die 78 "MOSAIC_AGENT_COMMAND has an open quote or ends in a backslash: mend it $where"
  [ "$words" ] || die 78 "MOSAIC_AGENT_COMMAND holds no word: set it $where"
}

choose_own_command() { # sets `command` to the runtime's own; without a runtime it is the canary
  if runtime_command "$agent_runtime"; then return; fi
  case $agent_runtime in
    '') quote "$self"; command="$quoted --canary $name"; return ;;
    command) die 78 "runtime \`command\` needs MOSAIC_AGENT_COMMAND: set it $where" ;;
  esac
  excerpt "$agent_runtime"
  set -- "set MOSAIC_AGENT_RUNTIME to one of $runtimes, or MOSAIC_AGENT_COMMAND, $where"
  die 78 "runtime \`$excerpt\` is not known: $1"
}

# Sets `workdir`; `$HOME`, `${HOME}` and `~` are expanded as the whole first component only.
choose_workdir() {
  workdir=${MOSAIC_AGENT_WORKDIR:-${HOME-}}
  # shellcheck disable=SC2016,SC2088 # compared as text, not to be expanded by this shell
  case $workdir in
    '$HOME'|'${HOME}'|'~') workdir=${HOME-} ;;
    '$HOME/'*|'${HOME}/'*|'~/'*) workdir=${HOME-}/${workdir#*/} ;;
  esac
  excerpt "$workdir"
  case $workdir in
    /*) ;;
    *) set -- "set MOSAIC_AGENT_WORKDIR $where to a path that begins with / or ~/"
      die 78 "workdir \`$excerpt\` is not absolute: $1" ;;
  esac
  cd -- "$workdir" 2>/dev/null ||
    die 66 "workdir \`$excerpt\` cannot be entered: create it, or set MOSAIC_AGENT_WORKDIR $where"
}

# PREFIX: prints where the program is, and by what name it is found again; `words` are its arguments then.
choose_program() {
  eval "set -- $1 $words"
  words='' sought=$2
  [ -z "$recorded" ] || sought=${MOSAIC_ROSTER_PROGRAM:-${2##*/}}
  look_for "$2" "$sought" || die 72 "$lost: install it, or set MOSAIC_AGENT_COMMAND or PATH $where"
  quote "$program"; printf '%s_program=%s\n' "$1" "$quoted"
  quote "$sought"; printf '%s_sought=%s\n' "$1" "$quoted"
  quote "$login_path"; printf '%s_path=%s\n' "$1" "$quoted"
  shift 2
  for word; do quote "$word"; words="$words $quoted"; done
}

# FUNCTION COMMAND: prints a function that becomes the agent. It gets the conversation's id and folder, the
# program and its PATH.
say_how() {
  split "$2"
  choose_program "${1%_agent}"
  case $1:$words in new_agent:*'{mosaic:id}'*) echo own_id=yes ;; esac
  fill '{mosaic:id}' "\"\$1\""
  fill '{mosaic:dir}' "\"\$2\""
  # shellcheck disable=SC2016 # the function that is printed expands them
  printf '%s() { [ -z "$4" ] || export PATH="$4"; exec "$3"%s; }\n' "$1" "$words"
}

fill() { # PLACEHOLDER WORD: in `words`, of which each is quoted
  while case $words in *"$1"*) ;; *) false ;; esac; do
    words=${words%%"$1"*}"'$2'"${words#*"$1"}
  done
}

# All that the pane half needs, in one file behind the environment; its argv stays constant.
launch() {
  make_channel
  choose_command
  choose_workdir
  for value in starter client name workdir bus user_runtime agent_path home user shell unit cgroup secret \
    herald record channel hooks memory resume shape draft shown empty dialogs on_quota rollouts \
    restart_policy restart_delay restart_max_delay restart_burst idle; do
    eval "quote \"\$$value\""
    printf '%s=%s\n' "$value" "$quoted"
  done >&3 && say_how new_agent "$command" >&3 &&
    { [ -z "$resume" ] || say_how resume_agent "$resume" >&3; } && exec 3>&- && return
  die 73 "$dir/launch cannot be written: free space there"
}
# ---- end of launcher/choose.sh
# ---- launcher/find-session.sh
# Which session is the agent's, whatever it is called by now. See docs/decisions/0014-what-a-mark-proves.md.

# Looks for ours by its mark and the id of its pane. Sets `whose`: `home`; `away`, where our pane is in a
# session that is not ours; `bare`, ours without our pane; `foreign`, where a session that is not ours has the
# name; `unknown`, where tmux does not answer; or nothing. And session_id (of ours alone), server_pid,
# pane_id, pane_pid, life.
find_session() {
  session_id='' server_pid='' pane_id='' pane_pid='' life='' whose=''
  list_ours
  choose_row
  decimal "$pane_pid" || pane_pid=''
  judge_home
  case $whose in
    away) session_id='' ;;
    bare) pane_id='' pane_pid='' ;;
    home) ;;
    *) session_id='' pane_id='' pane_pid=''; return ;;
  esac
  read_life
}

# Into the file `id`: KIND SESSION SERVER PANE PID, a row for each pane that may be ours or has our name.
list_ours() {
  # A mark alone can be copied by mistake: the place of the FIFO says the name once more.
  told="#{||:#{m:*/hand/$name.*/life,#{@mosaic_life}},#{m:*/$name/life,#{@mosaic_life}}}"
  named="#{==:#{session_name},$name}" marked="#{&&:#{==:#{@mosaic_agent},$name},$told}"
  ours="#{&&:$marked,#{==:#{@mosaic_pane},#{pane_id}}}"
  # An older launcher marked the session alone.
  home="#{?#{@mosaic_session},#{==:#{@mosaic_session},#{session_id}},$named}"
  which="#{?$ours,#{?$home,home,away},#{?$marked,bare,foreign}}"
  fresh_outside "$dir/id"; id=$fresh
  set -C
  tm list-panes -a -f "#{||:$ours,$named}" \
    -F "$which #{session_id} #{pid} #{pane_id} #{?pane_dead,,#{pane_pid}}" >"$id" 2>/dev/null ||
    case $? in 124|137) whose=unknown ;; esac
  set +C
}

choose_row() { # sets `whose` and the rest by the best row: home, away, bare, foreign
  ! plain "$id" || while read -r kind found_id found_server found_pane found_pid; do
    case $whose,$kind in
      ,*|foreign,*|bare,away|*,home)
        whose=$kind session_id=$found_id server_pid=$found_server pane_id=$found_pane pane_pid=$found_pid ;;
    esac
    [ "$whose" != home ] || break
  done <"$id"
}

# An agent can set options, and not the environment that its pane half was started with: it names the session
# of that start.
judge_home() {
  [ "$whose" = home ] || return 0
  began=$(bounded 2 grep -azm1 '^TMUX=' "/proc/${pane_pid:-0}/environ" 2>/dev/null | tr -d '\000')
  case $began in
    *,[0-9]*) [ "\$${began##*,}" = "$session_id" ] || whose=away ;;
  esac
}

read_life() { # sets `life`; what any program may have set is read by itself, for it may hold line breaks
  fresh_outside "$dir/id"; id=$fresh
  set -C
  tm display-message -p -t "${pane_id:-$session_id}" '#{@mosaic_life}' >"$id" 2>/dev/null
  set +C
  ! plain "$id" || read -r life <"$id" || :
}

# tmux tells `life` as any program may have set it: it is the FIFO of a session of this name, or nothing is
# done there.
is_life() {
  case $life in
    [!/]*|*/../*|*/./*) return 1 ;;
    */"$name"/life|*/hand/"$name".*/life) ;;
    *) return 1 ;;
  esac
  own_folder "${life%/life}" && [ ! -L "$life" ] && { [ -p "$life" ] || is_held; }
}

is_held() { # whether the pane half lives and holds a pipe that has no name, as under a unit
  [ ! -e "$life" ] && [ -p "/proc/${pane_pid:-0}/fd/9" ]
}

remove_hand_folder() { # of a session by hand that is ended, where its pane half, hung up, could not
  folder=${life%/life}
  if [ "$folder" = "$runtime/hand/$name.${folder##*.}" ] && decimal "${folder##*.}"; then
    rm -rf -- "$folder"
  fi
}
# ---- end of launcher/find-session.sh
# ---- launcher/session.sh
# The agent's session: made, or found running.

# Sets `found` to new or running; what lives on without our pane is replaced.
take_session() {
  # What an earlier life of a unit left went with its cgroup: only what was started by hand may live.
  if [ "$pane_mode" = unit ] && ! has_hand_folder && [ -z "$stopping" ]; then
    found=new
    ! new_session || return 0
  fi
  for _ in 1 2 3; do
    find_session
    case $whose in
      foreign) refuse_foreign ;;
      unknown) said='it did not answer within 10 s'; no_session ;;
      '')
        [ -z "$stopping" ] || exit 0
        found=new
        ! new_session || return 0 ;; # else it was made meanwhile
      *)
        found=running
        ! is_alive || return 0
        end_session
        remove_hand_folder ;;
    esac
  done
  die 69 "session \`$name\` on socket \`$socket\` ends and comes again: see who else starts it"
}

has_hand_folder() { # whether there is a folder of this agent's by hand
  set +f; set -- "$runtime/hand/$name".*; set -f
  [ -e "$1" ]
}

refuse_foreign() { # dies, for the name is another session's
  set -- "rename it (tmux -L $socket rename-session -t =$name: NEW), or name the agent otherwise"
  die 78 "session \`$name\` on socket \`$socket\` was not started by Mosaic Fleet: $1"
}

# Whether the session that was found goes on: it has its pane and FIFO, and its loop has not given up.
is_alive() {
  case $(read_outside "$record" 4096) in
    "state=failed$nl"*"${nl}pane=$pane_pid") return 1 ;; # it has used up its burst and waits for Enter
  esac
  [ "$pane_pid" ] && [ "$life" != "$dir/life" ] && is_life
}

# One call makes the session and marks it, and its pane, as ours; 1 if the name is taken. The pane's own marks
# go with it wherever it is moved: `@mosaic_session` is the id of the session that ends with it, whatever that
# is called later. Sets session_id, server_pid, pane_id and pane_pid.
new_session() {
  life=$dir/life
  fresh_outside "$dir/id"; id=$fresh
  fresh_outside "$dir/err"; err=$fresh
  set -C
  session_orders in_time >"$id" 2>"$err" || {
    set +C
    session_refused
    return 1; }
  set +C
  # An agent that ended at once took the folder along.
  { plain "$id" && read -r session_id server_pid pane_id pane_pid _ <"$id"; } 2>/dev/null || :
  decimal "$pane_pid" || pane_pid=''
}

session_orders() { # TM: what makes and marks it, for `tm` or what writes that down
  # A stop then knows without asking that more is open.
  share='run-shell -b "mkdir -m 0700 #{q:@mosaic_life}.shared 2>/dev/null || :"'
  # Told once more behind new-session, which follows a terminal that looks on; then none changes it.
  size='-x 220 -y 50'
  # shellcheck disable=SC2086 # two options and their values
  "$1" new-session -d -P -F '#{session_id} #{pid} #{pane_id} #{pane_pid} #{session_name}' -s "$name" $size \
    -- "$self" --pane "$dir" "$pane_mode" $$ \; \
    resize-window -t "=$name:" $size \; \
    set-option -F -t "=$name:" @mosaic_pane '#{pane_id}' \; \
    set-option -t "=$name:" @mosaic_agent "$name" \; \
    set-option -t "=$name:" @mosaic_life "$life" \; \
    set-option -t "=$name:" @mosaic_pipe "$pipe" \; \
    set-option -pF -t "=$name:" @mosaic_pane '#{pane_id}' \; \
    set-option -p -t "=$name:" @mosaic_agent "$name" \; \
    set-option -p -t "=$name:" @mosaic_life "$life" \; \
    set-option -pF -t "=$name:" @mosaic_session '#{session_id}' \; \
    if-shell -F -t "=$name:" "#{!=:#{@mosaic_pipe},}" "pipe-pane -O -t '=$name:' 'exec #{@mosaic_pipe}'" \; \
    set-option -p -t "=$name:" remain-on-exit off \; \
    set-hook -w -t "=$name:" window-layout-changed "if -F '#{!=:#{window_panes},1}' { $share }" \; \
    set-hook -t "=$name:" window-linked "if -F '#{!=:#{session_windows},1}' { $share }"
}

# ARGUMENT...: what `tm` does. Under a unit no timeout(1) is spent on it: its manager ends a start that takes
# too long, which cuts the wait short as a stop does. A server that answers is waited for then, too; else this
# process ends well, for which of the two it was is known to the manager.
in_time() {
  [ "$supervised" ] || { tm "$@"; return; }
  tmux -u -N -L "$socket" "$@" </dev/null &
  if [ -z "$stopping" ]; then
    wait $! && return
    set -- $?
    [ "$stopping" ] || return "$1"
  fi
  for pause in 0.02 0.1 0.3 0.6 1 2 4; do
    ! has_ended $! || { wait $!; return; }
    sleep "$pause"
  done
  kill -s KILL $!
  systemd-notify --status="tmux on socket \`$socket\` did not answer: see tmux -L $socket ls" 2>/dev/null
  exit 0
}

session_refused() { # dies of what tmux said in `err`, unless that is that the name is taken
  [ -f "$err" ] || [ "$stopping" ] ||
    die 73 "nothing can be written in $dir: free space or mend permissions there"
  { plain "$err" && IFS= read -r said <"$err"; } 2>/dev/null || said='it did not answer within 10 s'
  case $said in 'duplicate session'*) ;; *) no_session ;; esac
}

no_session() { # dies of what tmux `said`
  [ -z "$stopping" ] || exit 0
  [ -z "$guest" ] || {
    set -- "and only the fleet's own is ever started: start one there, or mend MOSAIC_TMUX_SOCKET $where"
    die 78 "no tmux server answers on socket \`$socket\`, $1"; }
  die 69 "tmux on socket \`$socket\` did not make the session ($said): see tmux -L $socket ls"
}

# Exactly what we made or found, by its id, on the same server; the pane too, which a session of its group
# would keep.
end_session() {
  for order in ${session_id:+"kill-session -t '$session_id'"} ${pane_id:+"kill-pane -t '$pane_id'"}; do
    tm if-shell -F "#{==:#{pid},$server_pid}" "$order" >/dev/null 2>&1
  done
}
# ---- end of launcher/session.sh

# ==== under a unit ======================================================================================

# ---- launcher/supervise.sh
# Under a unit: its main process. READY=1 once the agent runs, then its end is ours.

supervise() { # takes the session, hears of it until it ends, and ends as it did
  trap 'stopping=yes' TERM
  choose_folders
  runtime=${dir%/agents/*} pane_mode=unit
  # That the runtime folder keeps others out was judged for the holder; a unit's own is made by its manager.
  if [ "$dir" = "$runtime" ] || ! own_folder "$runtime" "$runtime/agents" "$dir"; then
    die 73 "$dir cannot be used: it has to be a folder of your own, made by the unit's RuntimeDirectory="
  fi
  # The fleet's own is the one that the holder has noted down.
  choose_socket "${MOSAIC_TMUX_SOCKET-mosaic-fleet}"
  is_holders || guest=yes pane_mode=guest
  know_unit
  check_env_file "$config/agents/$name.env"
  launch
  open_life
  take_session
  bound_reads
  await_up
  exec 4>&- # from here the pane half alone holds the FIFO: end of file means that it is gone
  cd /
  [ "$what" != up ] ||
    systemd-notify --ready --status="runs: session $name on socket $socket, pane half $pane_pid$lacks"
  [ "$what" != up ] || { is_awake; tell_start; }
  while [ -z "$stopping" ] && [ "$what" != exit ]; do hear || what=exit status=75; done
  stop_agent
  end_as_it_did
}

is_holders() { # whether the server on our socket is the holder's
  # A subshell whose processor time has an end costs a third of `read_outside`, which was 7 % of a start.
  # shellcheck disable=SC3045 # where it is missing nothing is lost
  kind=$(ulimit -c 0; ulimit -t 1; plain "$runtime/servers/$socket" || exit
    { read -r server_pid _ kind _ <"$runtime/servers/$socket" && echo "$kind $server_pid"; } 2>/dev/null) || :
  server_pid=${kind#* } kind=${kind%% *}
  [ "$kind" = holder ]
}

know_unit() { # sets `cgroup`, `unit`, and `secret`, the invocation's id
  while IFS=: read -r hierarchy _ cgroup && [ "$hierarchy" != 0 ]; do :; done </proc/self/cgroup
  # An env file may name another one.
  # shellcheck disable=SC2031 # it is the environment's
  unit=${MOSAIC_UNIT-}
  case $cgroup/ in /|*/"${unit:-/}"/*) ;; *) unit=${cgroup##*/} ;; esac
  case ${INVOCATION_ID-} in *[!0-9a-f]*) ;; *) secret=${INVOCATION_ID-} ;; esac
}

# FILE: the manager drops one that is no UTF-8, or holds a NUL, whole and without a word: then none of its
# names is set.
check_env_file() {
  named='' comment=''
  [ -f "$1" ] || return 0
  { while IFS= read -r line || [ "$line" ]; do
    case $comment in *\\) line=\#$line ;; esac # before systemd 254 it goes on
    comment=''
    key=${line%%=*} key=${key##*[ 	]}
    case $line in
      [\#\;]*) comment=$line; continue ;;
      *=*) ;;
      *) continue ;;
    esac
    case $key in
      ''|[0-9]*|*[!A-Za-z0-9_]*|TERM|TMUX*|PWD|OLDPWD|SHLVL|_) continue ;;
    esac
    eval "[ -z \"\${$key+set}\" ]" || return 0
    named=yes
  done < "$1"; } 2>/dev/null
  [ -z "$named" ] || die 78 "$1 is not read by systemd, for it is no UTF-8 or holds a NUL: mend it"
}

# Standard input becomes what the pane half writes to; 4 holds it open until that does. Where the holder's
# panes can open what this process has, it is a pipe without a name, which no process has to make: of a
# here-document, opened once more for both. Older releases of bash make that a file.
open_life() {
  life=$dir/life
  if [ "$pane_mode" = unit ] && is_near; then
    exec 5<<END
END
    # shellcheck disable=SC2094 # one pipe, both of its ends
    [ ! -p /proc/self/fd/5 ] || { exec 4<>/proc/self/fd/5 <&5 5<&-; return; }
    exec 5<&-
  fi
  make_fifo
  open_fifo
}

# Whether the server is in the same namespaces: a drop-in may put it, or this unit, into some of its own.
is_near() {
  decimal "$server_pid" || return
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  [ "/proc/$number/ns/user" -ef /proc/self/ns/user ] && [ "/proc/$number/ns/pid" -ef /proc/self/ns/pid ]
}

make_fifo() { # of the name `life`, whatever stood there
  { [ ! -e "$life" ] && [ ! -L "$life" ]; } || rm -rf -- "$life"
  mkfifo "$life" || die 73 "the FIFO $life cannot be made: free space or mend permissions there"
}

# So that no open blocks.
# shellcheck disable=SC2094 # one FIFO, both of its ends
open_fifo() { exec 4<>"$life" <"$life"; }

await_up() { # sets `what` to the first that the pane half of a new session says; one that runs is adopted
  what=up
  if [ $found = running ]; then adopt; return; fi
  [ -z "$stopping" ] || return 0
  what=''
  while [ -z "$what$stopping" ]; do hear || break; done
}

end_as_it_did() { # ends this process as the agent ended, or well where that was asked for
  record inactive
  [ -z "$stopping" ] || { tell_life inactive; exit 0; }
  tell_exit
  [ "$status" != 0 ] || has_finished
  [ "$status" != 75 ] || systemd-notify --status="session $name is gone"
  # Ended by a signal that ends: so do we, without a second core.
  # shellcheck disable=SC3045 # dash, bash and busybox have it; where it is missing nothing is lost
  case $status in
    129|13?|14[0-4]|15[2-9]) ulimit -c 0 2>/dev/null; trap - TERM; kill -s $((status - 128)) $$ ;;
  esac
  exit "$status"
}
# ---- end of launcher/supervise.sh
# ---- launcher/stop.sh
# What the supervisor hears of the pane half, and how it ends both.

# [SECONDS]: reads a line of the FIFO into `what` and `status`; what no pane half says is no line, but ''.
# Ends as `read` does.
hear() {
  # shellcheck disable=SC2086,SC2229 # an option and its value are two words
  read -r ${1:+-t "$1"} $at_most what said || return
  case $what in
    up) ;;
    exit) if decimal "$said" && [ "$number" -le 255 ]; then status=$number; else what=''; fi ;;
    *) what='' ;;
  esac
}

stop_agent() { # the agent's group gets TERM where a stop was asked for, then the session ends
  # Where no more process can be had (TasksMax) this shell ends at its next fork: the manager ends the rest,
  # and the stop is a success.
  [ -z "$stopping" ] || trap 'exit 0' EXIT
  # KillMode=mixed: TERM came to us alone, and what outlives us in the cgroup is killed by the manager.
  [ -z "$stopping" ] || [ -z "$pane_pid" ] || kill -s TERM -- "-$pane_pid" 2>/dev/null
  outlast || late=late
  unbound
  [ "$late" != late ] || end_session
  remove_hand_folder
  count_strays
}

# Reads on until the pane half is gone, for the grace at most, whatever is said; 1 unless it took the session
# along. Sets `late` where the grace is over: by the clock in bash, which reads with a deadline; elsewhere by
# the end of a child, which cuts the read short.
outlast() {
  late='' until='' grace=10
  ! decimal "${MOSAIC_STOP_GRACE-}" || grace=$number
  # shellcheck disable=SC3028 # seen by bash alone
  if [ "${BASH_VERSION-}" ]; then until=$((SECONDS + grace)); else trap 'late=late' CHLD; sleep "$grace" & fi
  trap '' TERM # told once is enough
  while [ -z "$late" ]; do
    # shellcheck disable=SC3028 # seen by bash alone
    if [ "$until" ] && [ "$SECONDS" -ge "$until" ]; then late=late; break; fi
    # shellcheck disable=SC3028 # seen by bash alone
    hear ${until:+$((until - SECONDS))} || { [ $? -le 128 ] || late=late; break; }
  done
  # dash loses any other signal to a child that has just begun, where it has a trap for that itself.
  [ "$until" ] || { trap - CHLD; kill -s KILL $!; } 2>/dev/null
  case $late$status in ''|75|late*) return 1 ;; esac
}

# Sets `strays`: who outlives the agent in our cgroup by half a second, and is killed by the manager once we
# end.
count_strays() {
  for procs in "/sys/fs/cgroup$cgroup" "/sys/fs/cgroup/unified$cgroup" ''; do
    [ ! -r "$procs/cgroup.procs" ] || break
  done
  [ "$procs" ] || return 0
  for pause in 0.05 0.15 0.3 ''; do
    strays=0
    while read -r member; do
      case $member in "$$"|"$pane_pid"|"${!-}") ;; *) strays=$((strays + 1)) ;; esac
    done <"$procs/cgroup.procs"
    case $strays:$pause in 0:*|*:) return ;; esac
    sleep "$pause"
  done
}
# ---- end of launcher/stop.sh
# ---- launcher/adopt.sh
# A session that was started by hand, and that a unit takes over: same pane, its processes moved into the
# unit, its FIFO watched.

adopt() { # dies of 71 where the pane half cannot be told or moved
  rm -f "$dir/life" "$dir/launch"
  replace_outside "${life%/life}/adopted" '' ||
    die 71 "session \`$name\` cannot be told that the unit restarts it now: free space in ${life%/life}"
  [ -p "$life" ] || life=/proc/$pane_pid/fd/9
  open_fifo
  move_all
  ! in_unit "$pane_pid" || { release_watcher; return 0; }
  set -- "end its pane (tmux -L $socket kill-pane -t $pane_id) and start the unit again"
  die 71 "the processes of session \`$name\` cannot be moved into $unit: $1"
}

release_watcher() { # has the process end that would see the end of the pane half: it is outside the unit
  leash=${life%/life}/leash
  { [ -p "$leash" ] && [ ! -L "$leash" ]; } || return 0
  # Nobody may be there to read it.
  # shellcheck disable=SC2016 # the inner shell expands it
  bounded 2 /bin/sh -c 'echo >"$1"' sh "$leash" 2>/dev/null || :
}

move_all() { # into the unit; again while children were born outside meanwhile
  members=''
  for _ in 1 2 3 4 5; do
    joined=$members
    list_members
    [ "$members" != "$joined" ] || break
    for member in $members; do join_unit "$member" 2>/dev/null || :; done
  done
}

list_members() { # sets `members`: the pane half and all that is below it
  members=$(ps -A -o pid=,ppid= | awk -v pids="$pane_pid" '
    { below[$2] = below[$2] " " $1 }
    END {
      while (n = split(pids, pid)) {
        pids = ""
        for (i = 1; i <= n; i++) { print pid[i]; pids = pids below[pid[i]] }
      }
    }')
}
# ---- end of launcher/adopt.sh
if [ "$supervised" ]; then check_name "$@"; need_tmux; supervise; fi

# ==== by hand, and under the tmux supervisor ============================================================

# ---- launcher/folders.sh
# The launcher's folders by hand: made, kept from others, and cleared of what earlier starts left.

# Sets `runtime`, makes it, and refuses one that others can reach. Of the folders in it, and of the state
# folder, those that others can enter are closed to them.
choose_runtime() {
  name_runtime
  [ -d "$runtime" ] || mkdir -- "$runtime" 2>/dev/null
  if ! own_folder "$runtime" || [ ! -w "$runtime" ]; then
    set -- "it must be a folder of your own; remove what stands there or mend XDG_RUNTIME_DIR"
    die 73 "$runtime cannot be used: $1"
  fi
  # What others may enter, of all that matters. In a folder that keeps them out the mode of those in it does
  # not: systemd makes this one with 0755.
  wide=$nl$(find "${runtime%/*}/." "$runtime" "$runtime/hand" "$runtime/servers" "$runtime/channels" \
    "$state" "$state/agents" "$state/events" "$state/sessions" \
    -prune \( -perm -040 -o -perm -020 -o -perm -010 -o -perm -004 -o -perm -002 -o -perm -001 \) \
    2>/dev/null)$nl
  if is_wide "$runtime" && is_wide "${runtime%/*}/."; then
    die 73 "$runtime cannot be used: others can enter it; run chmod 700 $runtime, or mend XDG_RUNTIME_DIR"
  fi
  for folder in "$runtime/hand" "$runtime/servers" "$runtime/channels" \
    "$state" "$state/agents" "$state/events" "$state/sessions"; do
    if is_wide "$folder" && own_folder "$folder"; then chmod go= "$folder"; fi
  done
}

# FOLDER: whether others may enter it, by `wide`.
is_wide() { case $wide in *"$nl$1$nl"*) ;; *) return 1 ;; esac; }

make_room() { # FOLDER: one of ours in the runtime folder, whatever stood there
  make_ours "$1" || { rm -f -- "$1" && make_ours "$1"; } ||
    die 73 "$1 cannot be made: free space or mend permissions there"
}

remove_at_exit() { # until the session owns its folder
  trap 'rm -rf "$dir"' EXIT
  trap 'exit 1' HUP INT TERM
}

# Folders of this agent whose starter and pane half are both dead, and what they left running.
clear_left_over() {
  set +f; set -- "$runtime/hand/$name".*; set -f
  for dir in "$@"; do
    if ! decimal "${dir##*.}" || [ ! -d "$dir" ]; then continue; fi
    if own_folder "$dir"; then
      if kill -0 "$number" || has_pane_half; then continue; fi
      know_mark
      end_life
    fi
    rm -rf -- "$dir"
  done 2>/dev/null
  mark='' born=''
}

know_mark() { # sets `mark` and `born` to what a pane half of `dir` noted of itself
  mark=$(read_outside "$dir/mark" 64) born=''
  case $mark in
    ''|*[!0-9a-f-]*) mark='' ;;
    *) mark=$dir:$mark ;;
  esac
  ! decimal "$(read_outside "$dir/born" 24)" || born=$number
}

# Whether a process of `dir` is alive; where its number was lost, by the FIFO that it holds open as 9.
has_pane_half() {
  if decimal "$(read_outside "$dir/pane" 24)" && [ "$number" -gt 1 ]; then kill -0 "$number"; return; fi
  set +f; set -- /proc/[0-9]*/fd/9; set -f
  for pid in "$@"; do [ "$(readlink "$pid")" != "$dir/life" ] || return 0; done
  return 1
} 2>/dev/null
# ---- end of launcher/folders.sh
# ---- launcher/env-file.sh
# The agent's environment by hand: a named few of the caller's, then the lines of its env file, which under a
# unit systemd reads. What systemd might read in another way is refused.

compose() { # ENV_FILE: prints it as `export KEY='VALUE'` lines
  : "${LANG:=C.UTF-8}" "${USER:=$(id -un)}" "${LOGNAME:=$USER}" "${SHELL:=/bin/sh}"
  for key in HOME USER LOGNAME SHELL PATH LANG XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS $told_names; do
    eval "[ -z \"\${$key+set}\" ] || { quote \"\$$key\"; printf 'export %s=%s\n' $key \"\$quoted\"; }"
  done
  [ -e "$1" ] || return 0
  if [ ! -f "$1" ] || [ ! -r "$1" ]; then die 78 "$1 is not a readable file: replace it by one"; fi
  row=0 cr=$(printf '\r')
  while IFS= read -r line || [ "$line" ]; do
    row=$((row + 1))
    trim "${line%"$cr"}"
    case $trimmed in
      ''|[\#\;]*) ;;
      *=*) read_line "$1:$row" "$trimmed" ;;
      *) die 78 "$1:$row: no \`=\`: write KEY=VALUE, or # for a comment" ;;
    esac
  done < "$1"
}

read_line() { # PLACE LINE: prints a KEY=VALUE line in that form
  trim "${2%%=*}"
  key=$trimmed
  trim "${2#*=}"
  case $key in
    ''|[0-9]*|*[!A-Za-z0-9_]*)
      set -- "$1" "use letters, digits and _ (no \`export\`)"
      die 78 "$1: what stands before \`=\` is no name of a variable: $2" ;;
  esac
  ! is_launchers "$key" || die 78 "$1: $key is set by the launcher: remove the line"
  unquote "$trimmed" || {
    set -- "$1" "only a plain value, one whole '…' or one whole \"…\" without \\ \$ \` is read by hand"
    die 78 "$1: $2: simplify it"; }
  quote "$value"
  printf 'export %s=%s\n' "$key" "$quoted"
}

# TEXT: sets `trimmed` to it without blanks at its ends.
trim() {
  trimmed=${1#"${1%%[![:blank:]]*}"}
  trimmed=${trimmed%"${trimmed##*[![:blank:]]}"}
}

unquote() { # VALUE: sets `value` to what systemd reads there; 1 where it might read something else
  value=$1 inner=${1#?}
  inner=${inner%?}
  case $1 in
    \'*\') value=$inner; case $inner in *\'*) return 1 ;; esac ;;
    \"*\") value=$inner; case $inner in *[\"\\\$\`]*) return 1 ;; esac ;;
    \'*|\"*|*\\*) return 1 ;;
  esac
}
# ---- end of launcher/env-file.sh
# ---- launcher/server.sh
# The fleet's tmux server: found, or by hand founded; what it is told, and the record of which one it is.

answers() { tm show-options -s exit-empty >/dev/null 2>&1; } # whether a server does on our socket

# By hand the fleet's own server is founded when it is away.
ensure_server() {
  answers && return
  case $? in
    124|137)
      set -- "see whether it is stopped (kill -CONT)"
      die 69 "the tmux server on socket \`$socket\` does not answer: $1" ;;
  esac
  [ -z "$guest" ] || return 0 # new_session says what is wrong
  ! call_back || return 0
  for pause in 0.02 0.1 0.3 0.6 0; do # a start may race the exit of an older server
    ! start_server || break
    sleep "$pause"
  done
  load_profile hand
}

# The server that is noted down, where it lives and has lost its socket: it makes that again. 1 where there is
# none, and one may be founded; dies where it is the holder's, which is away just now.
call_back() {
  kind='' path='' number=''
  IFS=' ' read -r pid _ kind path <<END
$(read_outside "$runtime/servers/$socket" 4096)
END
  decimal "$pid" && [ "$number" -gt 1 ] || number=''
  case ${number:+$(ps -o args= -p "$number" 2>/dev/null)} in
    *tmux*" -L $socket "*)
      ! answers || return 0 # another one has founded it since we asked
      kill -s USR1 "$number"
      # Others may have told it too: it makes the socket anew for each, and in between none answers.
      for pause in 0.02 0.1 0.3 1 2 0; do
        [ ! -S "$path" ] || ! answers || return 0
        sleep "$pause"
      done
      set -- "it again: see whether it is stopped (kill -CONT)"
      die 69 "the tmux server $number has lost its socket $path and does not make $1" ;;
  esac
  [ "$kind" = holder ] || return
  case $(systemctl --user is-active mosaic-tmux-holder.service 2>/dev/null) in
    active|activating|deactivating)
      set -- "see systemctl --user status mosaic-tmux-holder"
      die 69 "the server of mosaic-tmux-holder.service is away just now: $1" ;;
  esac
  return 1
}

start_server() ( # in a scrubbed environment, for a server keeps its first one; 1 where none answers then
  cd / || exit
  exec env -i HOME="${HOME-}" USER="${USER-}" LOGNAME="${LOGNAME-}" SHELL="${SHELL:-/bin/sh}" LANG=C.UTF-8 \
    PATH="$PATH" XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR-}" DBUS_SESSION_BUS_ADDRESS="$no_bus" \
    ${TMUX_TMPDIR:+"TMUX_TMPDIR=$TMUX_TMPDIR"} \
    tmux -u -L "$socket" -f /dev/null start-server \; set-option -s exit-empty off \; \
    set-environment -gr DBUS_SESSION_BUS_ADDRESS
) >/dev/null 2>&1 </dev/null

load_profile() { # KIND: the fleet's options, and a record of which server answers on the socket
  tm set-environment -gr DBUS_SESSION_BUS_ADDRESS >/dev/null 2>&1 # no pane inherits it, ours or a person's
  [ ! -f "$config/tmux.conf" ] || tm source-file -q "$config/tmux.conf" >/dev/null 2>&1
  make_room "$runtime/servers"
  set -- "$1" "$runtime/servers/$socket"
  # All in there is ours: it must not keep the server from being noted down.
  vacate "$2" || rm -rf -- "$2"
  fresh_outside "$2"
  set -C
  if tm display-message -p "#{pid} #{start_time} $1 #{socket_path}" >"$fresh"; then move_outside "$fresh" "$2"
  else rm -f -- "$fresh"; fi
  set +C
}

wait_holder() { # bounded: the holder's unit fails when its server does not answer
  need_tmux
  choose_folders
  choose_runtime
  choose_socket mosaic-fleet
  case $socket in
    default)
      set -- "name another in MOSAIC_TMUX_SOCKET of mosaic-tmux-holder.service"
      die 78 "the holder cannot own the default tmux socket: $1" ;;
  esac
  tries=0
  until answers; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] ||
      die 69 "no tmux server answers on socket \`$socket\`: see journalctl --user -u mosaic-tmux-holder"
    sleep 0.05
  done
  load_profile holder
  exit
}
# ---- end of launcher/server.sh
# ---- launcher/hand.sh
# By hand, and under the tmux supervisor: two processes one after the other, so that the second has exactly
# the agent's environment and none of the caller's.

by_hand() { # ENVIRONMENT RESTART: goes on as `--hand` in exactly the agent's environment
  read_restart "$2" || {
    set -- "write always, on-failure or no, and :DELAY:MAX_DELAY:BURST in whole seconds" "$2"
    die 78 "\`$2\` is no restart policy: $1"; }
  choose_folders
  need_tmux
  choose_runtime
  clear_left_over
  dir=$runtime/hand/$name.$$
  make_room "$runtime/hand"
  remove_at_exit
  { [ ! -e "$dir" ] && [ ! -L "$dir" ]; } || rm -rf -- "$dir" # of an earlier process of this number
  mkdir -- "$dir" || die 73 "$dir cannot be made: free space or mend permissions there"
  take_environment "$1"
  # shellcheck disable=SC2016 # the inner shell expands it
  exec env -i /bin/sh -c '. "$1/env" && rm -f "$1/env" && shift && exec "$@"' sh "$dir" \
    "$self" --hand "$name" "$dir" "$runtime" "$config" "$state" "${MOSAIC_TMUX_SOCKET-mosaic-fleet}" \
    "$PATH" "${TMUX_TMPDIR-}" "$restart" "$idle"
}

# FILE: makes `env` of `dir`, of FILE where there is one, else of the caller's and the env file.
take_environment() {
  if [ "$1" ]; then
    mv -f -- "$1" "$dir/env" || die 73 "the environment $1 cannot be taken to $dir: see whether it is there"
    return
  fi
  fresh_outside "$dir/env"
  set -C
  compose "$config/agents/$name.env" >"$fresh"
  set +C
  move_outside "$fresh" "$dir/env" || die 73 "$dir/env cannot be written: free space there"
}

# POLICY:DELAY:MAX_DELAY:BURST: sets `restart_policy` and its fellows, and `restart` to it without leading
# zeros; 1 where it is none.
read_restart() {
  IFS=: read -r restart_policy restart_delay restart_max_delay restart_burst <<END
$1
END
  case $restart_policy in always|on-failure|no) ;; *) return 1 ;; esac
  restart=$restart_policy
  for value in "$restart_delay" "$restart_max_delay" "$restart_burst"; do
    decimal "$value" || return 1
    restart=$restart:$number
  done
}

# NAME DIR RUNTIME CONFIG STATE FLEET_SOCKET PATH TMUX_TMPDIR RESTART IDLE: starts the session, or finds it.
hand() {
  idle=${10} name=$1 runtime=$3 config=$4 state=$5 PATH=$7 pane_mode=hand
  remove_at_exit
  need_tmux
  # The caller's server is meant, whatever the agent is told.
  unset TMUX_TMPDIR
  [ -z "$8" ] || export TMUX_TMPDIR="$8"
  choose_socket "$6"
  read_restart "$9"
  life=$dir/life
  make_fifo
  launch
  ensure_server
  open_fifo
  take_session
  if [ $found = running ]; then echo "running $name"; exit 0; fi
  trap - EXIT HUP INT TERM
  case $(bounded 15 head -c 3) in up) is_awake; echo "started $name"; exit 0 ;; esac
  end_session
  rm -rf "$dir"
  die 69 "the pane half of \`$name\` did not come up within 15 s: see tmux -L $socket ls"
}
# ---- end of launcher/hand.sh
# ---- launcher/order.sh
# Of one of many that are started by hand at once: its launch file, and the order for its session.

# In a subshell: makes the launch file of `name`, in exactly the agent's environment, and then writes what
# makes its session to the batch's orders.
order_session() {
  set -- "environment_$row" "$runtime/hand/$name.$$" "$name" "$runtime" "$config" "$state" "$PATH" \
    "$restart" "$idle" "${MOSAIC_TMUX_SOCKET-mosaic-fleet}" "$herald" "$secret"
  own_folder "$2" || exit
  set -C
  exec 3>"$2/launch"
  set +C
  # shellcheck disable=SC2086 # a word each
  unset $callers
  "$1"
  say_environment >&3 || exit
  unset IFS
  LC_ALL=C supervised='' dir=$2
  know_variables
  life=$dir/life
  name=$3 runtime=$4 config=$5 state=$6 PATH=$7 idle=$9 herald=${11} secret=${12} pane_mode=hand
  need_tmux
  choose_socket "${10}"
  [ "$socket" = "${10:-default}" ] || exit
  read_restart "$8" || exit
  asked=yes # whoever is nowhere but on the login shell's PATH is started alone, for that takes its time
  launch
  order=''
  session_orders add_order
  # Told once all of it is done.
  printf '%s ; display-message -p %s\n' "$order" "$name" >>"${11%/*}/orders"
}

add_order() { # ARGUMENT...: adds them to `order`, a line of commands as tmux reads it from a file
  for word; do
    case $word in
      \;) order="$order ;" ;;
      *"$nl"*) exit 1 ;;
      *) quote "$word"; order="$order $quoted" ;;
    esac
  done
}

# tmux reads each line by itself: one that fails, as the name is taken, stops no other. Some at a time, so
# that each call ends within its deadline.
give_orders() {
  [ -s "$batch/orders" ] || return 0
  tm source-file "$batch/orders" >>"$batch/made" 2>/dev/null
  rm -f -- "$batch/orders"
}
# ---- end of launcher/order.sh
# ---- launcher/settle-batch.sh
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
# ---- end of launcher/settle-batch.sh
# ---- launcher/many.sh
# Many by hand at once: what a start does by processes of its own is done here once for all of them. Only what
# goes smoothly is done here. Who is not told as started is to be started alone, which says what is wrong.

# FILE: of the lines NAME RESTART SECRET IDLE on standard input starts those that nothing speaks against, and
# prints the names of those that run then. FILE has a function for each line, `environment_1` and so on, and
# is removed at once.
start_many() {
  list='' row=0 ordered=0 pane_mode=hand
  while IFS= read -r line; do list=$list$line$nl; done
  exec </dev/null
  plain "$1" || exit 73
  # shellcheck disable=SC1090 # made by the caller
  . "$1"
  rm -f -- "$1"
  callers=$(export -p | sed -nE 's/^(export|declare -x) ([A-Za-z_][A-Za-z0-9_]*).*/\2/p')
  choose_folders
  need_tmux
  choose_runtime
  choose_socket "${MOSAIC_TMUX_SOCKET-mosaic-fleet}"
  make_room "$runtime/hand"
  clear_old_batches
  batch=$runtime/hand/.batch.$$ dir=$runtime/hand/.batch.$$
  remove_at_exit
  mkdir -- "$batch" || exit 73
  ensure_server
  find_taken
  make_folders
  [ "$names" ] || exit 0
  clear_channels
  : >"$batch/made"
  exec 6<>"$batch/herald"
  herald=$batch/herald
  while read -r name restart secret idle; do
    row=$((row + 1))
    case $names in *" $name "*) ;; *) continue ;; esac
    ( order_session ) 2>/dev/null || { rm -rf -- "$runtime/hand/$name.$$"; continue; }
    ordered=$((ordered + 1))
    [ $((ordered % 20)) != 0 ] || give_orders
  done <<END
$list
END
  give_orders
  hear_heralds
  settle_batch
}

clear_old_batches() { # whose process was killed
  set +f; set -- "$runtime/hand/".batch.*; set -f
  for dir; do
    if decimal "${dir##*.}" && ! kill -0 "$number" 2>/dev/null; then rm -rf -- "$dir"; fi
  done
}

clear_channels() { # of what their pane halves write anew, which takes a process where something stands
  set --
  for name in $names; do
    channel=$runtime/channels/$socket/$name
    own_folder "${channel%/*/*}" "${channel%/*}" "$channel" || continue
    set -- "$@" "$channel/target" "$channel/activity"
  done
  [ $# = 0 ] || rm -f -- "$@" 2>/dev/null
}

find_taken() { # sets `taken` to the names of all sessions, and of all agents that have a pane
  taken=' '
  tm list-panes -a -F '#{session_name} #{@mosaic_agent}' >"$batch/taken" 2>/dev/null ||
    case $? in 124|137) exit 69 ;; esac
  while read -r held marked; do taken="$taken$held $marked "; done <"$batch/taken"
}

# Sets `names` to those of `list` that are free and of which nothing is left; makes their folders, and the
# FIFOs in them.
make_folders() {
  names=''
  set +f; set -- "$runtime/hand/"[a-z0-9]*.*; set -f
  for folder; do is_left "$folder" || rm -rf -- "$folder"; done
  set --
  while read -r name _; do
    case $taken in *" $name "*) continue ;; esac
    set -- "$@" "$runtime/hand/$name.$$"
    names="$names $name "
  done <<END
$list
END
  [ "$names" ] || return 0
  mkdir -- "$@" || names=''
  for folder; do shift; set -- "$@" "$folder/life" "$folder/leash"; done
  mkfifo -- "$batch/herald" "$@" || names=''
  [ "$names" ] || { for life; do rm -rf -- "${life%/*}"; done; }
}

# FOLDER: 1 where it is of a start that was killed before anything ran there; else its agent is `taken`.
is_left() {
  name=${1##*/}
  name=${name%.*}
  case $taken in
    *" $name "*) ;;
    *) [ -e "$1/mark" ] || ! decimal "${1##*.}" || kill -0 "$number" 2>/dev/null || return
      taken="$taken$name " ;;
  esac
}
# ---- end of launcher/many.sh
# ---- launcher/gave-up.sh
# Under a unit its manager alone knows that an agent is given up: by OnFailure=, once for each such end.

# AGENT HOME RUNTIME: to the fleet's journal, and to the person's hook
gave_up() {
  [ $# -eq 3 ] || die 78 "an agent, a home and a runtime folder are wanted: see start-agent-session.sh --help"
  check_name "$1"
  PATH=$PATH:/usr/local/bin:/usr/bin:/bin # its env file may say anything, also what ended it
  ( choose_folders ) 2>/dev/null || HOME=$2
  choose_folders
  runtime=$3
  ( choose_socket mosaic-fleet ) 2>/dev/null || unset MOSAIC_TMUX_SOCKET
  choose_socket mosaic-fleet
  is_given_up || return 0
  find_channel || make_channel
  tell_life "$next" "$why"
  # Waited for: what an ending unit leaves behind is killed with it. The hook itself is run elsewhere.
  [ -z "$channel" ] || ! has_hook failed || [ ! -x "${self%/*}/run-person-hook.sh" ] ||
    bounded 10 "${self%/*}/run-person-hook.sh" "$channel" failed "$why" </dev/null >/dev/null 2>&1
}

# Whether its unit stands still; sets `next` to how, and `why`.
is_given_up() {
  unit=mosaic-agent@$name.service active='' result='' policy='' prevents='' words='' code=0 status=0
  counted=0 allowed=0 next=failed
  while IFS= read -r line; do
    case $line in
      ActiveState=*) active=${line#*=} ;;
      Result=*) result=${line#*=} ;;
      Restart=*) policy=${line#*=} ;;
      RestartPreventExitStatus=*) prevents=${line#*=} ;;
      StatusText=*) words=${line#*=} ;;
      ExecMainCode=*) code=${line#*=} ;;
      ExecMainStatus=*) ! decimal "${line#*=}" || status=$number ;;
      NRestarts=*) ! decimal "${line#*=}" || counted=$number ;;
      StartLimitBurst=*) ! decimal "${line#*=}" || allowed=$((number - 1)) ;;
    esac
  done <<END
$(bounded 10 systemctl --user show -p ActiveState -p Result -p Restart -p RestartPreventExitStatus \
  -p StatusText -p ExecMainCode -p ExecMainStatus -p NRestarts -p StartLimitBurst -- "$unit" </dev/null)
END
  case $active in
    failed) name_failure; count_restarts ;;
    inactive) next=inactive why='a unit that it needs did not start' ;;
    '') why='its unit failed' ;;
    *) return 1 ;; # a restart is to come still, or somebody started it again meanwhile
  esac
}

name_failure() { # sets `why`, as `status` has it
  case $words in 'runs: '*) words='' ;; esac
  case $code in [23]) status=$((128 + status)) ;; esac # killed, dumped
  case $result in
    timeout) why=${words:-it was not ready, or did not end, within the time that its unit allows} ;;
    oom-kill) why=${words:-it was ended for want of memory} ;;
    resources) why='systemd could not prepare its start' ;;
    protocol) why=${words:-the launcher ended before it told systemd that the agent runs} ;;
    *) case $code$status in [23]*|[01]0) words='' ;; esac
      why=${words:-ended with status $status} ;;
  esac
}

# Puts the restarts before it where they are what is used up. Before systemd 262 `Result=` is that of the last
# run, and the start that was refused is counted.
count_restarts() {
  case $code:" $prevents " in 1:*" $status "*) policy=no ;; esac
  if [ "$policy" = no ]; then used=0
  elif [ "$counted" -gt "$allowed" ]; then used=$allowed
  elif [ "$result" = start-limit-hit ]; then used=$counted
  else used=0; fi
  case $used:$result in
    0:start-limit-hit) why="started too often for its start limit: $why" ;;
    *) after_restarts "$used" ;;
  esac
}

# Sets `channel` and `memory` to those that the agent had last, wherever its own environment put them; 1 where
# it had none.
find_channel() {
  channel=$runtime/channels/$socket/$name
  own_folder "${channel%/*}" "$channel" && [ -L "$channel/state" ] || return
  memory=$(CDPATH='' cd -P -- "$channel/state" && pwd -P) || return
  case $memory in */"$socket/$name") ;; *) return 1 ;; esac
  own_folder "$memory" && find_hooks "${self%/*}"
} 2>/dev/null
# ---- end of launcher/gave-up.sh

environment='' restart=always:5:300:10
while [ $# -gt 1 ]; do
  case $1 in
    --hand) shift; hand "$@" ;;
    --many) start_many "$2"; exit ;;
    --environment) environment=$2 ;;
    --restart) restart=$2 ;;
    --idle) idle=$2 ;;
    *) break ;;
  esac
  shift 2
done
case ${1-} in
  --wait-holder) wait_holder ;;
  --let-sleep)
    shift
    [ -x "${self%/*}/let-sleep.sh" ] || exit 0
    exec "${self%/*}/let-sleep.sh" --unit "$@" ;;
  --keep-schedule)
    shift
    [ -x "${self%/*}/keep-schedule.sh" ] || exit 0
    exec "${self%/*}/keep-schedule.sh" "$@" ;;
  --gave-up) shift; gave_up "$@"; exit ;;
  -h|--help) sed -n '2,/^$/s/^# \{0,1\}//p' "$self"; exit 0 ;;
esac
check_name "$@"
by_hand "$environment" "$restart"
