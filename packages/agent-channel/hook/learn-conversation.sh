#!/bin/sh
# learn-conversation.sh CHANNEL   notes down which conversation of Codex a restart goes on with
#
# Started by read-pane.sh at the end of a turn.
set -u -f
umask 077
channel=${1-} rollouts='' workdir=''

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/conversation.sh
# join: hook/rollout.sh

own_folder "$channel" ||
  { echo "learn-conversation.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }
settings_outside "$channel/target" 65536 rollouts workdir
case $rollouts in /*) ;; *) exit 0 ;; esac
[ -d "$rollouts" ] && plain "$channel/receipt" && find_state "$channel" || exit 0
! own_rollout || note_conversation "$id"
