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
