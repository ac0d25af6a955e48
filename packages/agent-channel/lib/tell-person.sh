# Tells the person's own hook of a change. Where there is no such hook no process is started.

# FOLDER EVENT REASON: by the script that stands there, which nobody waits for
tell_person() {
  ! has_hook "$2" || [ ! -x "$1/run-person-hook.sh" ] || detached "$1/run-person-hook.sh" "$channel" "$2" "$3"
}
