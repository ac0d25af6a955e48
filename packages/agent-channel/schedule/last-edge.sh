# Which edge of a schedule was the last one, asked of systemd. Needs `bounded`, `say` and `nl`.

# EXPRESSION SECONDS: sets `next` to the first time after these seconds since the epoch, as digits of UTC;
# '' for never. An expression is words to systemd, whatever it holds: `--` goes before it.
after() {
  next=''
  [ "$1" ] || return 0
  told=$(bounded 10 systemd-analyze calendar --base-time="@$2" -- "$1" </dev/null 2>&1) ||
    { say "systemd-analyze: ${told%%"$nl"*}"; exit 69; }
  # The second line is there where the time zone is another.
  next=$(printf '%s\n' "$told" | sed -n -e 's/^ *Next elapse: *//p' -e 's/^ *(in UTC): *//p' | tail -n 1)
  next=$(printf %s "${next#* }" | tr -dc 0-9 | head -c 14)
}

is_past() { [ "$next" ] && [ "$next" -le "$now" ]; }

# SECONDS: sets `edge` to what has an edge after them that is not to come: start, stop, both; ''
edges_after() {
  edge=''
  after "$start" "$1"
  ! is_past || edge=start
  after "$stop" "$1"
  ! is_past || case $edge in '') edge=stop ;; *) edge=both ;; esac
}
# Sets `edge` to the last one of all that count: start, stop; ''. Of two at the same second stop.
last_edge() {
  edges_after "$since"
  [ "$edge" = both ] || return 0
  # The last moment after which there is any, by halves.
  early=$since late=$seconds
  while [ $((late - early)) -gt 1 ]; do
    middle=$(((early + late) / 2))
    edges_after "$middle"
    case $edge in
      '') late=$middle ;;
      both) early=$middle ;;
      *) return 0 ;;
    esac
  done
  edges_after "$early"
  [ "$edge" != both ] || edge=stop
}
