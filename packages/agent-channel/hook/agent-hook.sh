#!/bin/sh
# agent-hook.sh EVENT    what a hook of Claude Code, Qwen Code or Copilot CLI tells, written into the agent's
#                        channel; payload on stdin
# agent-hook.sh --wake   sleeps until the usage limit ends, then prompts the agent on; one at a time
#
# Environment: MOSAIC_CHANNEL, the folder (docs/reference/agent-channel.md); MOSAIC_ON_QUOTA, `resume` to be
# prompted on. A hook that fails, prints or waits disturbs the agent: this one always exits 0, prints nothing,
# leaves nothing open.
exec >/dev/null 2>&1
trap 'exit 0' EXIT
channel=${MOSAIC_CHANNEL-} state='' hooks='' old_state='' old_kind='' was_read=''
limit_menu='Stop and wait for limit to reset'
limit_own='Continuing [a-z].* Esc to cancel'
umask 077
LC_ALL=C # a payload is bytes
nl='
'

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/conversation.sh
# join: lib/detached.sh
# join: lib/drain.sh
# join: lib/event.sh
# join: lib/old-activity.sh
# join: lib/person-hook.sh
# join: lib/person-event.sh
# join: lib/tell-person.sh
# join: hook/payload.sh
# join: hook/answer.sh
# join: hook/turn.sh
# join: hook/clock-time.sh
# join: hook/usage-limit.sh
# join: hook/wake.sh

own_folder "$channel" || exit 0
find_hooks "${0%/*}"
case ${1-} in
  SessionStart) session_begins ;;
  UserPromptSubmit) take_prompt ;;
  PostToolUse|PostToolUseFailure) used_tool ;;
  PermissionRequest) asks_permission ;;
  Notification) notified ;;
  Stop) turn_ends ;;
  StopFailure) turn_fails ;;
  SessionEnd) session_ends ;;
  Idle) came_to_rest ;; # Qwen's
  userPromptSubmitted) take_receipt ;; # Copilot's two: it tells no interruption, so its activity is not known
  agentStop) turn_told agentStop ;;
  --wake) wake ;;
esac
