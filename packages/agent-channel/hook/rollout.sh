# Which conversation of Codex is the agent's. Codex tells its id by the name of a file alone,
# `rollout-TIME-ID.jsonl`, which it writes at each turn. It is ours if it was written since the turn began and
# was begun in the agent's workdir. Where two are (two agents in one workdir, both at work), none is: a wrong
# conversation is worse than a new one.

# sets `id` to that of the one below `rollouts` that was begun in `workdir`; 1 where it is not one
own_rollout() {
  own='' id=''
  IFS='
'
  # A turn writes one; of more than there may be no other is looked for.
  for file in $(bounded 10 find "$rollouts" -type f -name 'rollout-*.jsonl' -newer "$channel/receipt" |
    head -n 256); do
    # Its first line tells where it was begun; a path that JSON would write otherwise is not found.
    case $(text_outside "$file" 65536 | head -n 1) in *"\"cwd\":\"$workdir\""*) ;; *) continue ;; esac
    [ -z "$own" ] || { unset IFS; return 1; }
    own=$file
  done
  unset IFS
  id=${own%.jsonl} id=${id#"${id%????????-????-????-????-????????????}"}
  case $id in ''|-*|*[!0-9a-f-]*) return 1 ;; esac
}
