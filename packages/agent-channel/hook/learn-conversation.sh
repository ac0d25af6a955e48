#!/bin/sh
# learn-conversation.sh CHANNEL   notes down which conversation of Codex a restart goes on with
#
# Started by read-pane.sh at the end of a turn. Codex tells its id by the name of a file alone, `rollout-TIME-ID.jsonl`,
# which it writes at each turn. It is ours if it was written since the turn began and was begun in the agent's workdir.
# Where two are (two agents in one workdir, both at work), nothing is noted: a wrong conversation is worse than a new one.
set -u -f
umask 077
channel=${1-} rollouts='' workdir='' own=''

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh

own_folder "$channel" ||
  { echo "learn-conversation.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }
settings_outside "$channel/target" 65536 rollouts workdir
case $rollouts in /*) ;; *) exit 0 ;; esac
[ -d "$rollouts" ] && plain "$channel/receipt" && find_state "$channel" || exit 0

IFS='
'
# A turn writes one; of more than there may be no other is looked for.
for file in $(bounded 10 find "$rollouts" -type f -name 'rollout-*.jsonl' -newer "$channel/receipt" | head -n 256); do
  # Its first line tells where it was begun; a path that JSON would write otherwise is not found.
  case $(text_outside "$file" 65536 | head -n 1) in *"\"cwd\":\"$workdir\""*) ;; *) continue ;; esac
  [ -z "$own" ] || exit 0
  own=$file
done
id=${own%.jsonl} id=${id#"${id%????????-????-????-????-????????????}"}
case $id in ''|-*|*[!0-9a-f-]*) exit 0 ;; esac
[ "$(text_outside "$state/conversation" 1024)" = "$id" ] || replace_outside "$state/conversation" "$id"
