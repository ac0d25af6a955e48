#!/bin/sh
# let-sleep.sh --unit AGENT UNITS CHANNEL   puts an agent to sleep that is idle for long: stops its unit. How
#                                           long stands in the drop-in of its unit, as `X-MosaicIdleSec=`
# let-sleep.sh --pane PID SECONDS CHANNEL   the same of a session without a unit: ends its pane half, PID
#
# Started now and then, by a timer or by a shell beside the pane half. Does nothing unless the agent said
# itself that it is idle, for so long, no message waits, nobody is attached to a session that shows it, and
# nothing stands in its input box. `asleep` in its channel's state says from then on that it sleeps; who wakes
# it makes it `waking`. All under the agent's lock: a message waits until it is asleep.
# Exit: 64 usage, 73 `asleep` cannot be written, 75 it would not end.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin
how=${1-} who=${2-} channel=${4-} after='' state='' source='' said='' client='' socket='' pane=''

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/event.sh

case $how in
  --unit) unit=mosaic-agent@$who.service
    after=$(sed -n 's/^X-MosaicIdleSec=//p' "${3-}/$unit.d/50-roster.conf" 2>/dev/null) ;;
  --pane) after=${3-}; decimal "$who" && [ "$number" -gt 1 ] || exit 64; who=$number ;;
  *) echo 'let-sleep.sh: see its first lines for what it takes' >&2; exit 64 ;;
esac
# It does not sleep any more.
decimal "$after" && [ "$number" -gt 0 ] || exit 0
after=$number

is_idle() { # did it say so itself, and for so long nothing else?
  folder=$state
  settings_outside "$channel/activity" 16384 state source
  doing=$state state=$folder
  case $doing in idle|done) ;; *) return 1 ;; esac
  case $source in hook|stream|native) ;; *) return 1 ;; esac
  plain "$channel/activity" && decimal "$(date -r "$channel/activity" +%s)" &&
    [ $(($(date +%s) - number)) -ge "$after" ]
} 2>/dev/null

nothing_waits() { [ -z "$(messages_outside "$state/queue")$(messages_outside "$state/taken")" ]; }

nobody_looks() { # at any session that shows its pane; and what its output said is read still
  # Never `$(…)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
  bounded 10 "$client" -u -N -S "$socket" list-panes -a -f "#{==:#{pane_id},$pane}" \
    -F '#{session_attached} #{pane_dead} #{pane_pipe}' </dev/null >"$said" 2>/dev/null || return 1
  panes=''
  while read -r attached dead piped; do
    [ "$attached$dead" = 00 ] || return 1
    [ "$source" != stream ] || [ "$piped" = 1 ] || return 1
    panes=yes
  done <"$said"
  [ "$panes" ]
}

box_is_empty() { box=$(bounded 60 "${0%/*}/drain-queue.sh" --look "$channel") && [ -z "$box" ]; } 2>/dev/null

may_sleep() { is_idle && nothing_waits && nobody_looks && box_is_empty; }

runs() { # UNIT or pane half
  case $how in
    --unit)
      case $(bounded 10 systemctl --user is-active -- "$unit" 2>/dev/null) in
        inactive|failed) return 1 ;;
      esac ;;
    *) kill -0 "$who" 2>/dev/null ;;
  esac
}

end() {
  if [ "$how" = --unit ]; then bounded 75 systemctl --user stop -- "$unit" </dev/null; return; fi
  # It goes to the whole group, this process included.
  trap '' HUP TERM
  kill -s TERM -- "-$who"
  left=120
  while runs && [ $((left -= 1)) -gt 0 ]; do
    [ "$left" != 20 ] || end_children
    sleep 0.1
  done
} 2>/dev/null

end_children() { # of the pane half, which then ends itself; not this process, nor what it stands below
  ps -A -o pid=,ppid= | awk -v us=$$ -v half="$who" '
    { up[$1] = $2 }
    END {
      for (pid = us; pid in up; pid = up[pid]) above[pid]
      for (pid in up) if (up[pid] == half && !(pid in above)) print pid
    }' | while read -r pid; do kill -s KILL "$pid"; done
}

find_state "$channel" && aim "$channel" || exit 0
mark=$state/asleep
# Most looks end here. Without the mark of a look that was cut short there is nothing to mend.
is_idle || [ -e "$mark" ] || exit 0
command -v flock >/dev/null 2>&1 || exit 0
hold_outside 9 "$channel/lock" && flock -n 9 || exit 0
# shellcheck disable=SC3013 # dash, bash and busybox have -ef
[ "$channel/lock" -ef "$held" ] || exit 0 # replaced meanwhile: who comes now locks the other one
trap 'rm -f -- "$channel/.sleep.$$"' EXIT
scratch_outside 7 "$channel/.sleep.$$" && said=$held || exit 73
if ! may_sleep; then
  # One that was cut short: it runs, and does something.
  [ ! -e "$mark" ] || ! runs || rm -f -- "$mark"
  exit 0
fi
replace_outside "$mark" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" || exit 73
end
! runs || { rm -f -- "$mark"; exit 75; }
note_event "$state" activity asleep launcher
