# When a screen stands still, and whether the text still stands in the box.

clock() { # sets `now`, in milliseconds
  if read -r now _ </proc/uptime; then now=$((${now%.*} * 1000 + 1${now#*.}0 - 1000))
  else now=$(date +%s)000; fi
} 2>/dev/null

pace() { # BYTES: sets `still` and `paint`, how long a screen has to stand still, and may take to show so much
  still=$((still_ms + still_piece_ms * ($1 / piece_bytes)))
  paint=$((paint_ms + paint_piece_ms * ($1 / piece_bytes)))
  [ "$still" -le "$still_most_ms" ] || still=$still_most_ms
}

# MILLISECONDS: until the screen is another than `before` and has stood still for `still`, and for twice as
# long as it took from one change to the next; sets `last` to it. 1 where it never changed.
settle() {
  clock; last=$before since=$now end=$((now + $1))
  while [ "$now" -lt "$end" ]; do
    asked=$now
    look || break
    clock
    if [ "$screen" != "$last" ]; then
      gap=$((still_times * (now - since)))
      [ "$last" = "$before" ] || [ "$still" -ge "$gap" ] || still=$gap
      last=$screen since=$now
    elif [ "$screen" != "$before" ] && [ $((asked - since)) -ge "$still" ]; then return 0; fi
    sleep "$step"; clock
  done
  [ "$last" != "$before" ]
}

# Does the text stand there still? Only then Enter means what it is to mean. Where the box is not known, one
# that tells by its title that it works has not changed at all.
stands() {
  look && ! interrupted || return
  if [ "$draft" ] || { [ "$empty" ] && [ "$shown" ]; }; then look_at_box; [ "$held" = text ]
  else [ "$titled" ] && [ "$screen" = "$last" ]; fi
}
