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
