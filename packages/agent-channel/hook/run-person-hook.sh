#!/bin/sh
# run-person-hook.sh CHANNEL EVENT [REASON]   an event for the person's own hook, `HOOKS/EVENT`: it waits for
#                                             its turn, and is run in the background
# run-person-hook.sh --changed CHANNEL STATE KIND OLD_STATE OLD_KIND [REASON]
#                                             the same, where that change of activity is an event
# run-person-hook.sh --run CHANNEL HOOKS      runs what waits, one at a time
#
# HOOKS is ~/.config/mosaic/fleet/hooks. EVENT: blocked, idle, error, quota, failed, started. A hook has ten
# seconds, and nothing that it does reaches the agent: it is run by the user's manager, in a unit of its own;
# where no manager answers, in a session of its own. See docs/reference/hooks.md. Exit: 64 usage.
set -u -f
umask 077
LC_ALL=C # bytes, whatever the locale
channel='' state='' hooks='' event='' nl='
'
usage() { echo "run-person-hook.sh: write CHANNEL EVENT [REASON]: see --help" >&2; exit 64; }
case ${1-} in -h|--help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
case $0 in /*) self=$0 ;; *) self=$(cd -- "$(dirname -- "$0")" && pwd)/${0##*/} ;; esac

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/detached.sh
# join: lib/person-hook.sh
# join: lib/person-event.sh
# join: hook/waiting-event.sh
# join: hook/run-hook.sh

case ${1-} in
  --run)
    [ $# -eq 3 ] || usage
    channel=$2 hooks=$3
    own_folder "$channel" "$channel/hooks" && run_waiting
    exit 0 ;;
  --changed)
    [ $# -ge 6 ] || usage
    name_event "$3" "$4" "$5" "$6" || exit 0
    set -- "$2" "$event" "${7:-$4}" ;;
esac
case $#:${2-} in [23]:blocked|[23]:idle|[23]:error|[23]:quota|[23]:failed|[23]:started) ;; *) usage ;; esac
channel=$1
find_hooks "${self%/*}"
if own_folder "$channel" && has_hook "$2" && make_folder "$channel/hooks" && put_event "$2" "${3-}"; then
  is_running || start_runner
fi
