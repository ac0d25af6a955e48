#!/bin/sh
# drain-queue.sh CHANNEL            types the oldest queued message into the pane of an idle agent
# drain-queue.sh --look CHANNEL     prints what on its screen speaks against that: `dialog: WORDS`,
#                                   `login: WORDS`, `draft`, `box-not-shown`, or nothing
# drain-queue.sh --held CHANNEL     hands over as well, for a sender that holds the lock as descriptor 9, and
#                                   says on standard input what `target` says otherwise
# drain-queue.sh --recover CHANNEL  the same, but ends what senders who died have left, and no more; prints a
#                                   reason where nothing may be typed behind it
#
# Started at each end of a turn, by a hook or by read-pane.sh. Does and says nothing when nothing is queued,
# the agent is not idle (or out of quota, where it is to be prompted on, when that is over), its pane is dead,
# another session's by now, in a mode that keeps keys, or somebody's half-typed text is in its input box. A
# message is pasted once at most: one that was cut off on its way becomes `uncertain`, and nothing is pasted
# behind what stands there of it.
# Exit: 64 usage, 69 flock(1) or tmux's server away, 73 the channel cannot be written, 75 the lock was not to
# be had within 60 s.
set -u -f
umask 077
LC_ALL=C; export LC_ALL # names and bytes, whatever the locale
mode=drain
case ${1-} in --look|--held|--recover) mode=${1#--}; shift ;; esac
channel=${1-} state='' file='' text='' known='' said='' held='' answer='' receipt='' why='' unseen='' own=''
client='' socket='' pane='' session='' server='' draft='' shown='' empty='' dialogs='' titled='' on_quota=''
kind='' until='' source='' is_ours='' before='' off_before=0 off=0 deliveries='' tty='' tty_says='' colors=''
x='' y='' visible='' rollouts=''
nl='
' blank=$(printf ' \t') esc=$(printf '\033')

# join: ../outside-files/lib/outside.sh
# join: lib/channel.sh
# join: lib/event.sh
# join: lib/noted-rollout.sh
# join: hook/payload.sh
# join: drain/rules.sh
# join: drain/look.sh
# join: drain/box.sh
# join: drain/prompt.sh
# join: drain/settle.sh
# join: drain/receipt.sh
# join: drain/own-record.sh
# join: drain/record.sh
# join: drain/expire.sh
# join: drain/left-over.sh
# join: drain/recover.sh
# join: drain/joined.sh
# join: drain/lock.sh
# join: drain/hand-over.sh

own_folder "$channel" ||
  { echo "drain-queue.sh: \`$channel\` is no folder of yours: name the agent's channel" >&2; exit 64; }
case $mode in
  look) aim "$channel" draft shown empty dialogs on_quota rollouts || exit 0 ;; # not by the launcher
  drain)
    find_state "$channel" || exit 0
    command -v flock >/dev/null 2>&1 ||
      { echo 'drain-queue.sh: flock(1) is not on PATH: install util-linux' >&2; exit 69; }
    aim "$channel" draft shown empty dialogs on_quota rollouts || exit 0 ;;
  *)
    aim_told "$(head -c 65536 | tr '\000' '\177')" state server draft shown empty dialogs titled on_quota \
      rollouts &&
      own_folder "${state%/*}" "$state" || exit 64 ;;
esac
queue=$state/queue taken=$state/taken deliveries=$state/deliveries
# By the marks that go with the pane, whatever its session is called; or by the server a sender saw it on.
is_ours="#{&&:#{==:#{@mosaic_agent},$session},#{==:#{@mosaic_pane},#{pane_id}}}"
[ -z "$server" ] || is_ours="#{==:#{pid} #{start_time},$server}"
choose_colors
trap 'rm -f -- "$channel/.drain.$$"' EXIT
{ scratch_outside 7 "$channel/.drain.$$" && said=$held; } || exit 73

if [ "$mode" = look ]; then # types nothing, and needs no turn
  look || exit 69
  ! obstacle || printf '%s\n' "$word${words:+: $words}"
  exit 0
fi

[ "$mode" != drain ] || take_lock
trap leave_nothing EXIT
{ scratch_outside 6 "$channel/.text.$$" && text=$held && make_folder "$taken"; } || exit 73
recover_all || { [ "$mode" != recover ] || printf '%s\n' "$why"; exit 0; }
[ "$mode" = recover ] || hand_over
