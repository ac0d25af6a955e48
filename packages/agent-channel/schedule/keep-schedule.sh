#!/bin/sh
# keep-schedule.sh AGENT UNITS SOCKET   applies the last edge of an agent's schedule that nobody has applied
#                                       yet: starts its unit and links it for boot, or stops and unlinks it
#
# Started by a timer at each edge, at boot, and before a start of the agent. The edges stand in the drop-in
# of the timer, as `X-MosaicStart=` and `X-MosaicStop=`. Since when they count tells the file
# `scheduled/SOCKET/AGENT` of the state folder, in seconds since the epoch: the last edge that was applied,
# or the last start or stop by a person, which holds until the next edge. `new` behind
# that is of a schedule that begins: where none of its edges is past, it is as before its first one.
# Exit: 64 usage, 69 no word of systemd, 73 the state folder cannot be written, 75 it would not start or stop.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin
nl='
'
agent=${1-} units=${2-} socket=${3-} edge='' since=''
said='' next='' now='' seconds='' fresh='' number=0

# join: ../outside-files/lib/outside.sh

case $agent in ''|[!a-z0-9]*|*[!a-z0-9_-]*) agent='' ;; esac
case $socket in ''|[!A-Za-z0-9]*|*[!A-Za-z0-9._-]*) agent='' ;; esac
case $units in /*) ;; *) agent='' ;; esac
[ "$agent" ] || { echo 'keep-schedule.sh: see its first lines for what it takes' >&2; exit 64; }
unit=mosaic-agent@$agent.service
file=$units/mosaic-schedule@$agent.timer.d/50-roster.conf
state=${HOME-}/.local/state
case ${XDG_STATE_HOME-} in /*) state=$XDG_STATE_HOME ;; esac
state=$state/mosaic/fleet
note=$state/scheduled/$socket/$agent
stopped=$state/stopped/$socket/$agent
channel=$state/agents/$socket/$agent
start=$(sed -n 's/^X-MosaicStart=//p' "$file" 2>/dev/null)
stop=$(sed -n 's/^X-MosaicStop=//p' "$file" 2>/dev/null)

say() { printf 'keep-schedule.sh: %s: %s\n' "$agent" "$1" >&2; }

# join: schedule/last-edge.sh

# Sets `since`, `now`, and `begins` where the schedule does.
read_note() {
  said=$(read_outside "$note" 64 | tr -d '\000')
  seconds=$(date +%s) now=$(date -u +%Y%m%d%H%M%S) begins=''
  case $said in *' new') begins=new ;; esac
  # It is lost, or the clock went back meanwhile: then the edge of just now counts alone.
  if decimal "${said%% *}" && [ "$number" -le "$seconds" ]; then since=$number; return; fi
  since=$((seconds - 2))
  said=$since${begins:+ new}
  write "$note" "$said"
}

# Once it is applied, for whatever may end this in between. A person's act meanwhile is later than it.
note_applied() {
  [ "$(read_outside "$note" 64 | tr -d '\000')" != "$said" ] || write "$note" "$seconds"
}

# FILE TEXT
write() {
  own_folder "${1%/*}" || mkdir -p -- "${1%/*}"
  replace_outside "$1" "$2" || { say "$1 cannot be written"; exit 73; }
}

forget() { # NAME...: in what outlives its channel
  own_folder "$channel" || return 0
  for name; do rm -f -- "$channel/$name"; done
}

ctl() { bounded 90 systemctl --user "$@" </dev/null; }

begin() { # without a wait: the agent's start waits for the end of this
  rm -f -- "$stopped"; forget finished asleep waking
  ctl -q --no-reload enable -- "$unit" || say "$unit is not linked for boot"
  ctl reset-failed -- "$unit" 2>/dev/null
  ctl --no-block start -- "$unit" || exit 75
}

end() { # remembered first, for a boot may come in between
  write "$stopped" schedule
  forget asleep waking
  ctl -q --no-reload disable -- "$unit" || say "$unit is still linked for boot"
  ctl stop -- "$unit" || exit 75
  ctl reset-failed -- "$unit" 2>/dev/null
}

while :; do
  read_note
  # After `down` nothing comes by itself.
  [ "$(read_outside "$stopped" 16)" != down ] || exit 0
  last_edge
  # Before its first edge it is as a stop would leave it.
  [ "$begins" != new ] || [ "$edge" ] || if [ "$start" ]; then edge=stop; else edge=start; fi
  [ "$edge" ] || exit 0
  case $edge in start) begin ;; stop) end ;; esac
  note_applied # as of before it: what came meanwhile is after it
done
