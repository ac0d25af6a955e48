#!/bin/sh
# drain-queue.sh CHANNEL            types the oldest queued message into the pane of an idle agent
# drain-queue.sh --look CHANNEL     prints what on its screen speaks against that: `dialog: WORDS`,
#                                   `login: WORDS`, `draft`, `box-not-shown`, or nothing
# drain-queue.sh --held CHANNEL     hands over as well, for a sender that holds the lock as descriptor 9, and
#                                   says on standard input what `target` says otherwise
# drain-queue.sh --recover CHANNEL  the same, but ends what senders who died have left, and no more; prints a
#                                   reason where nothing may be typed behind it
#
# Started at each end of a turn, by a hook or by read-pane.sh. Does and says nothing when nothing is queued,
# the agent is not idle (or out of quota, where it is to be prompted on, when that is over), its pane is dead,
# another session's by now, in a mode that keeps keys, or somebody's half-typed text is in its input box. A
# message is pasted once at most: one that was cut off on its way becomes `uncertain`, and nothing is pasted
# behind what stands there of it.
# Exit: 64 usage, 69 flock(1) or tmux's server away, 73 the channel cannot be written, 75 the lock was not to
# be had within 60 s.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
mode=drain
case ${1-} in --look|--held|--recover) mode=${1#--}; shift ;; esac
channel=${1-} state='' file='' text='' known='' said='' held='' answer='' receipt='' why='' unseen='' own=''
client='' socket='' pane='' session='' server='' draft='' shown='' empty='' dialogs='' titled='' on_quota=''
kind='' until='' source='' is_ours='' before='' off_before=0 off=0 deliveries='' tty='' tty_says='' colors=''
x='' y='' visible='' rollouts=''
nl='
' blank=$(printf ' \t') esc=$(printf '\033')

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
# ---- drain/rules.sh
# The numbers, patterns and words of typing. Generated by tools/generate-reference.mjs from
# src/delivery/{rules,reasons}.ts, src/channel/delivery-record.ts, packages/runtimes/src/prompts.ts and
# packages/runtimes/src/table: change those, then run it.
still_ms=120
still_piece_ms=50
still_most_ms=1000
piece_bytes=4096
still_times=2
paint_ms=5000
paint_piece_ms=200
silent_ms=500
box_ms=2000
draft_ms=500
enters=4
enter_ms=1500
receipt_ms=10000
line_bytes=4095
message_bytes=1048576
record_bytes=1048576
record_lines=32
short_bytes=8
part_bytes=24
mark_bytes=6
left_most=32
left_ms=500
native_ms=60000
step=0.025
foot_rows=10
obstacle_order='own draft empty prompt away'
pasted_mark='\[[A-Za-z ]{0,20}[Pp]aste[-A-Za-z0-9 #+:.,]{0,40}\]'
ends='delivered|refused|uncertain|failed|expired|cancelled'
choice='(\[|\()[Yy](es)?[/|][Nn](o)?[^ ]{0,20}(\]|\)) *(:|\?|>|›|»)?$|\(y\)es, *\(n\)o(\]|\))? *[:?'
choice=$choice']?$|(\[|\()[0-9]+ ?- ?[0-9]+(\]|\)) *[:?>]$|^#\?$'
secret='([Pp]ass(word|phrase|code)|PIN|OTP|[Cc]ode|[Tt]oken|[Kk]ey|KEY|[Ss]ecret|[Uu]ser'
secret=$secret'name|[Ll]ogin)( (for|of|to) .{1,160})?( \([^)]{1,80}\))? ?:$'
press='([Pp]ress|[Hh]it) (the )?(\[|<)?([Ee]nter|ENTER|[Rr]eturn|RETURN|any key)(\]|>)?( '
press=$press'key)?( or [A-Za-z]+)? to (continue|try again|retry|open|log|sign|confirm|proceed'
press=$press'|start|begin|exit|quit|close|accept|authenticate|return|go|finish|select|restart'
press=$press'|dismiss)|[Pp]ress any key'
keys='(↑/↓|↑↓|↑ ↓|↑ / ↓|↑/k|[Uu]p/[Dd]own)[^a-z]{0,18}(to )?(navigate|select|choose|mo'
keys=$keys've|up)|[Uu]se (the )?arrow keys|to navigate|([Ee]nter|⏎|↵) (to )?(select|confirm'
keys=$keys'|choose)( |$|[.,)])'
menu='^[^A-Za-z0-9]{0,27}(❯|›|▸|▶|→|◉|➜) *([0-9]+[.)] |([Ll]og ?in|[Ss]ign ?in|Yes|All'
menu=$menu'ow|Trust|Continue)( |,|$))'
ask='^[^A-Za-z0-9]{0,27}(Paste|Enter|Type|Provide|Input) (your|the|an?|in) .{0,120}(['
ask=$ask'Cc]ode|[Kk]ey|[Tt]oken|[Pp]assword|[Pp]assphrase|[Ee]-?mail)'
input='^(.{0,160}[^0-9 ] ?)?(\$|#|>|❯|›|»)$|^[^ ]{0,80}[^0-9 ]%$|^(>|❯|›|») *(Type|Ask|T'
input=$input'ry|Send|Message|Write|Describe|How can|What|Tell)'
login='[Ll]og ?in|[Ss]ign ?in|API [Kk]ey|[Aa]uthenticat|[Oo]Auth|[Vv]erification code'
message_in_transcript='^\{(("(parentUuid|promptId)":(null|"[^"]*"),|"isSidechain":fa'
message_in_transcript=$message_in_transcript'lse,)*"type":"user","message":\{"role":"user","content":(\[\{"t'
message_in_transcript=$message_in_transcript'ype":"text","text":)?"|"type":"queue-operation","operation":'
message_in_transcript=$message_in_transcript'"enqueue",("(timestamp|sessionId)":"[^"]*",)*"content":")'
message_in_rollouts='^\{("timestamp":"[^"]*",|"ordinal":[0-9]+,)*"type":"event_msg","p'
message_in_rollouts=$message_in_rollouts'ayload":\{"type":"(item_completed",("[a-z_]+":("[^"]*"|null),)*"i'
message_in_rollouts=$message_in_rollouts'tem":\{"type":"UserMessage",("[a-z_]+":("[^"]*"|null),)*"content"'
message_in_rollouts=$message_in_rollouts':\[\{"type":"text","text":"|user_message","message":")'
reason_empty='empty'
reason_dead='dead: its program has ended'
reason_draft='draft: somebody'\''s half-typed text is in its input box'
reason_left_over='left-over: a message whose sender died stands in its input box, and no'
reason_left_over=$reason_left_over't alone'
reason_box_not_shown='box-not-shown: its input box is not shown'
reason_copy_mode='copy-mode: its pane is in a mode that takes keys, and does not leave i'
reason_copy_mode=$reason_copy_mode't'
reason_too_long='too-long: a line is longer than 4095 bytes, and this program reads by li'
reason_too_long=$reason_too_long'nes'
reason_unseen='unseen: its screen did not show the text'
reason_joined='joined: it stands behind a message whose sender died, so it got no Enter'
reason_taken_back='taken-back: it came behind a message whose sender died, so its line '
reason_taken_back=$reason_taken_back'was taken back'
reason_stands='stands: the text still stands in its input box'
reason_no_receipt='no-receipt: no receipt came'
reason_sender_died='sender-died: it was cut off while it was handed over'
reason_too_late='too-late: nobody could hand it over in time'
reason_withdrawn='withdrawn: its sender took it back'
# ---- end of drain/rules.sh
# ---- drain/look.sh
# What tmux is asked, and what is seen of the pane.

# Never `$(tm …)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
tm() { bounded 10 "$client" -u -N -S "$socket" "$@" >"$said" 2>/dev/null; }

# Sets `off` (lines that scrolled off), `visible`, `x` and `y` (of the cursor), `where` (ours, dead, modes),
# `tty`, and `screen`, with colours where a pattern looks at them.
look() {
  facts="#{?$is_ours,ours,} #{?pane_dead,dead,} #{pane_in_mode}"
  # shellcheck disable=SC2086 # none or one
  tm display-message -p -t "$pane" \
    "#{history_size} #{cursor_flag} #{cursor_x} #{cursor_y} $facts" \; \
    display-message -p -t "$pane" '#{pane_tty}' \; capture-pane -p $colors -t "$pane" </dev/null || return 1
  { read -r off visible x y where; read -r tty; screen=$(tr -d '\000'); } <"$said"
  decimal "$off" && off=$number
}

text() { # [SCREEN]: its rows without colours; a blank one has none
  set -- "${1-$screen}"
  [ -z "$1" ] || if [ "$colors" ]; then printf '%s\n' "$1" | uncoloured; else printf '%s\n' "$1"; fi
}

uncoloured() { sed "s/$esc\[[0-9;:]*m//g"; }

# Without what draws boxes, the blanks around it and empty rows. U+2500 to U+257F, U+2580 to U+259F.
frames=$(printf 's/\342[\224-\225][\200-\277]/ /g; s/\342\226[\200-\237]/ /g')
rows() { sed "$frames; s/^[|$blank]*//; s/[|$blank]*\$//; /^\$/d"; }
flat() { rows | tr -d ' \n\t'; }
bare() { sed "$frames" | tr -d ' \t|\240\302'; } # each row without blanks and frames

# Looks, and leaves a mode that keeps keys; 1 where it is not the agent's pane any more, or stays in one.
at_pane() {
  look || exit 69
  case $where in
    "ours  "[1-9]*) # somebody scrolled
      tm if-shell -F -t "$pane" "$is_ours" "send-keys -t $pane -X cancel" </dev/null
      look || exit 69 ;;
  esac
  case $where in "ours  "[1-9]*) why=$reason_copy_mode ;; "ours dead "*) why=$reason_dead ;; esac
  [ "$where" = "ours  0" ]
}

# Asked in the same breath as the act, because tmux 3.3a dies of a paste into a dead pane: sets `answer` to
# yes, no, or nothing.
guarded() { # COMMAND
  answer=''
  tm if-shell -F -t "$pane" "#{?pane_dead,0,#{?pane_in_mode,0,$is_ours}}" \
    "$1 ; display-message -p yes" 'display-message -p no' </dev/null || return
  read -r answer <"$said" || :
}

# Does the program leave it to the terminal to gather lines? termios(3), ICANON; sets `tty_says`.
reads_lines() {
  tty_says=''
  case $tty in /dev/*) ;; *) return 1 ;; esac
  tty_says=$({ bounded 2 stty -F "$tty" -a || bounded 2 stty -f "$tty" -a; } 2>/dev/null)
  tty_has icanon
}

tty_has() { printf '%s\n' "$tty_says" | grep -Eq "(^|[ ;])$1( |;|\$)"; } # FLAG

take_back() { # the line that the terminal gathers, by its own key; 1 where it has none
  key=$(printf '%s\n' "$tty_says" | sed -n 's/.*[ ;]kill = ^\([A-Z]\);.*/\1/p')
  [ "$key" ] && guarded "send-keys -t $pane C-$key"
}
# ---- end of drain/look.sh
# ---- drain/box.sh
# What the screen says against typing: as packages/runtimes/src/find-obstacle.ts and input-box.ts.

given() { bounded 5 grep -E "$@"; } 2>/dev/null # with a pattern from `target`

# Only a pattern that looks at colours makes us ask for them.
choose_colors() { case $draft$shown$empty in *"$esc"*) colors=-e ;; *) colors='' ;; esac; }

lines_for() { # PATTERN: the rows of the screen as it looks at them
  case $1 in *"$esc"*) printf '%s\n' "$screen" ;; *) text ;; esac
}

shows() { [ "$1" ] && lines_for "$1" | given -q -e "$1"; } # PATTERN

drafted() { # stands something in the input box? Sets `box_row` to the row at which it begins
  [ "$draft" ] || return
  box_row=$(lines_for "$draft" | given -n -m 1 -e "$draft") && [ "$box_row" ] && box_row=${box_row%%:*}
}

asks() { # does it show a dialog of its own? It would take Enter for its answer. Sets `words`
  [ "$dialogs" ] && words=$(text | given -o -m 1 -e "$dialogs") && [ "$words" ] && words=${words%%"$nl"*}
}

# Sets `held`: text, empty, away where something else or nothing is shown, nothing where nobody can tell.
look_at_box() {
  held=''
  if [ "$draft$shown$empty" ] && [ -z "$(text | tr -d ' \n\t')" ]; then held=away
  elif drafted; then held=text
  elif shows "$empty"; then held=empty
  elif [ "$shown" ]; then
    if ! shows "$shown"; then held=away
    elif [ "$draft" ] || [ -z "$empty" ]; then held=empty
    else held=text; fi
  elif [ "$empty" ]; then held=away; fi
}

# Sets `word` to what speaks against typing, empty for nothing; `own` where a dialog is the runtime's own.
obstacle() {
  word='' words='' own='' kind=dialog
  for judge in $obstacle_order; do
    case $judge in
      own) if asks; then own=yes; login_in "$words"; word=$kind; fi ;;
      draft) look_at_box; [ "$held" != text ] || word=draft ;;
      empty) [ "$held" != empty ] || return 1 ;;
      prompt) if prompted; then word=$kind; fi ;;
      away) [ "$held" != away ] || word=box-not-shown ;;
    esac
    [ -z "$word" ] || return 0
  done
  return 1
}

obstacle_reason() { # prints it as a record tells it
  case $word in
    draft) echo "$reason_draft" ;;
    box-not-shown) echo "$reason_box_not_shown" ;;
    *) printf '%s ("%s")\n' "$word" "$words" ;;
  esac
}
# ---- end of drain/box.sh
# ---- drain/prompt.sh
# Does the screen show a prompt that waits for a person, whatever the program? As
# packages/runtimes/src/find-prompt.ts; the patterns are of rules.sh, and one set of screens is tried on
# both.

found() { # PATTERN TEXT: sets `words`
  words=$(printf '%s\n' "$2" | grep -Eo -m 1 -e "$1") && [ "$words" ] && words=${words%%"$nl"*}
}

first_of() { # PATTERN TEXT: sets `words`, and `row` to the line on which they stand
  row=$(printf '%s\n' "$2" | grep -E -m 1 -e "$1") && found "$1" "$row"
}

login_in() { ! printf '%s\n' "$1" | grep -Eq -e "$login" || kind=login; } # TEXT

prompted() { # sets `words`, `row` and `kind`
  kind=dialog all=$(text | rows) above=''
  row=${all##*"$nl"}
  [ "$row" ] || return 1
  # a line that has ended is output
  if [ "$visible:$x" = 1:0 ] && decimal "$y" &&
    [ "$number" -ge "$(text | awk '/[^ \t]/ { used = NR } END { print used + 0 }')" ]; then
    found "$press" "$row" || return 1
    case ${row%%"$words"*} in *[A-Za-z0-9]*) return 1 ;; esac
    login_in "$row"; return 0
  fi
  ! found "$secret" "$row" || { kind=login; return 0; }
  over=$(printf '%s\n' "$all" | grep -En -e "$input" | tail -n 1)
  over=${over%%:*}; over=${over:-0}
  foot=$(printf '%s\n' "$all" | tail -n +$((over + 1)) | tail -n "$foot_rows")
  ! found "$choice" "$row" || { login_in "$foot$nl$row"; return 0; }
  [ "$foot" ] || [ "$over" -lt 2 ] || above=$(printf '%s\n' "$all" | sed -n $((over - 1))p)
  ! first_of "$ask" "$above$nl$foot" || { kind=login; return 0; }
  first_of "$press|$keys|$menu" "$foot" && login_in "$foot"
}

# Did a dialog come up behind the paste? One known whatever the program has to be new, and not the message.
interrupted() {
  obstacle || return 1
  case $word in dialog|login) ;; *) return 1 ;; esac
  [ "$own" = '' ] || return 0
  gone=$((off - off_before)); [ "$gone" -ge 0 ] || before='' # rows were dropped: nobody can tell
  [ "$(text | how_often)" -gt "$(text "$before" | tail -n "+$((gone + 1))" | how_often)" ] || return 1
  ! of_message
}

how_often() { rows | grep -Fxc -e "$row"; }

# Is `row` the message's: one in its midst, or the newest, where the screen ends as it does, or its last one
# behind marks?
of_message() {
  sent=$(flat <"$text") shown_row=$(printf '%s\n' "$row" | flat) end=$(rows <"$text" | tail -n 1 | flat)
  case $shown_row:$end in *"$end:"*[A-Za-z0-9]*)
    case ${shown_row%"$end"} in *[A-Za-z0-9]*) ;; *) return 0 ;; esac ;;
  esac
  case $all in
    "$row"|*"$nl$row") # its end alone, for the box may show no more
      end=$(printf %s "$sent" | tail -c "$part_bytes")
      [ ${#sent} -ge "$short_bytes" ] || return
      case $(printf '%s\n' "$all" | flat) in *"$end") ;; *) return 1 ;; esac ;;
    *) case $sent in *"$shown_row"*) [ ${#shown_row} -ge "$short_bytes" ] ;; *) return 1 ;; esac ;;
  esac
}
# ---- end of drain/prompt.sh
# ---- drain/settle.sh
# When a screen stands still, and whether the text still stands in the box.

clock() { # sets `now`, in milliseconds
  if read -r now _ </proc/uptime; then now=$((${now%.*} * 1000 + 1${now#*.}0 - 1000))
  else now=$(date +%s)000; fi
} 2>/dev/null

pace() { # BYTES: sets `still` and `paint`, how long a screen has to stand still, and may take to show so much
  still=$((still_ms + still_piece_ms * ($1 / piece_bytes)))
  paint=$((paint_ms + paint_piece_ms * ($1 / piece_bytes)))
  [ "$still" -le "$still_most_ms" ] || still=$still_most_ms
}

# MILLISECONDS: until the screen is another than `before` and has stood still for `still`, and for twice as
# long as it took from one change to the next; sets `last` to it. 1 where it never changed.
settle() {
  clock; last=$before since=$now end=$((now + $1))
  while [ "$now" -lt "$end" ]; do
    asked=$now
    look || break
    clock
    if [ "$screen" != "$last" ]; then
      gap=$((still_times * (now - since)))
      [ "$last" = "$before" ] || [ "$still" -ge "$gap" ] || still=$gap
      last=$screen since=$now
    elif [ "$screen" != "$before" ] && [ $((asked - since)) -ge "$still" ]; then return 0; fi
    sleep "$step"; clock
  done
  [ "$last" != "$before" ]
}

# Does the text stand there still? Only then Enter means what it is to mean. Where the box is not known, one
# that tells by its title that it works has not changed at all.
stands() {
  look && ! interrupted || return
  if [ "$draft" ] || { [ "$empty" ] && [ "$shown" ]; }; then look_at_box; [ "$held" = text ]
  else [ "$titled" ] && [ "$screen" = "$last" ]; fi
}
# ---- end of drain/settle.sh
# ---- drain/receipt.sh
# Whether the agent took the message: Enter, and what tells of it.

told() { # is there a receipt for this message, or one from who knows no prompt?
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  plain "$channel/receipt" && ! [ "$channel/receipt" -ef "$known" ] || return
  prompt_is_ours "$(text_outside "$channel/receipt" 2097152 | tr -d '\n')"
}

prompt_is_ours() { # RECEIPT
  prompt=$1
  case $prompt in *'"prompt":"'*|*'"prompt": "'*|*'"prompt" : "'*) ;; *) return 0 ;; esac
  prompt=$(unescaped "$prompt" | sed -n 's/.*"prompt" *: *"\([^"]*\)".*/x\1/p')
  [ "$prompt" ] || return
  letters "${prompt#x}"
  [ "$want" ] || { [ -z "$prompt" ]; return; } # of signs alone: any prompt would hold nothing
  case $prompt in *"$want"*) ;; *) return 1 ;; esac
}

# JSON: without the backslashes and quotes of its texts
unescaped() { printf '%s\n' "$1" | sed 's/\\\\//g; s/\\"//g'; }

# TEXT: sets `prompt` to the letters and digits of a text of such JSON, and `want` to those of the message.
# Some add blanks, and JSON writes what else there is in more than one way.
letters() {
  case $1 in *\\u*) keep='A-Za-z0-9' ;; *) keep='A-Za-z0-9\200-\377' ;; esac
  want=$(tr -cd "$keep" <"$text")
  prompt=$(printf %s "$1" | sed 's/\\u....//g; s/\\.//g' | tr -cd "$keep")
}

# TIMES MILLISECONDS: Enter alone, as often as that at most, until the agent took it; sets `receipt` to who
# says so. 1 where nobody did in that time, and `why` says how it looks.
enter() {
  # The receipt so far is held, so that its inode is not used again.
  known=$channel/.receipt
  rm -f -- "$known" 2>/dev/null
  [ ! -d "$known" ] || known=$known.$$
  ! plain "$channel/receipt" || link_outside "$channel/receipt" "$known" || return
  note_record
  times=$1 receipt='' why=$reason_no_receipt
  clock; latest=$((now + $2))
  while [ $((times -= 1)) -ge 0 ] && guarded "send-keys -t $pane Enter" && [ "$answer" = yes ]; do
    clock
    if heard $((now + enter_ms)); then return 0; fi
    if ! stands; then heard "$latest"; return; fi
    why=$reason_stands
  done
  return 1
}

heard() { # UNTIL: is there a receipt by then, or does its own record hold the message?
  while :; do
    if told; then
      settings_outside "$channel/activity" 16384 source
      case $source in stream|native) receipt=$source ;; *) receipt=hook ;; esac
      return 0
    fi
    clock
    if [ "$now" -ge "$1" ] || [ "$now" -ge "$latest" ]; then in_record; return; fi
    sleep "$step"
  done
}
# ---- end of drain/receipt.sh
# ---- drain/own-record.sh
# The runtime's own record of the conversation: does it hold the message, behind where it ended before Enter?
# As src/delivery/own-record.ts.

note_record() { # before Enter: sets `record`, empty where none is known, `record_end` and `record_line`
  record='' session='' id=''
  if [ "$rollouts" ]; then
    record_line=$message_in_rollouts
    ! noted_rollout || record=$own
  else
    record_line=$message_in_transcript
    head=$(text_outside "$channel/receipt" 16384)
    field session_id; session=$value
    field transcript_path
    # Any file could be named there: one is read that is named like the session
    case $session:$value in [!/]*:/*"/$session.jsonl") record=$value ;; esac
  fi
  record_end=$(size_outside "$record")
}

in_record() { # is there a line of a message with these very words? Sets `receipt`
  [ "$record" ] && plain "$record" || return
  prompts=$(bounded 2 tail -c "+$((record_end + 1))" -- "$record" | head -c "$record_bytes" |
    tr '\000' '\177' | grep -aE -m "$record_lines" -e "$record_line")
  while IFS= read -r line; do
    [ "$line" ] || continue
    # No quote is escaped any more: the next one ends the text. Without it the line is not whole yet
    line=$(unescaped "$line" | sed -n -E "s/$record_line/x/; s/\".*//p")
    [ "$line" ] || continue
    letters "${line#x}"
    # Where letters are written as numbers, those of ASCII alone are compared: there have to be some
    case $line:$want in *\\u*:) continue ;; esac
    [ "$prompt" != "$want" ] || { receipt=record; return 0; }
  done <<EOT
$prompts
EOT
  return 1
} 2>/dev/null
# ---- end of drain/own-record.sh
# ---- drain/record.sh
# The message, and what is told of it.

# FILE: sets `text` to what is delivered of it; 1 where it is none of ours, or larger than is ever put there.
take_text() {
  [ "$(size_outside "$1")" -le "$message_bytes" ] && plain "$1" &&
    read_outside "$1" "$message_bytes" | clean_outside >"$text"
}

# Sets `file` and `text` to the oldest that waits; what cannot be read stays, and is passed over.
next_message() {
  for name in $(messages_outside "$queue"); do
    file=$queue/$name
    overdue "$name" || ! take_text "$file" || return 0
  done
  return 1
}

recorded() { # ID: is it told already what became of it?
  for part in "$deliveries.1" "$deliveries"; do
    ! text_outside "$part" 2097152 |
      grep -Eq "\"id\":\"$1\".*\"outcome\":\"($ends)\"" || return 0
  done
  return 1
}

# OUTCOME [REASON]: records what became of `file`, and removes it; a full disk costs the record alone.
finish() {
  name=${file##*/}
  [ "$1" = delivered ] || receipt='' # it is of the one before
  hash=$(sha256sum <"$text" || shasum -a 256 <"$text"); clock
  [ "$(size_outside "$deliveries")" -le 1048576 ] || move_outside "$deliveries" "$deliveries.1"
  append_outside "$deliveries" "$(
    printf '{"id":"%s","at":"%s","outcome":"%s","receipt":%s,"bytes":%s,"sha256":"%s","ms":%s%s}\n' \
      "${name#*-}" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" \
      "$([ "$receipt" ] && echo "\"$receipt\"" || echo null)" \
      "$(($(wc -c <"$text")))" "${hash%% *}" $((now - began)) "${2+,\"reason\":\"$(quoted "$2")\"}"
  )"
  note_event "$state" delivery "$1" "${receipt:-queue}" "${2-}" "${name#*-}"
  discard
} 2>/dev/null

discard() { # what cannot be removed would be found again and again
  rm -f -- "$file"
  [ ! -e "$file" ] || exit 73
} 2>/dev/null

leave_nothing() { # of our own files; where a folder stands in the place of one it stays
  rm -f -- "$channel/.drain.$$" "$channel/.text.$$" "$channel/.receipt" "$channel/.receipt.$$"
} 2>/dev/null
# ---- end of drain/record.sh
# ---- drain/expire.sh
# A message may be handed over until its time is up: `MILLISECONDS.EXPIRES-ID`, seconds since the epoch.
# Whoever meets one after that takes it out, by a rename to `taken/MILLISECONDS.expired-ID`: of all who want
# it one gets it, and who dies behind that leaves a name that tells its end. `queue --cancel` does the same
# with `cancelled`.

overdue() { # NAME: is it never to be handed over any more? That this cannot be told (no clock) is a no
  case $1 in *.expired-*|*.cancelled-*) return 0 ;; *.*-*) ;; *) return 1 ;; esac
  _due=${1#*.}
  decimal "${_due%%-*}" && [ "$(date +%s)" -ge "$number" ]
}

withdrawn() { # NAME: was it taken out for good? Sets `outcome` and `why`
  case $1 in
    *.expired-*) outcome=expired why=$reason_too_late ;;
    *.cancelled-*) outcome=cancelled why=$reason_withdrawn ;;
    *) return 1 ;;
  esac
}

expire_queue() { # ends what is overdue, whatever the agent does
  for name in $(messages_outside "$queue"); do
    overdue "$name" || continue
    file=$queue/$name
    withdrawn "$name" || name=${name%%.*}.expired-${name#*-}
    began=$now
    ! take_text "$file" || ! own_it || ! withdrawn "$name" || finish "$outcome" "$why"
  done
} 2>/dev/null

own_it() { # takes `file` out of the queue as `name`, to end it: 1 where another one was quicker
  if move_outside "$file" "$taken/$name"; then file=$taken/$name; return 0; fi
  [ ! -e "$file" ] || [ -d "$taken/$name" ] || exit 73
  return 1
}
# ---- end of drain/expire.sh
# ---- drain/left-over.sh
# Where the text of a sender who died stands.

# Does the box hold this text and nothing else? Behind what marks the box, up to the end of a row, with
# nothing on the next one. Of a text that is larger than what it shows, begin or end; or the mark that it
# shows instead.
holds_it() {
  drafted || return
  whole=$(bare <"$text" | tr -d '\n')
  [ "$whole" ] || return
  shown_box=$(text | tail -n "+$box_row" | bare)
  first=$(printf '%s\n' "$shown_box" | awk 'NR > 1 && $0 == "" { exit } { printf "%s", $0 }')
  ! printf '%s\n' "$first" | grep -Eq -e "^.{0,$mark_bytes}$pasted_mark\$" || { stands_for_it; return; }
  # Of what is larger than a variable of a process may be, as much of its begin and end as a screen shows
  begin=$(printf %s "$whole" | head -c 30000) end=$(printf %s "$whole" | tail -c 30000)
  printf '%s\n' "$shown_box" | size=${#whole} begin=$begin end=$end \
    awk -v mark="$mark_bytes" -v least="$part_bytes" '
    { row[NR] = $0 }
    END {
      for (at = 1; at <= NR; at++) {
        held = held row[at]
        if (at < NR && row[at + 1] != "") continue
        for (skip = 0; skip <= mark && skip < length(held); skip++) {
          rest = substr(held, skip + 1); size = length(rest); end = ENVIRON["end"]
          if (size < ENVIRON["size"] && size < least) continue
          if (size > ENVIRON["size"] || size > 30000) continue
          if (rest == substr(ENVIRON["begin"], 1, size) || rest == substr(end, length(end) - size + 1)) exit 0
        }
      }
      exit 1
    }'
}

stands_for_it() { # does the mark `first` say as many lines or characters as the text has?
  count=${first%]}
  case $count in
    *chars|*characters) count=${count%c*}
      chars=$(tr -d '\200-\277' <"$text" | wc -c) pairs=$(tr -cd '\360-\364' <"$text" | wc -c) ;;
    *lines) count=${count%l*} chars=$(wc -l <"$text") pairs=1 ;;
    *) return 0 ;;
  esac
  decimal "${count##*[!0-9]}" || return 0
  [ "$number" -ge "$((chars))" ] && [ "$number" -le "$((chars + pairs))" ]
}

# What stands in front of the cursor, in `left`: `part` at the begin of its line or behind a prompt (alone),
# behind anything else (behind), its end as all that is to be seen (cut), or none of it.
find_at_cursor() {
  left=none
  decimal "$y" && tm capture-pane -p -J -E "$number" -t "$pane" </dev/null || return 0
  left=$(tr -d '\000' <"$said" | place_of_part)
  at_prompt_or_alone
}

at_prompt_or_alone() { # of `left`, "behind TEXT" as place_of_part has it
  case $left in "behind "*)
    ! printf '%s\n' "${left#behind }" | grep -Eq -e "$prompt_mark" || left=alone ;;
  esac
  left=${left%% *}
}

place_of_part() { # of the rows on standard input, up to the cursor
  flat_part=$(printf '%s\n' "$part" | bare | tr -d '\n' | tail -c 4096)
  [ "$flat_part" ] || { cat >/dev/null; echo none; return; }
  most=$(printf '%s\n' "$part" |
    awk '/[^ \t]/ { used = NR; if (!first) first = NR } END { print used - first + 1 }')
  sed "$goes_on" | bare | part=$flat_part most=$most awk '
    { on = substr($0, length($0)) == "\001"; row = on ? substr($0, 1, length($0) - 1) : $0 }
    { if (open) line[count] = line[count] row; else line[++count] = row; open = on }
    END {
      rest = ENVIRON["part"]; most = ENVIRON["most"]
      for (at = count; at > 0 && at > count - most; at--) {
        front = length(line[at]) - length(rest)
        if (front >= 0) {
          if (substr(line[at], front + 1) != rest) print "none"
          else print front == 0 ? "alone" : "behind " substr(line[at], 1, front)
          exit
        }
        if (substr(rest, 1 - front) != line[at]) { print "none"; exit }
        rest = substr(rest, 1, -front)
      }
      print count <= most ? "cut" : "none"
    }'
}

# A row that ends in a frame goes on in the next one.
goes_on=$(printf 's/\342[\224-\225][\200-\277][ \t]*$/&\001/; s/\342\226[\200-\237][ \t]*$/&\001/')
goes_on=$goes_on$(printf '; s/|[ \t]*$/&\001/')
# What a program without a known box puts in front of what is typed: `$`, `>>>`, `Name:`; as `bare` leaves it.
prompt_mark=$(printf '%s' '^.{0,160}([$#%>:?]|❯|›|»)$' | tr -d '\240\302')
# ---- end of drain/left-over.sh
# ---- drain/recover.sh
# What senders who died left: it is not pasted again, and the next message does not come behind it.

recover_all() { # 1 where nothing may be pasted behind one; first ends what is overdue
  clock
  expire_queue
  most=$left_most
  for name in $(messages_outside "$taken"); do
    file=$taken/$name
    take_text "$file" || continue # none of ours
    [ "$most" -gt 0 ] && most=$((most - 1)) || return 0
    recover || return
  done
}

recover() { # ends `file`, where that can be told; 1 where nothing may be pasted yet, and `why` says so
  name=${file##*/}
  ! recorded "${name#*-}" || { discard; return; }
  clock; began=$now
  ! withdrawn "$name" || { finish "$outcome" "$why"; return; }
  # In seconds: a shell may count no further than 2^31
  put_at=${name%%[.-]*}
  decimal "${put_at%???}"; age=$(($(date +%s) - number))
  settings_outside "$channel/activity" 16384 source
  [ "$source" != native ] || [ "$age" -gt $((native_ms / 1000)) ] || return 0 # its plugin may be at it still
  may_recover || return
  at_pane || return
  before='' off_before=$off
  ! interrupted || { why=$(obstacle_reason); return 1; }
  find_left
  if [ "$left" = alone ] && [ "$draft" ]; then # Enter completes it, unless that would be too late
    last=$screen
    overdue "$name" || ! enter 1 "$enter_ms" || { finish delivered; return; }
  elif [ -z "$draft" ]; then settle_line || { why=$reason_left_over; return 1; }
  fi
  [ "$left" != none ] || unseen=$unseen$(ending)$nl
  finish uncertain "$reason_sender_died"
}

find_left() { # sets `left` to where its text stands: alone, behind, cut, none; it may not be painted yet
  gathers='' part=$(cat <"$text"; echo .) part=${part%.} tries=1
  # Of what was pasted, it passed on all lines but the last
  ! reads_lines || { gathers=yes; part=${part##*"$nl"}; }
  [ "$age" -gt 2 ] || tries=$((left_ms / 50))
  while :; do
    if [ "$draft" ]; then left=none; ! holds_it || left=alone
    else find_at_cursor; fi
    [ "$left" = none ] && [ $((tries -= 1)) -gt 0 ] || return 0
    sleep 0.05
    look || exit 69
  done
}

# In a line that a program without a box reads. What the terminal gathers is taken back before the program
# sees it, where nothing else can be in it; 1 where it stands behind something else.
settle_line() {
  case $gathers:$left in
    :none) ;;
    :alone)
      ! overdue "$name" || return
      guarded "send-keys -t $pane Enter"
      ! still_alone ;;
    yes:none) if ! tty_has echo || [ "$x" = 0 ]; then take_back && left=gone; fi; return 0 ;;
    yes:alone|yes:cut) take_back && ! still_alone ;;
    *) return 1 ;;
  esac
}

still_alone() { # does it not go, whatever it got?
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.05
    at_pane || return
    find_at_cursor
    [ "$left" != none ] || { left=gone; return 1; }
  done
}
# ---- end of drain/recover.sh
# ---- drain/joined.sh
# Did the message come right behind what a sender who died had left, unseen? Then they would be sent as one.

ending() { tail -n 1 <"$text" | bare | tail -c "$part_bytes"; }

lines_with() { # TEXT: how many lines of the screen hold it
  tm capture-pane -p -J -t "$pane" </dev/null || { echo 0; return; }
  tr -d '\000' <"$said" | bare | grep -Fc -e "$1"
}

note_joints() { # before the paste: sets `joints` to what would stand there, and how often it does now
  joints='' begin=$(bare <"$text" | grep -m 1 . | head -c "$part_bytes")
  [ "$begin" ] || return 0
  while read -r end; do
    [ -z "$end" ] || joints="$joints$(lines_with "$end$begin") $end$begin$nl"
  done <<EOT
$unseen
EOT
}

joined() { # behind it: does one stand there once more than before?
  while read -r often joint; do
    [ -z "$often" ] || [ "$(lines_with "$joint")" -le "$often" ] || return 0
  done <<EOT
$joints
EOT
  return 1
}
# ---- end of drain/joined.sh
# ---- drain/lock.sh
# The agent's lock, as descriptor 9: the kernel takes it back when its holder dies.

hold_lock() {
  hold_outside 9 "$channel/lock" ||
    { echo "drain-queue.sh: $channel/lock is no file of yours: remove what stands there" >&2; exit 73; }
  lock=$held
}

take_lock() { # or exits: one that waits already will see all that is there when its turn comes
  tries=0
  hold_lock
  hold_outside 8 "$channel/.waiting" || exec 8<"$channel" # a folder can be locked as well
  if ! flock -n 9; then
    flock -n 8 || exit 0
    bounded 60 flock 9 || exit 75
  fi
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  until [ "$channel/lock" -ef "$lock" ]; do # replaced meanwhile: who comes now locks the other one
    [ $((tries += 1)) -lt 9 ] || exit 75
    hold_lock
    bounded 60 flock 9 || exit 75
  done
  exec 8>&-
}
# ---- end of drain/lock.sh
# ---- drain/hand-over.sh
# May something be typed now, and one message of the queue: looked at, pasted, settled, entered, told.

# Does what it does allow it? At a prompt that somebody dismissed its box is there again, and no event tells.
ready() {
  folder=$state
  settings_outside "$channel/activity" 16384 state kind until
  doing=$state state=$folder
  case $doing:$kind:$on_quota in
    idle:*|done:*|error:*) ;;
    blocked:quota:resume) [ -z "$until" ] || is_past "$until" ;;
    blocked:quota:*) is_past "$until" ;; # nobody prompts it on, and a message does it no harm
    unknown:*) [ "$mode" = held ] ;; # its sender has judged that
    blocked:permission:*|blocked:question:*) [ "$shown" ] && look && shows "$shown" && ! asks ;;
    *) return 1 ;;
  esac
} 2>/dev/null

is_past() { decimal "$1" && [ "$number" -le "$(date +%s)" ]; } # SECONDS since the epoch

may_recover() { [ "$mode" = recover ] || { ready && sleep 0.3; }; } # a sender has judged that itself

hand_over() { # or exits
  clock; began=$now
  ready && next_message && at_pane || exit 0
  cooked=''; ! reads_lines || cooked=yes
  choose_message
  start=$now
  while obstacle; do # a screen that is being painted gets a moment to show its box, and that it is empty
    clock
    case $word in
      box-not-shown) end=$((start + box_ms)) ;;
      draft) end=$((start + draft_ms)) ;;
      *) exit 0 ;;
    esac
    [ "$now" -lt "$end" ] || exit 0
    sleep 0.2; look && [ "$where" = "ours  0" ] || exit 0
  done
  note_joints
  before=$screen off_before=$off buffer=mosaic-${name#*-}
  paste
  pace "$(wc -c <"$text")"
  again=$enters
  # It is asked for by the first half second, for it may read without an echo.
  if [ "$cooked" ]; then settle "$silent_ms" || again=1
  elif ! settle "$paint"; then finish uncertain "$reason_unseen"; exit; fi
  if joined; then end_joined; exit; fi
  ! interrupted || { finish uncertain "$(obstacle_reason)"; exit; }
  ready || exit 0 # it began with something else: the end of that finds the text in its box
  if enter "$again" "$receipt_ms"; then finish delivered; return; fi
  unheard=$why
  finish uncertain "$unheard"
  # It may have begun no turn, whose end would bring the next one; where it stands in the box, that cannot
  # come.
  [ "$unheard" = "$reason_stands" ] || [ "$mode" = held ] || hand_over
}

choose_message() { # what cannot be handed over keeps nothing waiting
  while :; do
    name=${file##*/}
    if overdue "$name"; then expire_queue
    elif outlived "$name"; then ! own_it || finish cancelled "$reason_withdrawn"
    elif ! vacate "$taken/$name"; then finish failed 'a folder stands in its place in taken'
    elif [ ! -s "$text" ] || ! grep -q "[^$blank]" <"$text"; then
      ! own_it || finish refused "$reason_empty"
    elif [ "$cooked" ] && ! awk -v most="$line_bytes" 'length($0) > most { exit 1 }' <"$text"; then
      ! own_it || finish refused "$reason_too_long"
    else break; fi
    next_message || exit 0
  done
}

# NAME: was an agent to be prompted on that has worked since its limit? It went on by itself, or a person saw
# to it.
outlived() {
  case $1:$doing in *-resume-*:done|*-resume-*:error) ;; *) return 1 ;; esac
}

paste() { # or exits, with the message where it belongs
  ! overdue "$name" || { expire_queue; exit 0; } # its time may have come while the box was waited for
  tm load-buffer -b "$buffer" - <"$text" || exit 69
  move_outside "$file" "$taken/$name" || exit 0
  file=$taken/$name
  guarded "paste-buffer -p -r -d -b $buffer -t $pane"; status=$?
  case $answer:$status in
    yes:*) ;;
    no:*|:1) # refused, or all gone
      move_outside "$file" "$queue/$name"
      tm delete-buffer -b "$buffer" </dev/null
      exit 0 ;;
    *) exit 69 ;; # a server that wakes up may yet paste it: the next drain sees
  esac
}

# It goes on standing there under another name, where its line cannot be taken back: the next one has to know.
end_joined() {
  if [ "$cooked" ] && take_back; then finish uncertain "$reason_taken_back"; return; fi
  link_outside "$file" "$taken/${name%%-*}-behind-${name#*-}"
  finish uncertain "$reason_joined"
}
# ---- end of drain/hand-over.sh

own_folder "$channel" ||
  { echo "drain-queue.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }
case $mode in
  look) aim "$channel" draft shown empty dialogs on_quota rollouts || exit 0 ;; # not by the launcher
  drain)
    find_state "$channel" || exit 0
    command -v flock >/dev/null 2>&1 ||
      { echo 'drain-queue.sh: flock(1) is not on PATH: install util-linux' >&2; exit 69; }
    aim "$channel" draft shown empty dialogs on_quota rollouts || exit 0 ;;
  *)
    aim_told "$(head -c 65536 | tr '\000' '\177')" state server draft shown empty dialogs titled on_quota \
      rollouts &&
      own_folder "${state%/*}" "$state" || exit 64 ;;
esac
queue=$state/queue taken=$state/taken deliveries=$state/deliveries
# By the marks that go with the pane, whatever its session is called; or by the server a sender saw it on.
is_ours="#{&&:#{==:#{@mosaic_agent},$session},#{==:#{@mosaic_pane},#{pane_id}}}"
[ -z "$server" ] || is_ours="#{==:#{pid} #{start_time},$server}"
choose_colors
trap 'rm -f -- "$channel/.drain.$$"' EXIT
{ scratch_outside 7 "$channel/.drain.$$" && said=$held; } || exit 73

if [ "$mode" = look ]; then # types nothing, and needs no turn
  look || exit 69
  ! obstacle || printf '%s\n' "$word${words:+: $words}"
  exit 0
fi

[ "$mode" != drain ] || take_lock
trap leave_nothing EXIT
{ scratch_outside 6 "$channel/.text.$$" && text=$held && make_folder "$taken"; } || exit 73
recover_all || { [ "$mode" != recover ] || printf '%s\n' "$why"; exit 0; }
[ "$mode" = recover ] || hand_over
