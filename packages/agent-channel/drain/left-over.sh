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
