#!/bin/sh
# learn-conversation.sh CHANNEL   notes down which conversation of Codex a restart goes on with
#
# Started by read-pane.sh at the end of a turn. Codex tells its id by the name of a file alone, `rollout-TIME-ID.jsonl`,
# which it writes at each turn. It is ours if it was written since the turn began and was begun in the agent's workdir.
# Where two are (two agents in one workdir, both at work), nothing is noted: a wrong conversation is worse than a new one.
set -u -f
channel=${1-} rollouts='' workdir='' own=''
[ -d "$channel" ] || { echo "learn-conversation.sh: \`$channel\` is no folder: name the agent's channel" >&2; exit 64; }
while IFS= read -r line; do
  case $line in rollouts=*) rollouts=${line#*=} ;; workdir=*) workdir=${line#*=} ;; esac
done <"$channel/target"
[ -d "$rollouts" ] && [ -e "$channel/receipt" ] || exit 0

IFS='
'
written=$(find "$rollouts" -type f -name 'rollout-*.jsonl' -newer "$channel/receipt")
for file in $written; do
  # Its first line tells where it was begun; a path that JSON would write otherwise is not found.
  case $(head -n 1 "$file" | head -c 65536) in *"\"cwd\":\"$workdir\""*) ;; *) continue ;; esac
  [ -z "$own" ] || exit 0
  own=$file
done
id=${own%.jsonl} id=${id#"${id%????????-????-????-????-????????????}"}
case $id in ''|*[!0-9a-f-]*) exit 0 ;; esac
{ IFS= read -r known <"$channel/state/conversation"; } 2>/dev/null || known=''
[ "$known" = "$id" ] || { echo "$id" >"$channel/state/.conversation.$$" && mv -f "$channel/state/.conversation.$$" "$channel/state/conversation"; }
