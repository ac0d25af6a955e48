# The journal of a fleet's events (docs/reference/events.md): a JSON line for each change of an agent.

# TEXT: as JSON has it between its quotes
quoted() { printf %s "$1" | tr -d '\000-\037\177' | sed 's/[\\"]/\\&/g'; }

# STATE KIND TO SOURCE [REASON [MESSAGE [LIFECYCLE [AT]]]]: adds one about the agent whose state folder that
# is, if the launcher made the journal's, and before it that it is LIFECYCLE now. What cannot be written costs
# the news alone.
note_event() (
  fleet=${1%/*/*/*} journal=${1%/*}
  journal=$fleet/events/${journal##*/}
  own_folder "${journal%/*}" "$journal" && hold_journal "$journal/events" || exit 0
  at=${8:-$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)}
  case $at in *.[0-9][0-9][0-9]Z) ;; *) at=${at%.*}Z ;; esac # not every date(1) knows milliseconds
  line="{\"at\":\"$at\",\"agent\":\"${1##*/}\",\"kind\":"
  [ -z "${7-}" ] || line="$line\"lifecycle\",\"to\":\"$7\",\"source\":\"$4\"}
$line"
  line="$line\"$2\",\"to\":\"$3\",\"source\":\"$4\""
  [ -z "${5-}" ] || line="$line,\"reason\":\"$(quoted "$5")\""
  printf '%s%s}\n' "$line" "${6:+,\"message\":\"$6\"}" >>"$held"
) 2>/dev/null

# FILE: holds it open as 6. A full one, or one that has another name, becomes FILE.1, once: by whoever has its
# lock while it is still there.
hold_journal() {
  hold_outside 6 "$1" || return
  [ -z "$(find -L "$held" -prune -links 1 -size -4096k)" ] || return 0
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  if { ! command -v flock || flock -n 6; } && [ "$1" -ef "$held" ]; then move_outside "$1" "$1.1"; fi
  hold_outside 6 "$1"
} >/dev/null
