#!/bin/sh
# drain-queue.sh CHANNEL          hands the oldest queued message to an idle agent by typing it into its pane
# drain-queue.sh --look CHANNEL   prints what on its screen speaks against that: `dialog: WORDS`, `login: WORDS`, `draft`,
#                                 `box-not-shown`, or nothing
#
# Started at each end of a turn, by a hook or by read-pane.sh. Does and says nothing when nothing is queued, the agent is
# not idle (or out of quota, where it is to be prompted on, when that is over), its pane is dead, another session's by now, in
# a mode that keeps keys, or somebody's half-typed text is in its input box. A message is pasted once at most: one that was cut off on its way becomes `uncertain`.
# Exit: 64 usage, 69 flock(1) or tmux's server away, 75 the lock was not to be had within 60 s.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
only_look=''; [ "${1-}" != --look ] || { only_look=yes; shift; }
channel=${1-} queue=${1-}/state/queue taken=${1-}/state/taken said=${1-}/.drain.$$ file='' answer='' receipt=''
client='' socket='' pane='' session='' draft='' shown='' empty='' dialogs='' on_quota='' state='' kind='' until='' source='' before='' off_before=0
nl='
' blank=$(printf ' \t') esc=$(printf '\033')
[ -d "$channel" ] || { echo "drain-queue.sh: \`$channel\` is no folder: name the agent's channel" >&2; exit 64; }

oldest() { # FOLDER: sets `file` to its oldest message; what is not named like one is left alone
  set +f; set -- "$1"/[0-9]*-*; set -f
  for file do case ${file##*/} in *[!0-9A-Za-z_-]*) ;; *) [ ! -f "$file" ] || return 0 ;; esac; done
  return 1
}

settings() { # FILE KEY...: sets these variables from its `KEY=VALUE` lines
  from=$1; shift
  for key do eval "$key=''"; done
  while IFS= read -r line; do for key do case $line in "$key="*) eval "$key=\${line#*=}" ;; esac; done; done <"$from"
} 2>/dev/null

ready() { # may something be typed now?
  settings "$channel/activity" state kind until
  case $state:$kind:$on_quota in
    idle:*|done:*|error:*) ;;
    blocked:quota:resume) [ "${until:-0}" -le "$(date +%s)" ] ;;
    *) return 1 ;;
  esac
} 2>/dev/null

bounded() { timeout -k 1 "$@"; }
command -v timeout >/dev/null 2>&1 || bounded() { shift; "$@"; }
# Never `$(tm …)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
tm() { bounded 10 "$client" -u -N -S "$socket" "$@" >"$said" 2>/dev/null; }

look() { # sets `off` (lines that scrolled off), `where` (session, dead, modes) and `screen`, whose first line is where the cursor stands
  tm display-message -p -t "$pane" '#{history_size} #{session_name} #{?pane_dead,dead,} #{pane_in_mode}' \; \
    display-message -p -t "$pane" '#{cursor_flag} #{cursor_x} #{cursor_y}' \; capture-pane -p -t "$pane" </dev/null || return 1
  { read -r off where; screen=$(cat); } <"$said"
}

# Asked in the same breath as the act, because tmux 3.3a dies of a paste into a dead pane: sets `answer` to yes, no, or nothing.
guarded() { # COMMAND
  answer=''
  tm if-shell -F -t "$pane" "#{?pane_dead,0,#{?pane_in_mode,0,#{==:#{session_name},$session}}}" \
    "$1 ; display-message -p yes" 'display-message -p no' </dev/null || return
  read -r answer <"$said" || :
}

reads_lines() { # does the program leave it to the terminal to gather lines? termios(3), ICANON
  tm display-message -p -t "$pane" '#{pane_tty}' </dev/null && read -r tty <"$said" &&
    { stty -F "$tty" -a || stty -f "$tty" -a; } 2>/dev/null | grep -Eq '(^|[ ;])icanon'
}

settle() { # until the screen is another than `before` and stands still, five seconds at most; 1 where it never changed
  last=$before left=50
  while [ $((left -= 1)) -gt 0 ] && sleep 0.08 && look; do
    [ "$screen" = "$before" ] || [ "$screen" != "$last" ] || return 0
    last=$screen
  done
  [ "$last" != "$before" ]
}

drafted() { # stands something in the input box? A pattern with colours in it needs them; sets `box` to the text from there on, without blanks
  case $draft in '') return 1 ;; *"$esc"*) colors=-e ;; *) colors='' ;; esac
  # shellcheck disable=SC2086 # none or one
  tm capture-pane -p $colors -t "$pane" </dev/null || return 1
  row=$(grep -En -m 1 -e "$draft" "$said") || return 1
  box=$(tail -n "+${row%%:*}" "$said" | sed "s/$esc\[[0-9;:]*m//g" | tr -d ' \n\t\240\302')
}

# ---- what the screen says: the rules of src/runtime/find-obstacle.ts, and the patterns of src/runtime/prompts.ts. One set of
# screens (test/fixtures/screens) is tried on both.
choice='(\[|\()[Yy](es)?[/|][Nn](o)?[^ ]{0,20}(\]|\)) *(:|\?|>|›|»)?$|\(y\)es, *\(n\)o(\]|\))? *[:?]?$|(\[|\()[0-9]+ ?- ?[0-9]+(\]|\)) *[:?>]$|^#\?$'
secret='([Pp]ass(word|phrase|code)|PIN|OTP|[Cc]ode|[Tt]oken|[Kk]ey|KEY|[Ss]ecret|[Uu]sername|[Ll]ogin)( (for|of|to) .{1,160})?( \([^)]{1,80}\))? ?:$'
press='([Pp]ress|[Hh]it) (the )?(\[|<)?([Ee]nter|ENTER|[Rr]eturn|RETURN|any key)(\]|>)?( key)?( or [A-Za-z]+)? to (continue|try again|retry|open|log|sign|confirm|proceed|start|begin|exit|quit|close|accept|authenticate|return|go|finish|select|restart|dismiss)|[Pp]ress any key'
keys='(↑/↓|↑↓|↑ ↓|↑ / ↓|↑/k|[Uu]p/[Dd]own)[^a-z]{0,18}(to )?(navigate|select|choose|move|up)|[Uu]se (the )?arrow keys|to navigate|([Ee]nter|⏎|↵) (to )?(select|confirm|choose)( |$|[.,)])'
menu='^[^A-Za-z0-9]{0,27}(❯|›|▸|▶|→|◉|➜) *([0-9]+[.)] |([Ll]og ?in|[Ss]ign ?in|Yes|Allow|Trust|Continue)( |,|$))'
ask='^[^A-Za-z0-9]{0,27}(Paste|Enter|Type|Provide|Input) (your|the|an?|in) .{0,120}([Cc]ode|[Kk]ey|[Tt]oken|[Pp]assword|[Pp]assphrase|[Ee]-?mail)'
input='^(.{0,160}[^0-9 ] ?)?(\$|#|>|❯|›|»)$|^[^ ]{0,80}[^0-9 ]%$|^(>|❯|›|») *(Type|Ask|Try|Send|Message|Write|Describe|How can|What|Tell)'
login='[Ll]og ?in|[Ss]ign ?in|API [Kk]ey|[Aa]uthenticat|[Oo]Auth|[Vv]erification code'

text() { set -- "${1-$screen}"; case $1 in *"$nl"*) printf '%s\n' "${1#*"$nl"}" ;; esac; } # [LOOK]; a blank one has its first line alone
found() { words=$(printf '%s\n' "$2" | grep -Eo -m 1 -e "$1") && [ "$words" ] && words=${words%%"$nl"*}; } # PATTERN TEXT: sets `words`
# Without what draws boxes, the blanks around it and empty rows. U+2500 to U+257F, U+2580 to U+259F.
frames=$(printf 's/\342[\224-\225][\200-\277]/ /g; s/\342\226[\200-\237]/ /g')
rows() { sed "$frames; s/^[|$blank]*//; s/[|$blank]*\$//; /^\$/d"; }

asks() { [ "$dialogs" ] && found "$dialogs" "$(text)"; } # does it show a dialog of its own? It would take Enter for its answer

shows() { # PATTERN: is it on the screen? One with colours in it needs them
  case $1 in
    '') return 1 ;;
    *"$esc"*) tm capture-pane -p -e -t "$pane" </dev/null && grep -Eq -e "$1" "$said" ;;
    *) text | grep -Eq -e "$1" ;;
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
    if [ "${place##* }" -ge "$(text | awk '/[^ \t]/ { used = NR } END { print used + 0 }')" ]; then
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
  sent=$(flat <"$file") shown_row=$(printf '%s\n' "$row" | flat) end=$(rows <"$file" | tail -n 1 | flat)
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
  [ -e "$channel/receipt" ] && ! [ "$channel/receipt" -ef "$channel/.receipt" ] || return
  prompt=$(tr -d '\n' <"$channel/receipt" | sed -n 's/\\\\//g; s/\\"//g; s/.*"prompt" *: *"\([^"]*\)".*/x\1/p')
  # Letters and digits alone: some add blanks or words, and JSON writes what else there is in more than one way.
  case $prompt in '') return ;; *\\u*) keep='A-Za-z0-9' ;; *) keep='A-Za-z0-9\200-\377' ;; esac
  want=$(tr -cd "$keep" <"$file")
  case $(printf %s "${prompt#x}" | sed 's/\\u....//g; s/\\.//g' | tr -cd "$keep") in *"$want"*) ;; *) return 1 ;; esac
}

enter() { # TIMES: Enter alone, as often as that at most, until the agent took it; sets `receipt` to who says so
  rm -f "$channel/.receipt"; ln "$channel/receipt" "$channel/.receipt" 2>/dev/null # held, so that its inode is not used again
  times=$1 receipt=''
  while [ $((times -= 1)) -ge 0 ] && guarded "send-keys -t $pane Enter" && [ "$answer" = yes ]; do
    left=30
    while [ $((left -= 1)) -ge 0 ]; do
      sleep 0.05
      if told; then
        settings "$channel/activity" source
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

finish() { # OUTCOME [REASON]: records what became of `file`, and removes it; a full disk costs the record alone
  hash=$(sha256sum <"$file" || shasum -a 256 <"$file"); name=${file##*/}; clock
  printf '{"id":"%s","at":"%s","outcome":"%s","receipt":%s,"bytes":%s,"sha256":"%s","ms":%s%s}\n' "${name#*-}" \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$([ "$1" = delivered ] && echo "\"$receipt\"" || echo null)" \
    "$(($(wc -c <"$file")))" "${hash%% *}" $((now - began)) "${2+,\"reason\":\"$2\"}" >>"$channel/state/deliveries"
  rm -f "$file"
} 2>/dev/null

recover() { # a message that was cut off on its way is not pasted again; what stands in the box of it is sent off, or it would
  name=${file##*/}; began=$now # lead the next one
  ! grep -q "\"id\":\"${name#*-}\".*\"outcome\":\"delivered\"" "$channel/state/deliveries" 2>/dev/null || { rm -f "$file"; return; }
  # From its beginning, behind what marks the box, to its end: somebody's draft may end in the same words.
  flat=$(tr -d ' \n\t\240\302' <"$file"); head=$(printf %s "$flat" | head -c 24) end=$(printf %s "$flat" | tail -c 24)
  if ready && sleep 0.3 && look && [ "$where" = "$session  0" ] && ! asks && drafted; then
    last=$screen
    case $box in *"$end"*) rest=${box%%"$head"*} ;; *) rest=${box%%'[Pasted'*} ;; esac # all of the box where it is not there
    [ ${#rest} -gt 6 ] || ! enter 1 || { finish delivered; return; }
  fi
  finish uncertain 'cut off while it was handed over'
}

[ "$only_look" ] || oldest "$queue" || oldest "$taken" || exit 0
settings "$channel/target" client socket pane session draft shown empty dialogs on_quota
case $client$socket in /*/*) ;; *) exit 0 ;; esac
case $session:$pane in *[!0-9A-Za-z_-]*:*|:*|*:|*:%*[!0-9]*|*:[!%]*) exit 0 ;; esac # not by the launcher

if [ "$only_look" ]; then
  trap 'rm -f "$said"' EXIT
  look || exit 69
  ! obstacle || printf '%s\n' "$word"
  exit 0
fi

command -v flock >/dev/null 2>&1 || { echo 'drain-queue.sh: flock(1) is not on PATH: install util-linux' >&2; exit 69; }
exec 9>>"$channel/lock" 8>>"$channel/.waiting"
if ! flock -n 9; then
  flock -n 8 || exit 0 # one that waits already will see all that is there when its turn comes
  bounded 60 flock 9 || exit 75
fi
exec 8>&-
trap 'rm -f "$said" "$channel/.receipt"' EXIT
set +f; rm -f "$channel"/.drain.*; set -f # of those that were killed
clock; began=$now
while oldest "$taken"; do recover; done
ready && oldest "$queue" || exit 0

look || exit 69
case $where in
  "$session  "[1-9]*) # somebody scrolled
    tm if-shell -F -t "$pane" "#{==:#{session_name},$session}" "send-keys -t $pane -X cancel" </dev/null
    look || exit 69 ;;
esac
[ "$where" = "$session  0" ] || exit 0
tries=10 # a screen that is being painted gets a moment to show its box
while obstacle; do
  [ "$word" = box-not-shown ] && [ $((tries -= 1)) -gt 0 ] || exit 0
  sleep 0.2; look && [ "$where" = "$session  0" ] || exit 0
done
cooked=''; ! reads_lines || cooked=yes
until [ -z "$cooked" ] || awk 'length($0) > 4095 { long = 1 } END { exit long }' "$file"; do # it would lose the rest
  finish refused 'a line is longer than 4095 bytes, and this program reads by lines'
  oldest "$queue" || exit 0
done
before=$screen off_before=$off name=${file##*/}; buffer=mosaic-${name#*-}
[ -d "$taken" ] || mkdir -p "$taken"
tm load-buffer -b "$buffer" - <"$file" || exit 69
mv -f "$file" "$taken/$name" || exit 0
file=$taken/$name
guarded "paste-buffer -p -r -d -b $buffer -t $pane"; status=$?
case $answer:$status in
  yes:*) ;;
  no:*|:1) mv -f "$file" "$queue/$name"; tm delete-buffer -b "$buffer" </dev/null; exit 0 ;; # refused, or all gone
  *) exit 69 ;; # a server that wakes up may yet paste it: the next drain sees
esac
again=4
settle || if [ "$cooked" ]; then again=1; else finish uncertain 'its screen did not show the text'; exit; fi # it may read without an echo
! interrupted || { finish uncertain 'a dialog came up'; exit; }
ready || exit 0 # it began with something else: the end of that finds the text in its box
if enter $again; then finish delivered; else finish uncertain 'no receipt after Enter'; fi
