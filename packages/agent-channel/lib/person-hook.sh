# Tells the person's own hook, `HOOKS/EVENT`, of a change. Where there is no such hook no process is started.

# FOLDER: sets `hooks` for a script that stands there: beside the tools where it is installed, for an agent
# may have another HOME
find_hooks() {
  case $1 in
    */mosaic/tools/fleet) hooks=${1%/tools/fleet}/fleet/hooks; return ;;
  esac
  case ${XDG_CONFIG_HOME-} in
    /*) hooks=$XDG_CONFIG_HOME/mosaic/fleet/hooks ;;
    *) hooks=${HOME-}/.config/mosaic/fleet/hooks ;;
  esac
}

has_hook() { plain "$hooks/$1" && [ -x "$hooks/$1" ]; } # EVENT

# STATE KIND OLD_STATE OLD_KIND: sets `event` to what that change of activity is for a person; 1 where it is
# nothing
name_event() {
  event=''
  case $1 in
    idle|done) case $3 in working|blocked) event=idle ;; esac ;;
    blocked) [ "$3:$4" = "blocked:$2" ] || case $2 in quota) event=quota ;; *) event=blocked ;; esac ;;
    error) [ "$3" = error ] || event=error ;;
  esac
  [ "$event" ]
}

# TEXT: sets `old_state` and `old_kind` to those of an activity as it is written
old_activity() {
  old_state=${1#state=} old_kind=''
  old_state=${old_state%%"$nl"*}
  case $1 in *"${nl}kind="*) old_kind=${1#*"${nl}kind="} old_kind=${old_kind%%"$nl"*} ;; esac
}

# FOLDER EVENT REASON: by the script that stands there, which nobody waits for
tell_person() {
  ! has_hook "$2" || [ ! -x "$1/run-person-hook.sh" ] || detached "$1/run-person-hook.sh" "$channel" "$2" "$3"
}
