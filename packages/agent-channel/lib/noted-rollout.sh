# The file of the conversation of Codex that is noted down, `rollout-TIME-ID.jsonl`.

noted_rollout() { # sets `own` to it, below `rollouts`; 1 where there is none
  own='' id=$(text_outside "$state/conversation" 1024)
  case $id in ????????-????-????-????-????????????) ;; *) return 1 ;; esac
  case $id in *[!0-9a-f-]*) return 1 ;; esac
  own=$(bounded 10 find "$rollouts" -type f -name "rollout-*-$id.jsonl" | head -n 1)
  [ "$own" ]
} 2>/dev/null
