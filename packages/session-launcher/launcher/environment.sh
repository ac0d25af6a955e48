# What the agent is to have as its environment: this process's own, written down before the script sets a
# variable of any such name.

# FOLDER...: each is one of ours, or is made; 1 where something else stands there.
make_ours() {
  missing=''
  for folder; do
    if [ -e "$folder" ] || [ -L "$folder" ]; then own_folder "$folder" || return 1; else missing=yes; fi
  done
  [ -z "$missing" ] || mkdir -p -- "$@" || return 1
  own_folder "$@"
} 2>/dev/null

# Prints the environment as a function that the pane half calls, less what is meant for this script and for
# the manager. Nothing is set here: the environment may hold any name.
say_environment() {
  unset_pane_names
  # The manager's own point at a cgroup's file. What a person set instead stays, as /dev/null to say that
  # nothing is watched.
  case ${MEMORY_PRESSURE_WATCH-} in
    /sys/fs/cgroup/*) unset MEMORY_PRESSURE_WATCH MEMORY_PRESSURE_WRITE ;;
    /dev/null) unset MEMORY_PRESSURE_WRITE ;;
  esac
  echo 'agent_environment() {'
  export -p
  say_withheld
  echo '}'
}

# FOLDER: writes that to FOLDER/launch. It stays open as 3 until `launch` has put all into it. Nothing is set
# here but arguments, and PATH may be any. The folder is new: nothing stands there, unless a drop-in keeps a
# unit's.
write_environment() {
  own_folder "$1" || exit 73
  set -- "$1/launch"
  # shellcheck disable=SC2030 # meant for rm alone
  if [ -e "$1" ] || [ -L "$1" ]; then ( PATH=${PATH-}:/usr/local/bin:/usr/bin:/bin; rm -rf -- "$1" ); fi
  set -C
  { command exec 3>"$1"; } 2>/dev/null || exit 73
  set +C
  say_environment >&3 || exit 73
}

# As the main process of a unit we supervise. `--hand` is how the script starts itself by hand.
if [ "${1-}" = --hand ]; then
  write_environment "$3"
  supervised='' dir=$3
elif [ "${SYSTEMD_EXEC_PID-}" = $$ ] && [ "${RUNTIME_DIRECTORY-}" ] && [ "${NOTIFY_SOCKET-}" ]; then
  # The unit's own is the first, whatever a drop-in adds.
  write_environment "${RUNTIME_DIRECTORY%%:*}"
  supervised=yes dir=${RUNTIME_DIRECTORY%%:*}
else
  supervised='' dir=''
fi
