# May something be typed now, and one message of the queue: looked at, pasted, settled, entered, told.

# Does what it does allow it? At a prompt that somebody dismissed its box is there again, and no event tells.
ready() {
  folder=$state
  settings_outside "$channel/activity" 16384 state kind until
  doing=$state state=$folder
  case $doing:$kind:$on_quota in
    idle:*|done:*|error:*) ;;
    blocked:quota:resume) [ -z "$until" ] || is_past "$until" ;;
    blocked:quota:*) is_past "$until" ;; # nobody prompts it on, and a message does it no harm
    unknown:*) [ "$mode" = held ] ;; # its sender has judged that
    blocked:permission:*|blocked:question:*) [ "$shown" ] && look && shows "$shown" && ! asks ;;
    *) return 1 ;;
  esac
} 2>/dev/null

is_past() { decimal "$1" && [ "$number" -le "$(date +%s)" ]; } # SECONDS since the epoch

may_recover() { [ "$mode" = recover ] || { ready && sleep 0.3; }; } # a sender has judged that itself

hand_over() { # or exits
  clock; began=$now
  ready && next_message && at_pane || exit 0
  cooked=''; ! reads_lines || cooked=yes
  choose_message
  start=$now
  while obstacle; do # a screen that is being painted gets a moment to show its box, and that it is empty
    clock
    case $word in
      box-not-shown) end=$((start + box_ms)) ;;
      draft) end=$((start + draft_ms)) ;;
      *) exit 0 ;;
    esac
    [ "$now" -lt "$end" ] || exit 0
    sleep 0.2; look && [ "$where" = "ours  0" ] || exit 0
  done
  note_joints
  before=$screen off_before=$off buffer=mosaic-${name#*-}
  paste
  pace "$(wc -c <"$text")"
  again=$enters
  # It is asked for by the first half second, for it may read without an echo.
  if [ "$cooked" ]; then settle "$silent_ms" || again=1
  elif ! settle "$paint"; then finish uncertain "$reason_unseen"; exit; fi
  if joined; then end_joined; exit; fi
  ! interrupted || { finish uncertain "$(obstacle_reason)"; exit; }
  ready || exit 0 # it began with something else: the end of that finds the text in its box
  if enter "$again" "$receipt_ms"; then finish delivered; return; fi
  unheard=$why
  finish uncertain "$unheard"
  # It may have begun no turn, whose end would bring the next one; where it stands in the box, that cannot
  # come.
  [ "$unheard" = "$reason_stands" ] || [ "$mode" = held ] || hand_over
}

choose_message() { # what cannot be handed over keeps nothing waiting
  while :; do
    name=${file##*/}
    if overdue "$name"; then expire_queue
    elif outlived "$name"; then ! own_it || finish cancelled "$reason_withdrawn"
    elif ! vacate "$taken/$name"; then finish failed 'a folder stands in its place in taken'
    elif [ ! -s "$text" ] || ! grep -q "[^$blank]" <"$text"; then
      ! own_it || finish refused "$reason_empty"
    elif [ "$cooked" ] && ! awk -v most="$line_bytes" 'length($0) > most { exit 1 }' <"$text"; then
      ! own_it || finish refused "$reason_too_long"
    else break; fi
    next_message || exit 0
  done
}

# NAME: was an agent to be prompted on that has worked since its limit? It went on by itself, or a person saw
# to it.
outlived() {
  case $1:$doing in *-resume-*:done|*-resume-*:error) ;; *) return 1 ;; esac
}

paste() { # or exits, with the message where it belongs
  ! overdue "$name" || { expire_queue; exit 0; } # its time may have come while the box was waited for
  tm load-buffer -b "$buffer" - <"$text" || exit 69
  move_outside "$file" "$taken/$name" || exit 0
  file=$taken/$name
  guarded "paste-buffer -p -r -d -b $buffer -t $pane"; status=$?
  case $answer:$status in
    yes:*) ;;
    no:*|:1) # refused, or all gone
      move_outside "$file" "$queue/$name"
      tm delete-buffer -b "$buffer" </dev/null
      exit 0 ;;
    *) exit 69 ;; # a server that wakes up may yet paste it: the next drain sees
  esac
}

# It goes on standing there under another name, where its line cannot be taken back: the next one has to know.
end_joined() {
  if [ "$cooked" ] && take_back; then finish uncertain "$reason_taken_back"; return; fi
  link_outside "$file" "$taken/${name%%-*}-behind-${name#*-}"
  finish uncertain "$reason_joined"
}
