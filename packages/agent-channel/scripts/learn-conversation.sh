#!/bin/sh
# learn-conversation.sh CHANNEL [STATE]   what Codex's own record tells at the end of a turn: which
#                                         conversation a restart goes on with; where STATE is `error`, whether
#                                         that was a usage limit, which is written as activity
# learn-conversation.sh --wake CHANNEL    sleeps until that is over, then prompts the agent on; one at a time
#
# Started by read-pane.sh. Exit: 3 it is at a usage limit, 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # a record is bytes
wakes='' limit_own=''
case ${1-} in --wake) wakes=yes; shift ;; esac
channel=${1-} rollouts='' workdir='' on_quota='' until='' own='' nl='
'

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
# ---- lib/conversation.sh
# ID: notes down, in `state`, which conversation a restart goes on with
note_conversation() {
  [ "$(text_outside "$state/conversation" 1024)" = "$1" ] || replace_outside "$state/conversation" "$1"
}
# ---- end of lib/conversation.sh
# ---- lib/detached.sh
# What a script starts beside the agent and does not wait for.

# PROGRAM ARG...: in a session of its own, with nothing kept open, for the runtime waits for whoever holds its
# pipes
detached() (
  exec </dev/null >/dev/null 2>&1 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
  if command -v setsid; then setsid "$@" & else trap '' HUP; "$@" & fi
)
# ---- end of lib/detached.sh
# ---- lib/drain.sh
# [SECONDS]: hands over the oldest message that waits, after that time; the end of that turn hands over the
# next
drain() {
  [ -x "${0%/*}/drain-queue.sh" ] && find_state "$channel" &&
    [ "$(messages_outside "$state/queue")" ] || return
  # shellcheck disable=SC2016 # of the shell that waits
  if [ "${1-}" ]; then detached sh -c 'sleep "$1"; exec "$2" "$3"' sh "$1" "${0%/*}/drain-queue.sh" "$channel"
  else detached "${0%/*}/drain-queue.sh" "$channel"; fi
}
# ---- end of lib/drain.sh
# ---- lib/noted-rollout.sh
# The file of the conversation of Codex that is noted down, `rollout-TIME-ID.jsonl`.

noted_rollout() { # sets `own` to it, below `rollouts`; 1 where there is none
  own='' id=$(text_outside "$state/conversation" 1024)
  case $id in ????????-????-????-????-????????????) ;; *) return 1 ;; esac
  case $id in *[!0-9a-f-]*) return 1 ;; esac
  own=$(bounded 10 find "$rollouts" -type f -name "rollout-*-$id.jsonl" | head -n 1)
  [ "$own" ]
} 2>/dev/null
# ---- end of lib/noted-rollout.sh
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
# ---- hook/payload.sh
# What a hook's payload says. It is JSON of any size from a program that nobody vouches for: what is looked at
# stands in front, and nothing of it is evaluated.

read_head() { head=$(head -c 16384); } # sets `head`; the rest may be megabytes

field() { # KEY: sets `value`, the first such text in `head`, up to an escape
  case $head in
    *"\"$1\":\""*) value=${head#*"\"$1\":\""} ;;
    *"\"$1\": \""*) value=${head#*"\"$1\": \""} ;;
    *) value='' ;;
  esac
  value=${value%%[\\\""$nl"]*}
}

shown() { # KEY: the same, fit to be shown to people
  field "$1"
  value=$(printf %.200s "$value")
  case $value in *[!\ -~]*) value=$(printf %s "$value" | clean_outside | tr '\011' ' ') ;; esac
}

# Subagents' hooks run too: only the agent itself begins and ends turns.
of_subagent() { field agent_id; [ "$value" ]; }
# ---- end of hook/payload.sh
# ---- hook/rollout.sh
# Which conversation of Codex is the agent's. Codex tells its id by the name of a file alone,
# `rollout-TIME-ID.jsonl`, which it writes at each turn. It is ours if it was written since the turn began and
# was begun in the agent's workdir. Where two are (two agents in one workdir, both at work), none is: a wrong
# conversation is worse than a new one.

# sets `id` to that of the one below `rollouts` that was begun in `workdir`; 1 where it is not one
own_rollout() {
  own='' id=''
  IFS='
'
  # A turn writes one; of more than there may be no other is looked for.
  for file in $(bounded 10 find "$rollouts" -type f -name 'rollout-*.jsonl' -newer "$channel/receipt" |
    head -n 256); do
    # Its first line tells where it was begun; a path that JSON would write otherwise is not found.
    case $(text_outside "$file" 65536 | head -n 1) in *"\"cwd\":\"$workdir\""*) ;; *) continue ;; esac
    [ -z "$own" ] || { unset IFS; return 1; }
    own=$file
  done
  unset IFS
  id=${own%.jsonl} id=${id#"${id%????????-????-????-????-????????????}"}
  case $id in ''|-*|*[!0-9a-f-]*) return 1 ;; esac
}
# ---- end of hook/rollout.sh
# ---- hook/clock-time.sh
# Times as people are told them, in seconds since the epoch.

read_day() { # MONTH DAY,: sets `day` as 01-02; 1 where it is none
  month=Jan-01.Feb-02.Mar-03.Apr-04.May-05.Jun-06.Jul-07.Aug-08.Sep-09.Oct-10.Nov-11.Dec-12
  month=${month#*"$1-"} month=${month%%.*} day=${2%,}
  case $month-$day in
    [01][0-9]-[1-9]) day=$month-0$day ;;
    [01][0-9]-[1-3][0-9]) day=$month-$day ;;
    *) return 1 ;;
  esac
}

clock() { # 3pm, 3:45am: sets `time` as 15:00, 3:45
  case $1 in *[ap]m) hour=${1%[ap]m} ;; *) return 1 ;; esac
  case $hour in [0-9]*:[0-5][0-9]) minute=${hour#*:} hour=${hour%:*} ;; *) minute=00 ;; esac
  case $hour in [1-9]|1[012]) ;; *) return 1 ;; esac
  [ "$hour" != 12 ] || hour=0
  case $1 in *pm) hour=$((hour + 12)) ;; esac
  time=$hour:$minute
}

# [YYYY-MM-DD ]H:MM: prints seconds since the epoch, in `zone`; GNU's date and busybox's read both forms
at() { if [ "$zone" ]; then TZ=$zone date -d "$1" +%s; else date -d "$1" +%s; fi; }
# ---- end of hook/clock-time.sh
# ---- hook/limit-lines.sh
# Lines of the record of a conversation that tell of a usage limit. Generated by tools/generate-reference.mjs
# from packages/runtimes/src/table: change that, then run it.
limit_begin='^\{("timestamp":"[^"]*",|"ordinal":[0-9]+,)*"type":"event_msg","payload":\{"type":'
limit_begin=$limit_begin'"task_started",'
limit_end='^\{("timestamp":"[^"]*",|"ordinal":[0-9]+,)*"type":"event_msg","payload":\{"type":'
limit_end=$limit_end'"(task_complete|turn_aborted)",'
limit_mark='"codex_error_info":"usage_limit_exceeded"'
limit_used='^\{("timestamp":"[^"]*",|"ordinal":[0-9]+,)*"type":"event_msg","payload":\{"type":'
limit_used=$limit_used'"token_count",'
limit_full='"used_percent":[1-9][0-9]{2}[0-9.]*,"window_minutes":[a-z0-9]+,"resets_at":'
limit_until='try again at '
limit_menu='Approaching rate limits'
# ---- end of hook/limit-lines.sh
# ---- hook/recorded-limit.sh
# Whether the record of a conversation says that its last turn ended at a usage limit. The patterns are of
# limit-lines.sh. Its lines are JSON of any size, from a program that nobody vouches for: its end is looked
# at.

# FILE: sets `message`, and `until` where it is known; 1 where its last turn ended otherwise
ended_at_limit() {
  told='' tries=20
  # Its output says that a turn is over before its record may
  until is_told "$1" || [ $((tries -= 1)) -le 0 ]; do sleep 0.1; done
  head=$(printf '%s\n' "$told" | tail -n 1)
  is_line "$limit_end" "$head" && is_line "$limit_mark" "$head" || return
  shown message; message=$value
  read_windows
  [ "$until" ] || read_sentence
}

is_told() { # FILE: sets `told` to what of its last turn is looked at; 1 where that has no end yet
  told=$(plain "$1" && bounded 5 tail -c 262144 -- "$1" |
    grep -aE -e "$limit_begin" -e "$limit_end" -e "$limit_used")
  begin=$(printf '%s\n' "$told" | grep -nE -e "$limit_begin" | tail -n 1)
  [ -z "$begin" ] || told=$(printf '%s\n' "$told" | tail -n "+${begin%%:*}")
  is_line "$limit_end" "$(printf '%s\n' "$told" | tail -n 1)"
} 2>/dev/null

is_line() { printf '%s\n' "$2" | grep -Eq -e "$1"; } # PATTERN LINE

read_windows() { # sets `until` to the last end of what is used up; what is over is none
  until=$(printf '%s\n' "$told" | grep -E -e "$limit_used" | tail -n 1 |
    grep -Eo -e "${limit_full}[0-9]{1,12}" | sed 's/.*://' | sort -n | tail -n 1)
  decimal "$until" && [ "$number" -gt "$(date +%s)" ] && until=$number || until=''
}

read_sentence() { # sets `until` by `7:09 PM` of today, or `Dec 2nd, 2026 4:09 PM`, of our own zone
  case $head in *"$limit_until"*) text=${head#*"$limit_until"} ;; *) return 0 ;; esac
  zone='' day=''
  # shellcheck disable=SC2086 # its words
  set -- ${text%%[\\\".]*}
  case ${1-} in [A-Z]*)
    [ $# -ge 3 ] && read_day "$1" "${2%%[!0-9]*}," || return 0
    case $3 in [0-9][0-9][0-9][0-9]) day=$3-$day ;; *) return 0 ;; esac
    shift 3 ;;
  esac
  case ${2-} in AM) half=am ;; PM) half=pm ;; *) return 0 ;; esac
  clock "${1-}$half" || return 0
  until=$(at "${day:+$day }$time") || until=''
  case $until in ''|*[!0-9]*) until='' ;; esac
}
# ---- end of hook/recorded-limit.sh
# ---- hook/wake.sh
# At the end of a usage limit the agent is prompted on.

wake() { # sleeps until the limit ends, and prompts the agent, unless somebody has done so
  hold_outside 9 "$channel/.wake" && flock -n 9 || exit
  woken=''
  while until_now; do
    [ "$woken" != "$until" ] || break
    woken=$until
    sleep "$seconds"
    leave_alone
  done
  known kind=quota || exit
  now=$(date +%s)
  close_menu
  find_state "$channel" && make_folder "$state/queue" || exit
  # Before what waits: whoever has worked since needs it no more
  at=$now
  ! decimal "$(messages_outside "$state/queue" | head -n 1 | cut -c 1-10)" || at=$((number - 1))
  replace_outside "$state/queue/${at}000-resume-$now" 'Go on where the usage limit stopped you.'
  exec 9>&- # before the next limit, which starts the next one
  drain ''
}

# sets `until` and `seconds` to sleep; 1 where there is no limit any more. It may have moved meanwhile
until_now() {
  kind='' until=''
  settings_outside "$channel/activity" 16384 kind until
  [ "$kind" = quota ] || return
  # The text names the minute, the limit ends in it
  seconds=900
  if decimal "$until"; then seconds=$((number + 60 - $(date +%s))); else until=unknown; fi
  [ "$seconds" -le 691260 ] || { until=unknown; seconds=900; } # no limit is longer than a week
  [ "$seconds" -gt 5 ] || seconds=5 # the menu at the limit takes a moment to come up
}

# Claude Code may go on by itself, up to a minute behind the limit, and says so until then. Ours would be
# a second prompt, but for one that lets its time pass.
leave_alone() {
  tries=60
  while [ $((tries -= 1)) -ge 0 ] && known kind=quota && on_screen "$limit_own"; do sleep 5; done
}

# With a subscription Claude Code may ask what to do at its limit; Codex whether another model will do. Both
# show `limit_menu` then; what is pasted into it is lost. It takes a moment until it is gone.
close_menu() {
  tries=5
  while [ $((tries -= 1)) -ge 0 ] && on_screen "$limit_menu"; do
    hold_outside 7 "$channel/lock" && bounded 10 flock 7 &&
      bounded 10 "$client" -N -S "$socket" send-keys -t "$pane" Escape </dev/null
    exec 7>&-
    sleep 0.5
  done
}

# PATTERN: is it there? Into a file, for a tmux server that is stopped keeps a pipe open for ever.
on_screen() {
  [ "$1" ] && aim "$channel" && scratch_outside 8 "$channel/.menu.$$" || return
  bounded 10 "$client" -N -S "$socket" capture-pane -p -t "$pane" </dev/null >"$held"
  grep -Eq -e "$1" "$held"
  set -- $?
  rm -f -- "$channel/.menu.$$"
  exec 8>&-
  return "$1"
}
# ---- end of hook/wake.sh

own_folder "$channel" ||
  { echo "learn-conversation.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }

# shellcheck disable=SC3013 # dash, bash and busybox have -nt and -ef
learn() { # STATE: 3 where the turn ended at a usage limit
  settings_outside "$channel/target" 65536 rollouts workdir on_quota
  case $rollouts in /*) ;; *) return 0 ;; esac
  [ -d "$rollouts" ] && plain "$channel/receipt" && find_state "$channel" || return 0
  # Held, so that its inode is not used again: once the next turn has begun another one stands there
  hold_outside 6 "$channel/receipt" && receipt=$held || return 0
  if own_rollout; then note_conversation "$id"
  else noted_rollout && [ "$own" -nt "$channel/receipt" ] || return 0; fi
  [ "$1" = error ] && ended_at_limit "$own" || return 0
  plain "$channel/receipt" && [ "$channel/receipt" -ef "$receipt" ] || return 0
  set -- "kind=quota${until:+${nl}until=$until}${nl}message=${message:-usage limit}"
  replace_outside "$channel/activity" "state=blocked${nl}source=record$nl$1" || return 0
  [ "$on_quota" != resume ] || detached "$0" --wake "$channel"
  return 3
}

if [ "$wakes" ]; then wake; else learn "${2-}"; fi
