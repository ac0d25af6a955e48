#!/bin/sh
# start-agent-session.sh AGENT          start the agent's tmux session, or find it running
# start-agent-session.sh --environment FILE --restart POLICY:DELAY:MAX_DELAY:BURST [--idle SECONDS] AGENT
#                                       the same in just the environment of FILE, `export KEY='VALUE'` lines
# start-agent-session.sh --many FILE    the same of many: NAME POLICY:DELAY:MAX_DELAY:BURST SECRET IDLE in
#                                       lines on standard input, functions `environment_N` in FILE; prints who
#                                       runs
# start-agent-session.sh --wait-holder  wait until the holder's server answers, then load the fleet's options
# start-agent-session.sh --let-sleep AGENT UNITS CHANNEL
#                                       let-sleep.sh beside it, if it is there: may the agent's unit sleep?
# start-agent-session.sh --keep-schedule AGENT UNITS SOCKET
#                                       keep-schedule.sh beside it, if it is there: is its unit to run now?
# start-agent-session.sh --gave-up AGENT HOME RUNTIME
#                                       tell that its unit is not started again by itself
# start-agent-session.sh --canary       an agent without an account: says who it is, beats, answers each line
#
# As the main process of mosaic-agent@AGENT.service it supervises the session and ends with the agent's own
# status. By hand it returns once the session runs; the pane half then restarts the agent itself.
# Exit: 66 workdir away, 69 tmux or its server away, 71 not adopted, 72 program away, 73 runtime files cannot
# be made, 75 session gone, 78 configuration, which alone is never tried again.

umask 077

# join: launcher/scrub.sh

# ==== what every process of it needs ====================================================================

# join: ../outside-files/lib/outside.sh
# join: ../agent-channel/lib/detached.sh
# join: ../agent-channel/lib/event.sh
# join: ../agent-channel/lib/person-hook.sh
# join: ../agent-channel/lib/tell-person.sh
# join: launcher/withheld.sh
# join: launcher/environment.sh
# join: launcher/variables.sh
# join: launcher/say.sh
# join: launcher/program.sh
# join: launcher/unit.sh

# ==== the pane half: what tmux runs =====================================================================

if [ -z "$supervised" ]; then # a supervisor that never defines these is two pages smaller
# join: launcher/pane.sh
# join: launcher/settle.sh
# join: launcher/outlive.sh
# join: launcher/leftovers.sh
# join: launcher/conversation.sh
# join: launcher/agent.sh
# join: launcher/report.sh
# join: launcher/sleep.sh
# join: launcher/loop.sh
# join: launcher/canary.sh
case ${1-} in
  --pane) pane "$2" "$3" "$4" ;;
  --canary) canary "${2-}"; exit ;;
esac
fi
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale

# ==== the starting half: what to run, and where =========================================================

# join: lib/runtimes.sh
# join: lib/words.sh
# join: launcher/names.sh
# join: launcher/places.sh
# join: launcher/choose.sh
# join: launcher/find-session.sh
# join: launcher/session.sh

# ==== under a unit ======================================================================================

# join: launcher/supervise.sh
# join: launcher/stop.sh
# join: launcher/adopt.sh
if [ "$supervised" ]; then check_name "$@"; need_tmux; supervise; fi

# ==== by hand, and under the tmux supervisor ============================================================

# join: launcher/folders.sh
# join: launcher/env-file.sh
# join: launcher/server.sh
# join: launcher/hand.sh
# join: launcher/order.sh
# join: launcher/settle-batch.sh
# join: launcher/many.sh
# join: launcher/gave-up.sh

environment='' restart=always:5:300:10
while [ $# -gt 1 ]; do
  case $1 in
    --hand) shift; hand "$@" ;;
    --many) start_many "$2"; exit ;;
    --environment) environment=$2 ;;
    --restart) restart=$2 ;;
    --idle) idle=$2 ;;
    *) break ;;
  esac
  shift 2
done
case ${1-} in
  --wait-holder) wait_holder ;;
  --let-sleep)
    shift
    [ -x "${self%/*}/let-sleep.sh" ] || exit 0
    exec "${self%/*}/let-sleep.sh" --unit "$@" ;;
  --keep-schedule)
    shift
    [ -x "${self%/*}/keep-schedule.sh" ] || exit 0
    exec "${self%/*}/keep-schedule.sh" "$@" ;;
  --gave-up) shift; gave_up "$@"; exit ;;
  -h|--help) sed -n '2,/^$/s/^# \{0,1\}//p' "$self"; exit 0 ;;
esac
check_name "$@"
by_hand "$environment" "$restart"
