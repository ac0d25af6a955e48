#!/bin/sh
# Process 1 of a sandbox: private mounts, then the manager, then nothing but reaping until the owner is gone.
# usage: inner.sh [KEEP...]   every KEEP below /tmp, /run or /dev/shm stays visible at its own path
# environment: SANDBOX_VIEW     where cgroup2 is mounted inside
#              SANDBOX_V1_NAMES the v1 hierarchies that are mounted beside it; what manager.sh reads
set -eu

# /proc is still the owner's, so these are the numbers that the owner sees
read -r pid _ </proc/self/stat
echo "pid $pid"
umask 022
mount -n -t proc proc /proc

is_below() { case "$2" in "$1"/*) true ;; *) false ;; esac }

mount_tmpfs() { # TREE TARGET
  case $1 in /run) mode=755 ;; *) mode=1777 ;; esac
  mount -n -t tmpfs -o "mode=$mode" tmpfs "$2"
}

# A private tree that has to keep something visible is put together aside and moved into place, for a mount on it would hide that
prepare() {
  tree=$1 stage=
  [ -d "$tree" ] && [ ! -L "$tree" ] || return 0
  shift
  for path in "$@"; do
    is_below "$tree" "$path" || continue
    if [ -z "$stage" ]; then
      stage=$SANDBOX_ROOT/stage$tree
      mkdir -p "$stage"
      mount_tmpfs "$tree" "$stage"
    fi
    target=$stage${path#"$tree"}
    if [ -d "$path" ]; then
      mkdir -p "$target"
    else
      mkdir -p "${target%/*}"
      : >"$target"
    fi
    bind=--rbind
    [ "$path" != "$SANDBOX_ROOT" ] || bind=--bind # the trees under preparation are mounted in it
    mount -n "$bind" "$path" "$target"
  done
}
place() {
  if [ -d "$SANDBOX_ROOT/stage$1" ]; then
    mount -n --move "$SANDBOX_ROOT/stage$1" "$1"
  elif [ -d "$1" ] && [ ! -L "$1" ]; then
    mount_tmpfs "$1" "$1"
  fi
}

last=
for tree in /dev/shm /run /tmp; do prepare "$tree" "$@"; done
for tree in /dev/shm /run /tmp; do
  if is_below "$tree" "$SANDBOX_ROOT"; then last=$tree; else place "$tree"; fi
done
[ -z "$last" ] || place "$last"
cd /

for folder in /tmp/tmux-* /run/tmux-*; do
  [ ! -e "$folder" ] || { echo "the tmux sockets in $folder belong to the outside" >&2; exit 1; }
done

if [ -z "$SANDBOX_V1" ]; then
  # An ordinary user may not take the outside's view away, only cover it; cgroup2 directly on cgroup2 is refused
  umount -n -R -l /sys/fs/cgroup 2>/dev/null || mount -n -t tmpfs tmpfs /sys/fs/cgroup
  mount -n -t cgroup2 cgroup2 /sys/fs/cgroup
else
  # Mounted anew, each hierarchy shows the sandbox's own cgroup as its root; what is not ours goes
  umount -n -R -l /sys/fs/cgroup
  mount -n -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  mkdir /sys/fs/cgroup/unified
  mount -n -t cgroup2 cgroup2 /sys/fs/cgroup/unified
  for name in $SANDBOX_V1_NAMES; do
    mkdir "/sys/fs/cgroup/$name"
    case $name in systemd) options=none,name=systemd ;; *) options=$name ;; esac
    mount -n -t cgroup -o "$options" cgroup "/sys/fs/cgroup/$name"
    # A manager uses a controller only where its own cgroup is there too
    mkdir "/sys/fs/cgroup/$name/manager"
  done
fi
mkdir "$SANDBOX_VIEW/manager"
read -r controllers <"$SANDBOX_VIEW/cgroup.controllers" || true
for controller in $controllers; do
  echo "+$controller" 2>/dev/null >"$SANDBOX_VIEW/cgroup.subtree_control" || true
done

# A manager logs to the machine's own console or kernel log, whatever its stderr is: both lead elsewhere here
[ ! -e /dev/console ] || mount -n --bind /dev/null /dev/console
if [ -e /dev/kmsg ]; then
  mkfifo "$SANDBOX_ROOT/kmsg"
  mount -n --bind "$SANDBOX_ROOT/kmsg" /dev/kmsg
  sed -u 's/^<[0-9]*>//' <>"$SANDBOX_ROOT/kmsg" >>"$SANDBOX_LOG" &
fi

sh "$SANDBOX_ROOT/scripts/manager.sh"
# The shell waits for any child, so it also reaps the orphans that end up here
cat >/dev/null || true
exit 0
