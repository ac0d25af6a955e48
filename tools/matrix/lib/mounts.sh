#!/usr/bin/env bash
# Process 1 of an entered root filesystem: puts its mounts together, makes it the root of this mount
# namespace, goes on with inside.sh in an environment of a named few. Called by enter.
set -euo pipefail

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$MATRIX_STAGE"
mkdir "$MATRIX_STAGE"/{lower,upper,work,root}
root=$MATRIX_STAGE/root

# layered FOLDER TARGET: FOLDER with a layer in memory over it. Bound first: a path may hold what the options
# of a mount cannot.
layered() {
  local at=$MATRIX_STAGE part=${2##*/}
  mkdir -p "$at/lower/$part" "$at/upper/$part" "$at/work/$part" "$2"
  mount --bind "$1" "$at/lower/$part"
  mount -t overlay overlay -o "lowerdir=$at/lower/$part,upperdir=$at/upper/$part,workdir=$at/work/$part" "$2"
}

# devices FOLDER: of its own, as a manager of another release may change the mode of the machine's.
devices() {
  local device number
  mount -t tmpfs -o mode=755 tmpfs "$1"
  mkdir "$1/pts" "$1/shm"
  mount -t devpts -o newinstance,mode=620,ptmxmode=666,gid=5 devpts "$1/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$1/shm"
  for device in null:3 zero:5 full:7 random:8 urandom:9; do
    number=${device#*:}
    mknod -m 666 "$1/${device%:*}" c 1 "$number"
  done
  mknod -m 666 "$1/tty" c 5 0
  ln -s pts/ptmx "$1/ptmx"
  ln -s /proc/self/fd "$1/fd"
  for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%:*}" "$1/${number#*:}"; done
  # A manager logs to the machine's own console or kernel log, whatever its stderr is: here both lead
  # elsewhere.
  mknod -m 666 "$1/console" c 1 3
  mkfifo -m 666 "$1/kmsg"
}

# shellcheck disable=SC2153 # set by enter
layered "$MATRIX_ROOT" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
devices "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
layered "$MATRIX_CLONE" "$root/srv/mosaic-fleet"
: >"$root/usr/bin/node"
mount --bind "$MATRIX_NODE" "$root/usr/bin/node"

# A change of root would not do: `nsenter --mount` of a program inside has to find the same files, so it is
# this namespace's own.
cd "$root"
mkdir run/old
pivot_root . run/old
exec env -i MATRIX_USER="$MATRIX_USER" HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8 \
  TERM=xterm-256color PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /bin/bash /srv/mosaic-fleet/tools/matrix/lib/inside.sh "$@"
