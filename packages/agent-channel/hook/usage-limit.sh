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
