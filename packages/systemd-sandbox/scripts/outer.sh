#!/bin/sh
# The half of a sandbox that stands outside: makes its folder and its cgroup, starts the inside, and removes both.
# usage: outer.sh run [KEEP...]   stdin stays open while the owner lives; end of file ends everything
#        outer.sh clean           only the removal, for an owner whose outer half was killed
# environment: SANDBOX_ROOT SANDBOX_CGROUP SANDBOX_LANE SANDBOX_SCRIPTS, and what inner.sh and manager.sh read
#              SANDBOX_V1   on a v1 hybrid machine whose controllers shall bind: the sandbox's own cgroup in each, one a line
set -eu

remove_tree() {
  tries=0
  while [ -d "$1" ] && [ "$tries" -lt 500 ]; do
    find "$1" -depth -type d -delete 2>/dev/null || true
    [ ! -d "$1" ] || sleep 0.01
    tries=$((tries + 1))
  done
}

clean() {
  tries=0
  while [ -d "$SANDBOX_CGROUP" ] && [ "$tries" -lt 500 ]; do
    echo 1 2>/dev/null >"$SANDBOX_CGROUP/cgroup.kill" || true
    find "$SANDBOX_CGROUP" -depth -type d -delete 2>/dev/null || true
    [ ! -d "$SANDBOX_CGROUP" ] || sleep 0.01
    tries=$((tries + 1))
  done
  # Every process of the sandbox stands in the cgroup above too, so these are empty by now.
  printf '%s\n' "$SANDBOX_V1" | while IFS= read -r group; do
    [ -z "$group" ] || remove_tree "$group"
  done
  rm -rf --one-file-system -- "$SANDBOX_ROOT"
}

if [ "$1" = clean ]; then
  clean
  exit 0
fi
shift

trap clean EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
mkdir -m 700 -- "$SANDBOX_ROOT" "$SANDBOX_ROOT/home" "$SANDBOX_ROOT/scripts"
mkdir -- "$SANDBOX_CGROUP" "$SANDBOX_CGROUP/init" "$SANDBOX_CGROUP/payload"
printf '%s\n' "$SANDBOX_V1" | while IFS= read -r group; do
  [ -z "$group" ] || mkdir -- "$group"
done
cp -- "$SANDBOX_SCRIPTS/inner.sh" "$SANDBOX_SCRIPTS/manager.sh" "$SANDBOX_ROOT/scripts/"

user=
[ "$SANDBOX_LANE" = root ] || user="--user --map-root-user"
exec 3<&0
# The cgroup namespace takes the sandbox's cgroup as its root; only then may the processes step into a child of it,
# for a cgroup with processes of its own cannot hand controllers to its children.
# shellcheck disable=SC2016,SC2086
(
  echo 0 >"$SANDBOX_CGROUP/cgroup.procs"
  # Not in a pipeline: it is this shell that has to step
  IFS="
"
  for group in $SANDBOX_V1; do echo 0 >"$group/cgroup.procs"; done
  unset IFS
  exec unshare $user --cgroup sh -euc '
    echo 0 >"$SANDBOX_CGROUP/init/cgroup.procs"
    exec unshare --mount --pid --fork --kill-child sh "$SANDBOX_ROOT/scripts/inner.sh" "$@"
  ' sh "$@"
) <&3 3<&- &
inside=$!
# Removes everything when the owner is gone, also when this script was killed meanwhile. What it waits with stands in the
# cgroup, so that it ends with the inside too. Process 1 inside sees the owner's end as well: given the time to end by
# itself, it leaves nothing that has to be reaped by others.
(
  trap 'exit 0' TERM
  (echo 0 >"$SANDBOX_CGROUP/init/cgroup.procs" && exec cat <&3 >/dev/null) || true
  tries=0
  while kill -0 "$inside" 2>/dev/null && [ "$tries" -lt 100 ]; do
    sleep 0.01
    tries=$((tries + 1))
  done
  clean
) >/dev/null 2>&1 &
watcher=$!
code=0
wait "$inside" || code=$?
[ "$code" = 0 ] || tail -n 20 -- "$SANDBOX_LOG" >&2 2>/dev/null || true
clean
# Nothing is left to do for it
kill "$watcher" 2>/dev/null || true
wait "$watcher" || true
exit "$code"
