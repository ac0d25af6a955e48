# What this script says: why it goes no further, and, in the record, how the agent stands.

# STATUS MESSAGE: one line that names the thing and the remedy.
die() {
  printf 'start-agent-session.sh: %s\n' "$2" >&2
  [ -z "$supervised" ] || systemd-notify --status="$2" 2>/dev/null
  exit "$1"
}

# VALUE: sets `excerpt` to as much of it as may be shown. By an open quote, or a backslash before a line's
# end, a value of an env file goes on with the lines after it, secrets and all.
excerpt() {
  excerpt=${1%%[=[:cntrl:]]*}
  [ "$excerpt" = "$1" ] || excerpt=$excerpt…
}

# LIFECYCLE [REASON]: to the fleet's journal, and how the agent ended before
tell_life() { tell lifecycle "$1" "${2-}"; }
tell_exit() { tell exit "$status" "${away:+its $away is away}"; }

tell() { # KIND TO [REASON]
  [ "$channel" ] || return 0
  [ "$supervised" ] || { note_event "$memory" "$1" "$2" launcher "${3-}" '' '' "$moment"; return; }
  name_now
  add_event "$time" "$memory" "$1" "$2" launcher "${3-}"
}

tell_start() { # both that it runs and, of one that was not adopted, that its agent starts, as of now
  [ "$channel" ] || return 0
  name_now
  [ "$found" = running ] || add_event "$time" "$memory" activity starting launcher
  add_event "$time" "$memory" lifecycle active launcher
}

# STATE: how it stands from now on; a full disk costs the record, never the agent. What an earlier life said
# is no word on this one, and goes; without a record, a session that is there runs.
record() {
  set -- "state=$1${nl}restarts=$restarts${nl}status=$status${nl}ended=$ended$nl"
  set -- "$1${strays:+"strays=$strays$nl"}${away:+"away=$away$nl"}${spent:+"used=$spent$nl"}pane=$pane_pid"
  make_ours "${record%/*/*}" "${record%/*}" || return 1
  ! replace_outside "$record" "$1" || return 0
  case $1 in state=active*|state=inactive*) rm -f -- "$record" ;; esac
  # Who sees our end tells of it then, should we be killed.
  [ -z "$watcher" ] || echo unrecorded >&8
} 2>/dev/null

# Never `$(tm …)`: a tmux client hands its stdout to the server, and a stopped server keeps a pipe open for
# ever.
tm() { bounded 10 tmux -u -N -L "$socket" "$@" </dev/null; }

# Sets `clock` to seconds by a clock that nobody sets; where there is none, by the one of the day.
read_clock() { IFS=. read -r clock _ </proc/uptime || clock=$(date +%s); } 2>/dev/null

# Sets `number` to the time of day in seconds, and `moment` to what events tell, by one process for both.
read_moment() {
  moment=$(date -u '+%s %Y-%m-%dT%H:%M:%S.%3NZ')
  decimal "${moment%% *}"
  moment=${moment#* }
}
