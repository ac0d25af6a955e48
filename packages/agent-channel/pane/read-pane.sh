#!/bin/sh
# read-pane.sh CHANNEL SIZE [osc [CGROUP]]
# What tmux runs in `pipe-pane -O`, with the pane's output on standard input.
#
# Keeps `CHANNEL/state/transcript`: at half of SIZE bytes it becomes `transcript.1`, so both together are at
# most SIZE. SIZE `off` keeps none. What cannot be written (a full disk) is dropped, and writing is tried
# again a megabyte later. With `osc` it also reads Program Status Protocol records,
# `ESC ] 7501 ; key=value:key=value ST`, wherever they stand, and writes `activity`, at a begin of work
# `receipt`; at an end of turn it starts drain-queue.sh when something is queued. Whatever is put in the place
# of what it writes, it reads on, for a pipe that nobody empties would hold up the pane.
# Ends with its input. CGROUP is the agent's, which it joins, so that what it costs is the agent's.
# Needs nothing but POSIX tools; GNU's save processes. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # bytes, whatever the locale
channel=${1-} size=${2-} osc=${3-} state='' hooks='' old_state='' old_kind='' event=''
usage() {
  echo "read-pane.sh: \`$size $osc\`:" \
    "write CHANNEL, then a SIZE in bytes or \`off\`, then \`osc\` or nothing" >&2
  exit 64
}
case $size in off) ;; ''|0*|*[!0-9]*) usage ;; esac
case $osc in ''|osc) ;; *) usage ;; esac
# Directly on a unified hierarchy, else by the manager; the server's own bus leads nowhere.
join_group() { # CGROUP
  echo $$ >"/sys/fs/cgroup$1/cgroup.procs" ||
    (unset DBUS_SESSION_BUS_ADDRESS
      exec busctl --user -q --timeout=5 call org.freedesktop.systemd1 /org/freedesktop/systemd1 \
        org.freedesktop.systemd1.Manager AttachProcessesToUnit ssau "${1##*/}" "" 1 $$ </dev/null >&2)
} 2>/dev/null
[ -z "${4-}" ] || join_group "$4"
case $0 in */*) beside=${0%/*} ;; *) beside=. ;; esac

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/detached.sh
# join: lib/event.sh
# join: lib/old-activity.sh
# join: lib/person-hook.sh
# join: lib/person-event.sh
# join: lib/tell-person.sh
# join: pane/transcript.sh
# join: pane/records.sh
# join: pane/turn-over.sh

case $size:$osc in off:) ;; *:osc) listen ;; *) keep ;; esac
