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
