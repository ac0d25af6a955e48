# What was said before.

# TEXT: sets `old_state` and `old_kind` to those of an activity as it is written
old_activity() {
  old_state=${1#state=} old_kind=''
  old_state=${old_state%%"$nl"*}
  case $1 in *"${nl}kind="*) old_kind=${1#*"${nl}kind="} old_kind=${old_kind%%"$nl"*} ;; esac
}
