#!/bin/sh
# agent-hook.sh EVENT    what a hook of Claude Code, Qwen Code or Copilot CLI tells, written into the agent's
#                        channel; payload on stdin
# agent-hook.sh --wake   sleeps until the usage limit ends, then prompts the agent on; one at a time
#
# Environment: MOSAIC_CHANNEL, the folder (docs/reference/agent-channel.md); MOSAIC_ON_QUOTA, `resume` to be
# prompted on. A hook that fails, prints or waits disturbs the agent: this one always exits 0, prints nothing,
# leaves nothing open.
exec >/dev/null 2>&1
trap 'exit 0' EXIT
channel=${MOSAIC_CHANNEL-} state='' hooks='' old_state='' old_kind='' was_read=''
limit_menu='Stop and wait for limit to reset'
limit_own='Continuing [a-z].* Esc to cancel'
umask 077
LC_ALL=C # a payload is bytes
nl='
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
# ---- hook/answer.sh
# The end of a turn, as the hook tells it: `answer` in the channel (docs/reference/agent-channel.md), lines
# of JSON. The first is ours, the second the receipt of the prompt that began the turn, the third the
# payload, as they came: sh understands no JSON, who reads them does. Sound JSON holds no bare newline, so
# nothing is lost with them.

turn_told() { # EVENT: takes the payload from standard input, and sets `head` to its front; 1 for a subagent's
  # Read once, for not every head(1) leaves a pipe where it stopped; the rest of a larger one is dropped.
  told=$(head -c 2097152 | tr '\000' '\177')
  cat # no hook breaks the pipe
  head=$(printf '%s\n' "$told" | head -c 16384)
  ! of_subagent || return
  # Who asked for the turn before may not have looked yet, and the next turn may begin at once.
  ! plain "$channel/answer" || move_outside "$channel/answer" "$channel/answer.1"
  {
    printf '{"source":"hook","event":"%s"}\n' "$1"
    one_line "$(text_outside "$channel/receipt" 2097152)"
    one_line "$told"
  } | replace_outside "$channel/answer"
  told=''
}

one_line() { printf '%s\n' "$1" | tr -d '\n'; echo; }
# ---- end of hook/answer.sh
# ---- hook/turn.sh
# What each event of Claude Code, and of Qwen Code, which has the same, means for the agent's activity.

# STATE [KEY=VALUE...]: a change is told to the fleet's journal, and to the person's hook for it, if there is
# one
activity() {
  lines=state=$1${nl}source=hook new_state=$1 new_kind='' why=''
  shift
  for line do
    lines=$lines$nl$line
    case $line in kind=*) new_kind=${line#*=} ;; message=*) why=${line#*=} ;; esac
  done
  [ "$was_read" ] || before=$(text_outside "$channel/activity" 16384)
  old_activity "$before"
  replace_outside "$channel/activity" "$lines"
  before=$lines was_read=yes
  [ "$new_state:$new_kind" = "$old_state:$old_kind" ] || ! find_state "$channel" ||
    note_event "$state" activity "$new_state" hook "$new_kind${why:+${new_kind:+: }$why}"
  ! name_event "$new_state" "$new_kind" "$old_state" "$old_kind" ||
    tell_person "${0%/*}" "$event" "${why:-$new_kind}"
}

blocked() { # KIND MESSAGE
  activity blocked kind="$1" ${2:+"message=$2"}
}

session_begins() {
  read_head
  field source
  # Compaction is in the midst of a turn
  [ "$value" = compact ] || { activity idle; drain 3; } # its box is painted a little later
}

# the payload is the receipt; `working` comes first, for whoever sees the receipt looks at that next
take_prompt() { take_receipt working; }

take_receipt() { # [STATE]: from standard input, as the agent's state is told meanwhile
  receipt=$channel/.receipt.$$
  head -c 2097153 | replace_outside "$receipt"
  cat # no hook breaks the pipe
  # What is larger than anybody reads is no message of ours.
  [ "$(size_outside "$receipt")" -le 2097152 ] || replace_outside "$receipt" '{"prompt":""}'
  [ -z "${1-}" ] || activity "$1"
  head=$(text_outside "$receipt" 4096)
  move_outside "$receipt" "$channel/receipt" || rm -f -- "$receipt"
  field session_id; [ "$value" ] || field sessionId
  case $value in ''|-*|*[!A-Za-z0-9_-]*) return ;; esac
  find_state "$channel" && [ ${#value} -le 200 ] && note_conversation "$value"
}

used_tool() { # says that the turn goes on, also after a permission was given
  if ! known state=working; then
    read_head
    if of_subagent; then known kind=permission || known kind=question || return; fi
  fi
  activity working
}

asks_permission() {
  read_head
  shown tool_name
  case $value in AskUserQuestion) blocked question "$value" ;; *) blocked permission "$value" ;; esac
}

notified() {
  read_head
  field notification_type; type=$value
  shown message
  case $type in
    permission_prompt|worker_permission_prompt) # It comes seconds after PermissionRequest
      known state=blocked || blocked permission "$value" ;;
    elicitation_dialog) blocked question "$value" ;;
    idle_prompt) # the end of the turn was not told, or that a prompt was dismissed
      if known state=working || known kind=permission || known kind=question; then activity idle; drain; fi ;;
  esac
}

# Qwen says so behind each turn, and names that: Stop or StopFailure has told its end. Where it names none, it
# was interrupted.
came_to_rest() {
  read_head
  field prompt_id
  [ "$value" ] || ! known state=working || { activity idle; drain; }
}

turn_ends() {
  ! turn_told Stop || { activity "done"; drain; }
}

turn_fails() {
  turn_told StopFailure || return
  shown last_assistant_message; message=$value
  shown error
  case $value in
    rate_limit)
      read_until
      activity blocked kind=quota ${until:+"until=$until"} "message=${message:-usage limit}"
      [ "${MOSAIC_ON_QUOTA-}" != resume ] || detached "$0" --wake ;;
    authentication_failed|oauth_org_not_allowed) blocked auth "$message" ;;
    *) activity error "message=${message:-$value}"; drain ;;
  esac
}

session_ends() {
  read_head
  shown reason
  case $value in
    clear|resume) ;; # another conversation begins at once
    *) known kind=quota || # its end is needed for the next start
      activity unknown "message=it ended: $value" ;;
  esac
}
# ---- end of hook/turn.sh
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
# ---- hook/usage-limit.sh
# When a usage limit ends, by the sentence with which Claude Code tells it.

# Sets `until` to the time that `head` names, in seconds since the epoch, or to nothing: `limit
# reached|EPOCH`, `resets 3pm (Europe/Berlin)`, `resets Jan 2, 2027, 3:45pm`.
read_until() {
  until='' zone='' day='' year=$(date +%Y)
  case $head in
    *'limit reached|'[0-9]*)
      until=${head#*'limit reached|'} until=${until%%[!0-9]*}
      if decimal "$until"; then until=$number; else until=''; fi
      return ;;
    *'resets '[A-Z0-9]*) text=${head#*'resets '} ;;
    *) return ;;
  esac
  read_zone
  text=${text%%[\(\"\\]*}
  set -f
  # shellcheck disable=SC2086 # its words: [MONTH DAY, [YEAR,]] TIME
  set -- $text
  set +f
  case $1 in [A-Z]*)
    read_day "$1" "${2-}" || return
    shift 2
    case $1 in [0-9][0-9][0-9][0-9],) year=${1%,}; shift ;; esac
  esac
  clock "${1-}" || return
  now=$(date +%s)
  until=$(at "${day:+"$year-$day "}$time") || until=''
  case $until in ''|*[!0-9]*) until='' ;; esac
  # The text names the minute: the one that has just begun is not tomorrow's
  [ -z "$until" ] || [ "$day" ] || [ $((until + 120)) -gt "$now" ] || until=$((until + 86400))
}

# sets `zone` to the one that `text` names; one that this machine does not know would silently be UTC
read_zone() {
  case $text in *' ('[A-Z]*')'*) zone=${text#*' ('} zone=${zone%%')'*} ;; esac
  case $zone in *[!A-Za-z0-9_/+-]*|/*) zone='' ;; *) [ -f "/usr/share/zoneinfo/$zone" ] || zone='' ;; esac
}
# ---- end of hook/usage-limit.sh
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

own_folder "$channel" || exit 0
find_hooks "${0%/*}"
case ${1-} in
  SessionStart) session_begins ;;
  UserPromptSubmit) take_prompt ;;
  PostToolUse|PostToolUseFailure) used_tool ;;
  PermissionRequest) asks_permission ;;
  Notification) notified ;;
  Stop) turn_ends ;;
  StopFailure) turn_fails ;;
  SessionEnd) session_ends ;;
  Idle) came_to_rest ;; # Qwen's
  userPromptSubmitted) take_receipt ;; # Copilot's two: it tells no interruption, so its activity is not known
  agentStop) turn_told agentStop ;;
  --wake) wake ;;
esac
