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
