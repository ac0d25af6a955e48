#!/bin/sh
# Starts the user manager of a sandbox, from inside.
# usage: manager.sh [boot|login]   `boot`: /run, /tmp and /dev/shm are emptied before
# environment: SANDBOX_ROOT SANDBOX_LOG SANDBOX_SYSTEMD SANDBOX_PATH SANDBOX_VIEW
#              SANDBOX_DBUS   `dbus-daemon`, or nothing where the distribution ships dbus.socket for users
set -eu
runtime=/run/user/0

# -xdev: what was kept from the outside is mounted here and stays untouched
[ "${1-}" != boot ] || find /run /tmp /dev/shm -xdev -mindepth 1 -delete 2>/dev/null || true
mkdir -p /run/systemd/system /run/user
[ -d "$runtime" ] || mkdir -m 700 "$runtime"

# What other packages of this machine add to a manager's environment is not the sandbox's, and takes longer than all the rest:
# a link to nothing in /run masks it. systemd's own generator reads environment.d.
for generator in /etc/systemd/user-environment-generators/* /usr/local/lib/systemd/user-environment-generators/* \
  /usr/lib/systemd/user-environment-generators/* /lib/systemd/user-environment-generators/*; do
  case $generator in */\* | *systemd-environment-d-generator) continue ;; esac
  mkdir -p /run/systemd/user-environment-generators
  ln -sf /dev/null "/run/systemd/user-environment-generators/${generator##*/}"
done

# start COMMAND [ARGUMENT...]: in the manager's cgroup, with the sandbox's environment and nothing else
start() {
  echo 0 >"$SANDBOX_VIEW/manager/cgroup.procs"
  exec env -i HOME="$SANDBOX_ROOT/home" USER=root LOGNAME=root SHELL=/bin/sh PATH="$SANDBOX_PATH" LANG=C.UTF-8 \
    TERM=xterm-256color XDG_RUNTIME_DIR="$runtime" DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus" "$@"
}

# A manager joins the bus only when units of its own bring it up; where the distribution ships none, these do
if [ -n "$SANDBOX_DBUS" ]; then
  units=$runtime/systemd/user
  mkdir -p "$units/sockets.target.wants"
  printf '%s\n' '[Socket]' 'ListenStream=%t/bus' >"$units/dbus.socket"
  printf '%s\n' '[Unit]' 'Requires=dbus.socket' '[Service]' \
    "ExecStart=$SANDBOX_DBUS --session --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only" \
    >"$units/dbus.service"
  ln -s ../dbus.socket "$units/sockets.target.wants/"
fi

cd "$SANDBOX_ROOT/home"
# No journal here: what units print goes where the manager's own stdout goes
(start "$SANDBOX_SYSTEMD" --user --log-target=kmsg --default-standard-output=inherit) \
  </dev/null >>"$SANDBOX_LOG" 2>&1 &
manager=$!
export XDG_RUNTIME_DIR="$runtime" DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus"
# Where the bus listens, the manager is up; the call brings the bus itself up, and the manager joins it then
until [ -S "$runtime/bus" ] && busctl --user --timeout=1 call org.freedesktop.systemd1 /org/freedesktop/systemd1 \
  org.freedesktop.DBus.Peer Ping >/dev/null 2>&1; do
  # A command in the foreground lets the shell reap, so an ended manager is seen here
  if ! kill -0 "$manager" 2>/dev/null; then
    echo "\`systemd --user\` ended during its start" >&2
    sleep 0.1 # its last words are on their way to the log
    exit 1
  fi
  sleep 0.01
done
echo "manager $manager"
