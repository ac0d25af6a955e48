# What was said before.

# TEXT: sets `old_state` and `old_kind` to those of an activity as it is written
old_activity() {
  old_state=${1#state=} old_kind=''
  old_state=${old_state%%"$nl"*}
  case $1 in *"${nl}kind="*) old_kind=${1#*"${nl}kind="} old_kind=${old_kind%%"$nl"*} ;; esac
}

# shellcheck disable=SC2034 # agent-hook.sh reads it once
known() { # TEXT: whether it is a line of the activity that is written there, which `before` is from then on
  before=$(text_outside "$channel/activity" 16384) was_read=yes
  case $nl$before$nl in *"$nl$1$nl"*) ;; *) return 1 ;; esac
}
