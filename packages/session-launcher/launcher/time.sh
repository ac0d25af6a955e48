# The time of day in words, without date(1).

# SECONDS: sets `time` to so many since 1970, in UTC, as the journal has it. The Gregorian calendar repeats
# after 400 years of 146,097 days. A year begins in March here: the day that some have more is their last.
name_time() {
  day=$(($1 / 86400 + 719468)) second=$(($1 % 86400))
  cycles=$((day / 146097)) day=$((day % 146097))
  year=$(((day - day / 1460 + day / 36524 - day / 146096) / 365))
  day=$((day - 365 * year - year / 4 + year / 100))
  month=$(((5 * day + 2) / 153))
  day=$((day - (153 * month + 2) / 5 + 1))
  if [ $month -lt 10 ]; then month=$((month + 3)); else month=$((month - 9)) year=$((year + 1)); fi
  time=$((year + 400 * cycles))
  for part in -$month -$day T$((second / 3600)) :$((second / 60 % 60)) :$((second % 60)); do
    case $part in ??) part=${part%?}0${part#?} ;; esac
    time=$time$part
  done
  time=$time.000Z
}
