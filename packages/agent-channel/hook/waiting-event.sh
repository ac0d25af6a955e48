# What waits for the person's hooks: `hooks/EVENT` in the channel, the newest of each kind, and how many older
# ones it replaced. Whoever looks or writes there holds `hooks/lock`; who runs them holds `hooks/runner`
# meanwhile, and lets go of it only where nothing waits, under the other lock: so what is put there is always
# seen.

hold_lock() { hold_outside 7 "$channel/hooks/lock" && bounded 5 flock 7; }

put_event() { # EVENT REASON: from now on it waits
  # One line, without what acts on a terminal; of more bytes than that nobody reads the rest
  reason=$(printf %.400s "$2" | tr '\011\012\015' '   ' | clean_outside)
  at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  hold_lock || return
  count=0
  ! plain "$channel/hooks/$1" || {
    read_event "$1"
    count=$((dropped + 1))
  }
  replace_outside "$channel/hooks/$1" "dropped=$count${nl}at=$at${nl}reason=$reason"
  _put=$?
  exec 7>&-
  return "$_put"
}

read_event() { # EVENT: sets `dropped`, `old_at`, `old_reason` to what waits
  old_at='' old_reason='' dropped=''
  _text=$(text_outside "$channel/hooks/$1" 4096)
  while IFS= read -r _line; do
    case $_line in
      dropped=*) dropped=${_line#*=} ;;
      at=*) old_at=${_line#*=} ;;
      reason=*) old_reason=${_line#*=} ;;
    esac
  done <<END
$_text
END
  decimal "$dropped" || number=0
  dropped=$number
}

# Takes the one that waits longest: sets `event`, `at`, `reason` and `dropped`. 1 where none does, and then
# nobody is the runner any more.
take_event() {
  hold_lock || return
  event=''
  # A time each is all that is looked at; nothing is opened
  set -- blocked idle error quota failed started
  for _name in $(CDPATH='' cd -- "$channel/hooks" && ls -dtr -- "$@" 2>/dev/null); do
    ! plain "$channel/hooks/$_name" || { event=$_name; break; }
  done
  if [ "$event" ]; then
    read_event "$event"
    at=$old_at reason=$old_reason
    # What cannot be removed would be run for ever.
    rm -f -- "$channel/hooks/$event" || event=''
  fi
  [ "$event" ] || exec 8>&-
  exec 7>&-
  [ "$event" ]
}

is_running() { # whether somebody runs hooks of this agent
  hold_outside 8 "$channel/hooks/runner" || return
  flock -n 8
  _free=$?
  exec 8>&-
  [ "$_free" != 0 ]
}
