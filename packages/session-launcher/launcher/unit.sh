# The unit's cgroup, and reads that a flood in a FIFO does not hold up: what both halves use.

# A server that reaches no bus cannot have its panes moved into scopes of their own, out of their agents'
# units.
no_bus=unix:path=/dev/null

# PID: into the unit's own delegated cgroup; directly on a unified hierarchy, else by the manager.
join_unit() {
  procs=/sys/fs/cgroup$cgroup/cgroup.procs
  { [ -w "$procs" ] && echo "$1" > "$procs"; } 2>/dev/null ||
    busctl --user -q call org.freedesktop.systemd1 /org/freedesktop/systemd1 \
      org.freedesktop.systemd1.Manager AttachProcessesToUnit ssau "$unit" "" 1 "$1"
}

# PID: whether it is in the unit's cgroup. On v1 alone only the manager can tell, and nothing speaks against
# it.
in_unit() {
  [ "$cgroup" ] || return 0
  while IFS=: read -r hierarchy _ place; do
    [ "$hierarchy" != 0 ] || case $place/ in "$cgroup"/*) return 0 ;; *) return 1 ;; esac
  done < "/proc/$1/cgroup"
}

has_ended() { # PID: whether it has, also where nobody has taken note of it yet
  IFS= read -r state <"/proc/$1/stat" || return 0
  case ${state##*) } in [ZX]*) ;; *) return 1 ;; esac
} 2>/dev/null

# A read of a FIFO that others can write to, too, is of so many bytes at most where the shell can do that, so
# that a line without end keeps no signal from being seen: `at_most` is its option. dash cannot, nor bash
# where it is of NULs: this process, which takes next to no processor time otherwise, ends after two seconds
# of it, and the unit's manager does the rest.
bound_reads() {
  at_most='-n 64'
  # shellcheck disable=SC2086,SC2229,SC3045 # an option and its value are two words
  read -r $at_most _ </dev/null
  [ $? -lt 2 ] || at_most=''
  IFS= read -r used < /proc/self/stat || return 0
  # shellcheck disable=SC2086 # a field each, from the third on: 12 and 13 are its time so far in hundredths
  set -- ${used##*) }
  # shellcheck disable=SC3045 # where it is missing nothing is lost
  { ulimit -S -c 0; ulimit -S -t $(((${12} + ${13}) / 100 + 2)); }
} 2>/dev/null

# Once no FIFO is read any more: what comes then may take its time, and what is started inherits the limit.
# shellcheck disable=SC3045 # where it is missing nothing is lost
unbound() { ulimit -S -t unlimited; } 2>/dev/null
