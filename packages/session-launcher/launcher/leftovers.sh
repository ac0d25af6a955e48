# What a life of the agent left running, and its end. Which process is the agent's is decided as isStartedBy
# of src/session/agent-run.ts does: see docs/decisions/0014-what-a-mark-proves.md.

see_others() { # sets `others`: the pane halves of other agents by hand, by the notes in their folders
  others='' notes=''
  for note in "${dir%/*/*}"/hand/*/pane; do
    [ "$note" = "$dir/pane" ] || ! plain "$note" || notes=$notes$nl$note
  done
  [ "$notes" ] || return 0
  IFS=$nl; set -f
  # shellcheck disable=SC2086 # a line each
  others=$(bounded 2 head -v -c 24 -- $notes | grep -ax '[1-9][0-9]\{0,9\}' | tr '\n' ' ')
  unset IFS; set +f
}

# Sets `table`: of each process its number, state, parent, session, when it began, and where its environment
# is. In stat(5), PID (NAME) STATE PARENT GROUP SESSION, 48 and 49 are where that begins and ends. A process
# may tell the kernel any such place: what is larger than any program is given is not read.
list_processes() {
  table=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v born="${mark:+$born}" '/^[0-9]+ \(.*\) [A-Z] [0-9]/ {
    rest = $0; sub(/^.*\) /, "", rest); split(rest, field, " "); size = field[49] - field[48]
    print $1, field[1], field[2], field[4], field[20],
      (born != "" && field[20] + 0 >= born + 0 && size > 0 && size <= 8388608) ? "/proc/" $1 "/environ" : ""
  }')
}

# Sets `marked`: who bears the mark, `ours` where it may be the agent's, else `bears`. A mark alone proves
# nothing, for every process of this user can bear it. Where it is not known when the life began, nothing is
# believed.
list_marked() {
  # shellcheck disable=SC2046 # a word each
  set -- $(printf '%s\n' "$table" | awk 'NF > 5 { print $6 }')
  # shellcheck disable=SC2046 # a word each
  [ $# = 0 ] || set -- $(bounded 5 grep -lszxF -- "MOSAIC_RUN=$mark" "$@" 2>/dev/null)
  marked=$(for pid; do
    pid=${pid%/environ}
    if may_be_ours "$pid"; then echo "ours ${pid#/proc/}"; else echo "bears ${pid#/proc/}"; fi
  done)
}

may_be_ours() { # /proc/PID: whether it is of this user, and in no unit of another agent
  [ -O "$1" ] || return
  while IFS= read -r line; do
    case $line/ in
      */mosaic-agent@"$name".service/*) ;;
      */mosaic-agent@*.service/*) return 1 ;;
    esac
  done <"$1/cgroup"
} 2>/dev/null

# Sets `living`: what the last life left, by the pane's session (a terminal's number may be a container's
# too), or by its mark. A process that left the session and shed the mark is not seen; under systemd the
# unit's cgroup has it. Never this process, what it stands below, or what it started to look.
see_living() {
  set +f
  others=''
  [ "$born" ] || [ -z "$mark" ] || [ -z "$pane_pid" ] || note_birth
  list_processes
  list_marked
  [ -z "$marked" ] || see_others
  living=$(printf '%s\n' "$marked" "$table" |
    awk -v us=$$ -v leader="$leader" -v watcher="$watcher" -v others="$others" -v born="$born" '
    function is_ours(pid,  up, first) {
      if ((pid in above) || (session[pid] in other)) return 0
      first = session[pid]
      if (first != pid && (first in parent) && !(first in member) && !(first in bears)) return 0
      for (up = pid; (up in parent) && up > 1; up = parent[up]) if (up in other) return 0
      for (up = parent[pid]; (up in parent) && ++steps[pid] < 65536; up = parent[up]) {
        if ((up in reaper) || (up in member)) return 1
        if (!(up in bears)) return gone && began[up] < born + 0
      }
      return 1
    }
    $1 == "ours" { ours[$2]; bears[$2]; next }
    $1 == "bears" { bears[$2]; next }
    NF > 4 && $2 != "Z" && $2 != "X" {
      parent[$1] = $3; session[$1] = $4; began[$1] = $5 + 0
      if (leader && $4 == leader) member[$1]
    }
    END {
      above[us]; for (up = us; (up in parent) && up > 1; up = parent[up]) above[up]
      # Where orphans come to; where the pane half is gone nobody knows that, but that it was there before.
      gone = !leader || !(leader in parent) || began[leader] != born + 0
      if (!gone) for (up = parent[leader]; up in parent; up = parent[up]) reaper[up]
      count = split(others, list); for (at = 1; at <= count; at++) if (list[at] != leader) other[list[at]]
      for (pid in ours) if ((pid in parent) && is_ours(pid)) found[pid]
      for (pid in found) member[pid]
      for (pid in member) {
        up = pid; while (up > 1 && up != us && up != watcher) up = parent[up]
        if (up <= 1) print pid
      }
    }')
  set -f
}

# Ends what is left of the last life, so that two never read one terminal; sets `strays`, how many did not end
# by themselves.
end_life() {
  strays=0
  # shellcheck disable=SC2086 # a word each
  for step in 0.05 0.15 0.3 $patience TERM 0.05 0.15 0.3 0.5 1 1 2 KILL KILL KILL; do
    see_living
    [ "$living" ] || return 0
    case $step in
      TERM) set -- $living; strays=$#; kill -s TERM $living ;;
      KILL) kill -s KILL $living; sleep 0.1 ;;
      *) sleep "$step" ;;
    esac
  done 2>/dev/null
}
