#!/bin/sh
# learn-conversation.sh CHANNEL [STATE]   what Codex's own record tells at the end of a turn: which
#                                         conversation a restart goes on with; where STATE is `error`, whether
#                                         that was a usage limit, which is written as activity
# learn-conversation.sh --wake CHANNEL    sleeps until that is over, then prompts the agent on; one at a time
#
# Started by read-pane.sh. Exit: 3 it is at a usage limit, 64 usage.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # a record is bytes
wakes='' limit_own=''
case ${1-} in --wake) wakes=yes; shift ;; esac
channel=${1-} rollouts='' workdir='' on_quota='' until='' own='' nl='
'

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/conversation.sh
# join: lib/detached.sh
# join: lib/drain.sh
# join: lib/noted-rollout.sh
# join: lib/old-activity.sh
# join: hook/payload.sh
# join: hook/rollout.sh
# join: hook/clock-time.sh
# join: hook/limit-lines.sh
# join: hook/recorded-limit.sh
# join: hook/wake.sh

own_folder "$channel" ||
  { echo "learn-conversation.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }

# shellcheck disable=SC3013 # dash, bash and busybox have -nt and -ef
learn() { # STATE: 3 where the turn ended at a usage limit
  settings_outside "$channel/target" 65536 rollouts workdir on_quota
  case $rollouts in /*) ;; *) return 0 ;; esac
  [ -d "$rollouts" ] && plain "$channel/receipt" && find_state "$channel" || return 0
  # Held, so that its inode is not used again: once the next turn has begun another one stands there
  hold_outside 6 "$channel/receipt" && receipt=$held || return 0
  if own_rollout; then note_conversation "$id"
  else noted_rollout && [ "$own" -nt "$channel/receipt" ] || return 0; fi
  [ "$1" = error ] && ended_at_limit "$own" || return 0
  plain "$channel/receipt" && [ "$channel/receipt" -ef "$receipt" ] || return 0
  set -- "kind=quota${until:+${nl}until=$until}${nl}message=${message:-usage limit}"
  replace_outside "$channel/activity" "state=blocked${nl}source=record$nl$1" || return 0
  [ "$on_quota" != resume ] || detached "$0" --wake "$channel"
  return 3
}

if [ "$wakes" ]; then wake; else learn "${2-}"; fi
