#!/usr/bin/env bash
# Process 1 goes on inside: the user manager of MATRIX_USER where one is asked for, then the command. Called
# by mounts.sh.
set -euo pipefail
umount -l /run/old
rmdir /run/old
mkdir -p /run/systemd/system /sys/fs/cgroup/payload
echo 0 >/sys/fs/cgroup/payload/cgroup.procs
user=$MATRIX_USER
unset MATRIX_USER
if [ -z "$user" ]; then
  cd /root
  code=0
  "$@" || code=$? # not exec: process 1 stays to reap
  exit "$code"
fi

uid=$(id -u "$user")
home=$(getent passwd "$user" | cut -d: -f6)
runtime=/run/user/$uid log=/run/manager.log
as_user=(setpriv --reuid "$uid" --regid "$uid" --init-groups --inh-caps=-all env -i HOME="$home" USER="$user"
  LOGNAME="$user" SHELL=/bin/bash LANG=C.UTF-8 TERM=xterm-256color PATH=/usr/local/bin:/usr/bin:/bin
  XDG_RUNTIME_DIR="$runtime" DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus")
mkdir -p "$runtime"
chmod 700 "$runtime"
chown "$uid:$uid" "$runtime"

# The subtree is the user's, as the system manager makes `user@UID.service` with Delegate=: the folder and
# these three files.
own=/sys/fs/cgroup/user-$uid
mkdir "$own"
chown "$uid:$uid" "$own" "$own"/cgroup.{procs,threads,subtree_control}

: >"$log"
chmod 666 "$log"
sed -u 's/^<[0-9]*>//' <>/dev/kmsg >>"$log" &

cd "$home"
(
  echo 0 >"$own/cgroup.procs"
  exec "${as_user[@]}" /usr/lib/systemd/systemd --user --log-target=kmsg --default-standard-output=inherit
) >>"$log" 2>&1 &
manager=$!
# The private socket answers first; the call brings the bus up, and the manager joins it then.
tries=0
answers() {
  "${as_user[@]}" systemctl --user show -p Version && "${as_user[@]}" busctl --user --timeout=1 call \
    org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping
}
until answers >/dev/null 2>&1; do
  tries=$((tries + 1))
  if ! kill -0 "$manager" 2>/dev/null || [ "$tries" -ge 300 ]; then
    echo "matrix: no \`systemd --user\` of $user came up:" >&2
    tail -n 5 "$log" >&2
    exit 97
  fi
  sleep 0.1
done
code=0
"${as_user[@]}" MANAGER_LOG="$log" "$@" || code=$?
exit "$code"
