#!/bin/sh
# drain-queue.sh CHANNEL          hands the oldest queued message to an idle agent by typing it into its pane
# drain-queue.sh --look CHANNEL   prints what on its screen speaks against that: `dialog: WORDS`, `login: WORDS`,
#                                 `draft`, `box-not-shown`, or nothing
#
# Started at each end of a turn, by a hook or by read-pane.sh. Does and says nothing when nothing is queued, the agent is
# not idle (or out of quota, where it is to be prompted on, when that is over), its pane is dead, another session's by
# now, in a mode that keeps keys, or somebody's half-typed text is in its input box. A message is pasted once at most: one
# that was cut off on its way becomes `uncertain`, and nothing is pasted behind what stands there of it.
# Exit: 64 usage, 69 flock(1) or tmux's server away, 73 the channel cannot be written, 75 the lock was not to be had
# within 60 s.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
only_look=''; [ "${1-}" != --look ] || { only_look=yes; shift; }
channel=${1-} state='' file='' text='' known='' said='' held='' answer='' receipt=''
client='' socket='' pane='' session='' draft='' shown='' empty='' dialogs='' on_quota='' kind='' until='' source=''
is_ours='' before='' off_before=0 off=0 deliveries='' tty_says=''
nl='
' blank=$(printf ' \t') esc=$(printf '\033')

# ---- lib/outside.sh
# What an agent, or another program, may have written is never waited for, never followed, never read further
# than said. A read has a deadline, for between a look and the opening something else may be put there. A write
# opens no file that stands: it makes a new one under a name that nobody can foresee and renames it, so that it
# meets neither a FIFO, nor a link, nor a lease on the old one (fcntl(2), F_SETLEASE). Who is of this user can put
# another file there again at once.

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
  while [ ${#fresh} -lt 12 ]; do # a digit of each read, for dash gets no more from this file at once
    read -r _digit </proc/sys/kernel/random/uuid || :
    fresh=$fresh${_digit%"${_digit#?}"}
  done
  fresh=${1%/*}/.${1##*/}.$fresh
} 2>/dev/null

# FILE [TEXT]: makes it that line, or standard input, whole, by one process. A link there goes, a folder stays.
replace_outside() {
  fresh_outside "$1"
  set -C
  if case ${2+x} in x) printf '%s\n' "$2" ;; *) cat ;; esac >"$fresh" && move_outside "$fresh" "$1"
  then set +C; return 0; fi
  set +C
  rm -f -- "$fresh"
  return 1
} 2>/dev/null

# FROM TO: renames; 1 where a folder stands. Without -T, which not every mv(1) has, a link to one is moved into.
move_outside() { mv -fT -- "$1" "$2" || { vacate "$2" && mv -f -- "$1" "$2"; }; } 2>/dev/null

# FILE: so that a rename replaces what stands there; 1 for a folder. Through a link to one, mv(1) would move into it.
vacate() {
  [ ! -L "$1" ] || rm -f -- "$1"
  [ ! -d "$1" ]
}

own_folder() { # FOLDER...: is each one of this user's, and no link?
  for _folder; do
    { [ -d "$_folder" ] && [ ! -L "$_folder" ] && [ -O "$_folder" ]; } || return 1
  done
}

# TEXT: sets `number` to it, fit for arithmetic, which takes 0899 for octal; 1 where it is none of 12 digits at most.
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

# CHANNEL: sets `state` to the folder behind its link, which is named like the channel; 1 where that is another.
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

settings_outside() { # FILE BYTES KEY...: sets these variables from its `KEY=VALUE` lines
  _text=$(text_outside "$1" "$2"); shift 2
  for _key do eval "$_key=''"; done
  while IFS= read -r _line; do
    for _key do case $_line in "$_key="*) eval "$_key=\${_line#*=}" ;; esac; done
  done <<EOF
$_text
EOF
}

# CHANNEL KEY...: sets these, and `client`, `socket`, `pane`, `session`, from its `target`; 1 where the launcher writes
# no such: `client` is what we run.
# shellcheck disable=SC2154 # settings_outside sets them
aim() {
  _channel=$1; shift
  settings_outside "$_channel/target" 65536 client socket pane session "$@"
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

# FD FILE: holds it open as FD for both, made where nothing stands; that waits for no FIFO's other end. Sets `held` to
# the path of what is held, whatever is put in its place meanwhile. 1 where it is none of ours.
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

scratch_outside() { # FD FILE: the same, anew and empty, and nobody finds it by its name
  if [ -e "$2" ] || [ -L "$2" ]; then rm -f -- "$2"; fi
  hold_outside "$@" || return
  [ "$held" = "$2" ] || rm -f -- "$2"
} 2>/dev/null

# FILE TEXT: adds a line; what is no plain file of ours is replaced by one. Others add to it as well, so it is
# opened, by a child with a deadline, which writes nowhere but there. A line that was cut short gets its end first.
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
    printf "%s\n" ${cut:+""} "$2" >>"$file"' sh "$1" "$2" || case $? in 3) replace_outside "$1" "$2" ;; *) return 1 ;; esac
} 2>/dev/null

# FOLDER: prints the names `MILLISECONDS-ID` and `MILLISECONDS.EXPIRES-ID` in it, the oldest first; of a flood 4096
messages_outside() {
  own_folder "$1" || return 0
  bounded 10 find "$1/." ! -name . -prune -type f -name '[0-9]*-*' |
    grep -Eo '/[0-9]{13}(\.([0-9]{10}|expired|cancelled))?-[A-Za-z0-9_-]{1,200}$' | head -n 4096 | tr -d / | sort
} 2>/dev/null

# Standard input as `send` cleans a text: CR and CRLF become LF; C0 but TAB and LF, DEL, C1, what is no UTF-8 go.
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

own_folder "$channel" ||
  { echo "drain-queue.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }

ready() { # may something be typed now?
  folder=$state
  settings_outside "$channel/activity" 16384 state kind until
  doing=$state state=$folder
  case $doing:$kind:$on_quota in
    idle:*|done:*|error:*) ;;
    blocked:quota:resume) [ -z "$until" ] || { decimal "$until" && [ "$number" -le "$(date +%s)" ]; } ;;
    *) return 1 ;;
  esac
} 2>/dev/null

# Never `$(tm …)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
tm() { bounded 10 "$client" -u -N -S "$socket" "$@" >"$said" 2>/dev/null; }

# Sets `off` (lines that scrolled off), `where` (ours, dead, modes), and `screen`, whose first line is where the cursor
# stands.
look() {
  tm display-message -p -t "$pane" '#{history_size} '"#{?$is_ours,ours,}"' #{?pane_dead,dead,} #{pane_in_mode}' \; \
    display-message -p -t "$pane" '#{cursor_flag} #{cursor_x} #{cursor_y}' \; capture-pane -p -t "$pane" </dev/null || return 1
  { read -r off where; screen=$(tr -d '\000'); } <"$said"
  decimal "$off" && off=$number
}

# Asked in the same breath as the act, because tmux 3.3a dies of a paste into a dead pane: sets `answer` to yes, no, or nothing.
guarded() { # COMMAND
  answer=''
  tm if-shell -F -t "$pane" "#{?pane_dead,0,#{?pane_in_mode,0,$is_ours}}" \
    "$1 ; display-message -p yes" 'display-message -p no' </dev/null || return
  read -r answer <"$said" || :
}

reads_lines() { # does the program leave it to the terminal to gather lines? termios(3), ICANON; sets `tty_says`
  tty_says=''
  tm display-message -p -t "$pane" '#{pane_tty}' </dev/null && read -r tty <"$said" || return
  case $tty in /dev/*) ;; *) return 1 ;; esac
  tty_says=$({ bounded 2 stty -F "$tty" -a || bounded 2 stty -f "$tty" -a; } 2>/dev/null)
  tty_has icanon
}

tty_has() { printf '%s\n' "$tty_says" | grep -Eq "(^|[ ;])$1( |;|\$)"; } # FLAG

settle() { # until the screen is another than `before` and stands still, five seconds at most; 1 where it never changed
  last=$before left=50
  while [ $((left -= 1)) -gt 0 ] && sleep 0.08 && look; do
    [ "$screen" = "$before" ] || [ "$screen" != "$last" ] || return 0
    last=$screen
  done
  [ "$last" != "$before" ]
}

# Stands something in the input box? A pattern with colours in it needs them; sets `box` to the rows from there on.
drafted() {
  case $draft in '') return 1 ;; *"$esc"*) colors=-e ;; *) colors='' ;; esac
  # shellcheck disable=SC2086 # none or one
  tm capture-pane -p $colors -t "$pane" </dev/null || return 1
  row=$(given -n -m 1 -e "$draft" "$said" | tr -d '\000') && [ "$row" ] || return 1
  box=$(tail -n "+${row%%:*}" "$said" | tr -d '\000' | sed "s/$esc\[[0-9;:]*m//g")
}

given() { bounded 5 grep -E "$@"; } 2>/dev/null # with a pattern from `target`

# ---- what the screen says: the rules of src/runtime/find-obstacle.ts, and the patterns of src/runtime/prompts.ts. One
# set of screens (test/fixtures/screens) is tried on both.
choice='(\[|\()[Yy](es)?[/|][Nn](o)?[^ ]{0,20}(\]|\)) *(:|\?|>|›|»)?$|\(y\)es, *\(n\)o(\]|\))? *[:?]?$|(\[|\()[0-9]+ ?- ?[0-9]+(\]|\)) *[:?>]$|^#\?$'
secret='([Pp]ass(word|phrase|code)|PIN|OTP|[Cc]ode|[Tt]oken|[Kk]ey|KEY|[Ss]ecret|[Uu]sername|[Ll]ogin)( (for|of|to) .{1,160})?( \([^)]{1,80}\))? ?:$'
press='([Pp]ress|[Hh]it) (the )?(\[|<)?([Ee]nter|ENTER|[Rr]eturn|RETURN|any key)(\]|>)?( key)?( or [A-Za-z]+)? to (continue|try again|retry|open|log|sign|confirm|proceed|start|begin|exit|quit|close|accept|authenticate|return|go|finish|select|restart|dismiss)|[Pp]ress any key'
keys='(↑/↓|↑↓|↑ ↓|↑ / ↓|↑/k|[Uu]p/[Dd]own)[^a-z]{0,18}(to )?(navigate|select|choose|move|up)|[Uu]se (the )?arrow keys|to navigate|([Ee]nter|⏎|↵) (to )?(select|confirm|choose)( |$|[.,)])'
menu='^[^A-Za-z0-9]{0,27}(❯|›|▸|▶|→|◉|➜) *([0-9]+[.)] |([Ll]og ?in|[Ss]ign ?in|Yes|Allow|Trust|Continue)( |,|$))'
ask='^[^A-Za-z0-9]{0,27}(Paste|Enter|Type|Provide|Input) (your|the|an?|in) .{0,120}([Cc]ode|[Kk]ey|[Tt]oken|[Pp]assword|[Pp]assphrase|[Ee]-?mail)'
input='^(.{0,160}[^0-9 ] ?)?(\$|#|>|❯|›|»)$|^[^ ]{0,80}[^0-9 ]%$|^(>|❯|›|») *(Type|Ask|Try|Send|Message|Write|Describe|How can|What|Tell)'
login='[Ll]og ?in|[Ss]ign ?in|API [Kk]ey|[Aa]uthenticat|[Oo]Auth|[Vv]erification code'

text() { # [LOOK]; a blank one has its first line alone
  set -- "${1-$screen}"
  case $1 in *"$nl"*) printf '%s\n' "${1#*"$nl"}" ;; esac
}
found() { # PATTERN TEXT: sets `words`
  words=$(printf '%s\n' "$2" | grep -Eo -m 1 -e "$1") && [ "$words" ] && words=${words%%"$nl"*}
}
# Without what draws boxes, the blanks around it and empty rows. U+2500 to U+257F, U+2580 to U+259F.
frames=$(printf 's/\342[\224-\225][\200-\277]/ /g; s/\342\226[\200-\237]/ /g')
rows() { sed "$frames; s/^[|$blank]*//; s/[|$blank]*\$//; /^\$/d"; }

asks() { # does it show a dialog of its own? It would take Enter for its answer
  [ "$dialogs" ] && words=$(text | given -o -m 1 -e "$dialogs") && [ "$words" ] && words=${words%%"$nl"*}
}

shows() { # PATTERN: is it on the screen? One with colours in it needs them
  case $1 in
    '') return 1 ;;
    *"$esc"*) tm capture-pane -p -e -t "$pane" </dev/null && given -q -e "$1" "$said" ;;
    *) text | given -q -e "$1" ;;
  esac
}

look_at_box() { # sets `held`: text, empty, away where something else or nothing is shown, nothing where that cannot be told
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

prompted() { # does it stand at a prompt that waits for a person, whatever the program? Sets `words`, `row` and `kind`
  kind=dialog all=$(text | rows) above=''
  row=${all##*"$nl"}
  [ "$row" ] || return 1
  place=${screen%%"$nl"*}
  case $place in '1 0 '*) # a line that has ended is output
    if decimal "${place##* }" && [ "$number" -ge "$(text | awk '/[^ \t]/ { used = NR } END { print used + 0 }')" ]; then
      found "$press" "$row" || return 1
      case ${row%%"$words"*} in *[A-Za-z0-9]*) return 1 ;; esac
      login_in "$row"; return 0
    fi ;;
  esac
  ! found "$secret" "$row" || { kind=login; return 0; }
  over=$(printf '%s\n' "$all" | grep -En -e "$input" | tail -n 1)
  over=${over%%:*}; over=${over:-0}
  foot=$(printf '%s\n' "$all" | tail -n +$((over + 1)) | tail -n 10)
  ! found "$choice" "$row" || { login_in "$foot$nl$row"; return 0; }
  [ "$foot" ] || [ "$over" -lt 2 ] || above=$(printf '%s\n' "$all" | sed -n $((over - 1))p)
  ! first_of "$ask" "$above$nl$foot" || { kind=login; return 0; }
  first_of "$press|$keys|$menu" "$foot" && login_in "$foot"
}

first_of() { # PATTERN TEXT: sets `words`, and `row` to the line on which they stand
  row=$(printf '%s\n' "$2" | grep -E -m 1 -e "$1") && found "$1" "$row"
}

login_in() { ! printf '%s\n' "$1" | grep -Eq -e "$login" || kind=login; }

obstacle() { # sets `word`: what speaks against typing; empty for nothing
  word='' words='' kind=dialog
  if asks; then login_in "$words"; word="$kind: $words"
  else
    look_at_box
    case $held in
      text) word=draft ;;
      empty) ;;
      *) if prompted; then word="$kind: $words"; elif [ "$held" ]; then word='box-not-shown'; fi ;;
    esac
  fi
  [ "$word" ]
}

interrupted() { # did a dialog come up behind the paste? One known whatever the program has to be new, and not the message
  obstacle || return 1
  case $word in dialog*|login*) ;; *) return 1 ;; esac
  ! asks || return 0
  gone=$((off - off_before)); [ "$gone" -ge 0 ] || before='' # rows were dropped: nobody can tell
  [ "$(text | how_often)" -gt "$(text "$before" | tail -n "+$((gone + 1))" | how_often)" ] || return 1
  ! of_message
}

how_often() { rows | grep -Fxc -e "$row"; }
flat() { rows | tr -d ' \n\t'; }

of_message() { # is `row` the message's: one in its midst, or the newest, where the screen ends as it does, or its last one behind marks?
  sent=$(flat <"$text") shown_row=$(printf '%s\n' "$row" | flat) end=$(rows <"$text" | tail -n 1 | flat)
  case $shown_row:$end in *"$end:"*[A-Za-z0-9]*) case ${shown_row%"$end"} in *[A-Za-z0-9]*) ;; *) return 0 ;; esac ;; esac
  case $all in
    "$row"|*"$nl$row") # its end alone, for the box may show no more
      end=$(printf %s "$sent" | tail -c 24)
      case $(printf '%s\n' "$all" | flat) in *"$end") [ ${#sent} -ge 8 ] ;; *) return 1 ;; esac ;;
    *) case $sent in *"$shown_row"*) [ ${#shown_row} -ge 8 ] ;; *) return 1 ;; esac ;;
  esac
}

stands() { # does the text stand there still? Only then Enter means what it is to mean
  look && ! interrupted || return
  if [ "$draft$empty" ]; then look_at_box; [ "$held" = text ]; else [ "$screen" = "$last" ]; fi
}

told() { # is there a receipt for this message, or one from who knows no prompt?
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  plain "$channel/receipt" && ! [ "$channel/receipt" -ef "$known" ] || return
  prompt=$(text_outside "$channel/receipt" 2097152 | tr -d '\n')
  case $prompt in *'"prompt":"'*|*'"prompt": "'*|*'"prompt" : "'*) ;; *) return 0 ;; esac
  prompt=$(printf '%s\n' "$prompt" | sed -n 's/\\\\//g; s/\\"//g; s/.*"prompt" *: *"\([^"]*\)".*/x\1/p')
  # Letters and digits alone: some add blanks or words, and JSON writes what else there is in more than one way.
  case $prompt in '') return 1 ;; *\\u*) keep='A-Za-z0-9' ;; *) keep='A-Za-z0-9\200-\377' ;; esac
  want=$(tr -cd "$keep" <"$text")
  case $(printf %s "${prompt#x}" | sed 's/\\u....//g; s/\\.//g' | tr -cd "$keep") in *"$want"*) ;; *) return 1 ;; esac
}

enter() { # TIMES: Enter alone, as often as that at most, until the agent took it; sets `receipt` to who says so
  # The receipt so far is held, so that its inode is not used again.
  known=$channel/.receipt
  rm -f -- "$known" 2>/dev/null
  [ ! -d "$known" ] || known=$known.$$
  ! plain "$channel/receipt" || link_outside "$channel/receipt" "$known" || return
  times=$1 receipt=''
  while [ $((times -= 1)) -ge 0 ] && guarded "send-keys -t $pane Enter" && [ "$answer" = yes ]; do
    left=30
    while [ $((left -= 1)) -ge 0 ]; do
      sleep 0.05
      if told; then
        settings_outside "$channel/activity" 16384 source
        case $source in stream|native) receipt=$source ;; *) receipt=hook ;; esac
        return
      fi
    done
    stands || return
  done
  return 1
}

clock() { # sets `now`, in milliseconds
  if read -r now _ </proc/uptime; then now=$((${now%.*} * 1000 + 1${now#*.}0 - 1000)); else now=$(date +%s)000; fi
} 2>/dev/null

take_text() { # FILE: sets `text` to what is delivered of it; 1 where it is none of ours, or larger than is ever put there
  [ "$(size_outside "$1")" -le 1048576 ] && plain "$1" && read_outside "$1" 1048576 | clean_outside >"$text"
}

recorded() { # ID: is it told already what became of it?
  for part in "$deliveries.1" "$deliveries"; do
    ! text_outside "$part" 2097152 |
      grep -Eq "\"id\":\"$1\".*\"outcome\":\"(delivered|refused|uncertain|failed|expired|cancelled)\"" || return 0
  done
  return 1
}

finish() { # OUTCOME [REASON]: records what became of `file`, and removes it; a full disk costs the record alone
  name=${file##*/}
  hash=$(sha256sum <"$text" || shasum -a 256 <"$text"); clock
  [ "$(size_outside "$deliveries")" -le 1048576 ] || move_outside "$deliveries" "$deliveries.1"
  append_outside "$deliveries" "$(
    printf '{"id":"%s","at":"%s","outcome":"%s","receipt":%s,"bytes":%s,"sha256":"%s","ms":%s%s}\n' "${name#*-}" \
      "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$([ "$1" = delivered ] && echo "\"$receipt\"" || echo null)" \
      "$(($(wc -c <"$text")))" "${hash%% *}" $((now - began)) "${2+,\"reason\":\"$2\"}"
  )"
  discard
} 2>/dev/null

discard() { # what cannot be removed would be found again and again
  rm -f -- "$file"
  [ ! -e "$file" ] || exit 73
} 2>/dev/null

# ---- what was cut off on its way is not pasted again ----------------------------------------------------------------

recover() { # ends `file`, where that can be told; 1 where nothing may be pasted yet
  began=$now name=${file##*/}
  ! recorded "${name#*-}" || { discard; return; }
  ! withdrawn "$name" || { finish "$end" "$why"; return; }
  ready && sleep 0.3 && at_pane && ! asks || return
  last=$screen
  if [ "$draft$shown$empty" ]; then
    overdue "$name" || ! holds_it || ! enter 1 || { finish delivered; return; }
  else line_is_free || return; fi
  finish uncertain 'cut off while it was handed over'
}

# Does the box hold this text and nothing else? Behind what marks the box, up to the end of a row, with nothing on the next
# one. Where a part is not shown, or a mark stands for the text, nobody can tell.
holds_it() {
  drafted || return
  bare=$(bare <"$text" | tr -d '\n')
  [ "$bare" ] && [ ${#bare} -lt 65536 ] && printf '%s\n' "$box" | bare | bare=$bare awk '
    ended { if ($0 != "") ended = 0; exit }
    { held = held $0; rest = length(held) - length(ENVIRON["bare"]) }
    rest > 6 { exit }
    rest >= 0 && substr(held, rest + 1) == ENVIRON["bare"] { ended = 1 }
    END { exit !ended }'
}

bare() { sed "$frames" | tr -d ' \t|\240\302'; } # rows without blanks and what draws boxes

# Does nothing of `file` stand in the line that a program without a box reads? What the terminal gathers is cleared by its
# own key, where no other text can be in it; else it stays, and so does all that waits.
line_is_free() {
  bare=''
  [ -z "$(tail -c 1 <"$text")" ] || bare=$(tail -n 1 <"$text" | bare)
  line_at_cursor || return
  reads_lines || { ! stands_there; return; }
  ! tty_has echo || case ${typed%"$bare"} in ''|*[!A-Za-z0-9]) ;; *) return 1 ;; esac # behind a prompt
  key=$(printf '%s\n' "$tty_says" | sed -n 's/.*[ ;]kill = ^\([A-Z]\);.*/\1/p')
  [ -z "$key" ] || guarded "send-keys -t $pane C-$key"
  for _ in 1 2 3 4 5; do
    stands_there || return 0
    sleep 0.1
    at_pane && line_at_cursor || return
  done
  return 1
}

stands_there() { [ "$bare" ] && case $typed in *"$bare") ;; *) return 1 ;; esac; }

line_at_cursor() { # sets `typed` to the line up to there, over all its rows, without blanks
  typed='' place=${screen%%"$nl"*}
  decimal "${place##* }" || return
  [ "$(text | sed -n "$((number + 1))p" | bare)" ] || return 0
  tm capture-pane -p -J -t "$pane" </dev/null && typed=$(tr -d '\000' <"$said" | bare | grep . | tail -n 1)
}

at_pane() { # looks, and leaves a mode that keeps keys; 1 where it is not the agent's pane any more
  look || exit 69
  case $where in
    "ours  "[1-9]*) # somebody scrolled
      tm if-shell -F -t "$pane" "$is_ours" "send-keys -t $pane -X cancel" </dev/null
      look || exit 69 ;;
  esac
  [ "$where" = "ours  0" ]
}

# ---- drain/expire.sh
# A message may be handed over until its time is up: `MILLISECONDS.EXPIRES-ID`, seconds since the epoch. Whoever meets one
# after that takes it out, by a rename to `taken/MILLISECONDS.expired-ID`: of all who want it one gets it, and who dies
# behind that leaves a name that tells its end. `queue --cancel` does the same with `cancelled`.

overdue() { # NAME: is it never to be handed over any more? That this cannot be told (no clock) is a no
  case $1 in *.expired-*|*.cancelled-*) return 0 ;; *.*-*) ;; *) return 1 ;; esac
  _due=${1#*.}
  decimal "${_due%%-*}" && [ "$(date +%s)" -ge "$number" ]
}

withdrawn() { # NAME: was it taken out for good? Sets `end` and `why`
  case $1 in
    *.expired-*) end=expired why='nobody could hand it over in time' ;;
    *.cancelled-*) end=cancelled why='its sender took it back' ;;
    *) return 1 ;;
  esac
}

expire_queue() { # ends what is overdue, whatever the agent does
  for name in $(messages_outside "$queue"); do
    overdue "$name" || continue
    file=$queue/$name
    withdrawn "$name" || name=${name%%.*}.expired-${name#*-}
    began=$now
    ! take_text "$file" || ! own_it || ! withdrawn "$name" || finish "$end" "$why"
  done
} 2>/dev/null

own_it() { # takes `file` out of the queue as `name`, to end it: 1 where another one was quicker
  if move_outside "$file" "$taken/$name"; then file=$taken/$name; return 0; fi
  [ ! -e "$file" ] || [ -d "$taken/$name" ] || exit 73
  return 1
}
# ---- end of drain/expire.sh

# ---- one message ----------------------------------------------------------------------------------------------------

next_message() { # sets `file` and `text` to the oldest that waits; what cannot be read stays, and is passed over
  for name in $(messages_outside "$queue"); do
    file=$queue/$name
    overdue "$name" || ! take_text "$file" || return 0
  done
  return 1
}

find_state "$channel" || [ "$only_look" ] || exit 0
queue=$state/queue taken=$state/taken deliveries=$state/deliveries
[ "$only_look" ] || command -v flock >/dev/null 2>&1 ||
  { echo 'drain-queue.sh: flock(1) is not on PATH: install util-linux' >&2; exit 69; }
aim "$channel" draft shown empty dialogs on_quota || exit 0 # not by the launcher
# By the marks that go with the pane, whatever its session is called.
is_ours="#{&&:#{==:#{@mosaic_agent},$session},#{==:#{@mosaic_pane},#{pane_id}}}"
trap 'rm -f -- "$channel/.drain.$$"' EXIT
{ scratch_outside 7 "$channel/.drain.$$" && said=$held; } || exit 73

if [ "$only_look" ]; then # types nothing, and needs no turn
  look || exit 69
  ! obstacle || printf '%s\n' "$word"
  exit 0
fi

hold_lock() {
  hold_outside 9 "$channel/lock" ||
    { echo "drain-queue.sh: $channel/lock is no file of yours: remove what stands there" >&2; exit 73; }
  lock=$held
}
tries=0
hold_lock
hold_outside 8 "$channel/.waiting" || exec 8<"$channel" # a folder can be locked as well
if ! flock -n 9; then
  flock -n 8 || exit 0 # one that waits already will see all that is there when its turn comes
  bounded 60 flock 9 || exit 75
fi
# shellcheck disable=SC3013 # dash, bash and busybox have -ef
until [ "$channel/lock" -ef "$lock" ]; do # replaced meanwhile: who comes now locks the other one
  [ $((tries += 1)) -lt 9 ] || exit 75
  hold_lock
  bounded 60 flock 9 || exit 75
done
exec 8>&-
trap 'rm -f -- "$channel/.drain.$$" "$channel/.text.$$" "$channel/.receipt" "$channel/.receipt.$$" 2>/dev/null' EXIT
{ scratch_outside 6 "$channel/.text.$$" && text=$held && make_folder "$taken"; } || exit 73
clock
expire_queue
for name in $(messages_outside "$taken" | head -n 32); do
  file=$taken/$name
  ! take_text "$file" || recover || exit 0
done
clock; began=$now
ready && next_message && at_pane || exit 0

tries=10 # a screen that is being painted gets a moment to show its box
while obstacle; do
  [ "$word" = box-not-shown ] && [ $((tries -= 1)) -gt 0 ] || exit 0
  sleep 0.2; look && [ "$where" = "ours  0" ] || exit 0
done
cooked=''; ! reads_lines || cooked=yes
while :; do # what cannot be handed over keeps nothing waiting
  name=${file##*/}
  if overdue "$name"; then expire_queue
  elif ! vacate "$taken/$name"; then finish failed 'a folder stands in its place in taken'
  elif [ ! -s "$text" ]; then ! own_it || finish refused 'there is nothing in it that can be typed'
  elif [ "$cooked" ] && ! awk 'length($0) > 4095 { exit 1 }' <"$text"; then # it would lose the rest
    ! own_it || finish refused 'a line is longer than 4095 bytes, and this program reads by lines'
  else break; fi
  next_message || exit 0
done
before=$screen off_before=$off buffer=mosaic-${name#*-}
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
again=4
if ! settle; then
  # It may read without an echo
  if [ "$cooked" ]; then again=1; else finish uncertain 'its screen did not show the text'; exit; fi
fi
! interrupted || { finish uncertain 'a dialog came up'; exit; }
ready || exit 0 # it began with something else: the end of that finds the text in its box
if enter $again; then finish delivered; else finish uncertain 'no receipt after Enter'; fi
