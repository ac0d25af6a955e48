# The agent's environment by hand: a named few of the caller's, then the lines of its env file, which under a
# unit systemd reads. What systemd might read in another way is refused.

compose() { # ENV_FILE: prints it as `export KEY='VALUE'` lines
  : "${LANG:=C.UTF-8}" "${USER:=$(id -un)}" "${LOGNAME:=$USER}" "${SHELL:=/bin/sh}"
  for key in HOME USER LOGNAME SHELL PATH LANG XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS $told_names; do
    eval "[ -z \"\${$key+set}\" ] || { quote \"\$$key\"; printf 'export %s=%s\n' $key \"\$quoted\"; }"
  done
  [ -e "$1" ] || return 0
  if [ ! -f "$1" ] || [ ! -r "$1" ]; then die 78 "$1 is not a readable file: replace it by one"; fi
  row=0 cr=$(printf '\r')
  while IFS= read -r line || [ "$line" ]; do
    row=$((row + 1))
    trim "${line%"$cr"}"
    case $trimmed in
      ''|[\#\;]*) ;;
      *=*) read_line "$1:$row" "$trimmed" ;;
      *) die 78 "$1:$row: no \`=\`: write KEY=VALUE, or # for a comment" ;;
    esac
  done < "$1"
}

read_line() { # PLACE LINE: prints a KEY=VALUE line in that form
  trim "${2%%=*}"
  key=$trimmed
  trim "${2#*=}"
  case $key in
    ''|[0-9]*|*[!A-Za-z0-9_]*)
      set -- "$1" "use letters, digits and _ (no \`export\`)"
      die 78 "$1: what stands before \`=\` is no name of a variable: $2" ;;
  esac
  ! is_launchers "$key" || die 78 "$1: $key is set by the launcher: remove the line"
  unquote "$trimmed" || {
    set -- "$1" "only a plain value, one whole '…' or one whole \"…\" without \\ \$ \` is read by hand"
    die 78 "$1: $2: simplify it"; }
  quote "$value"
  printf 'export %s=%s\n' "$key" "$quoted"
}

# TEXT: sets `trimmed` to it without blanks at its ends.
trim() {
  trimmed=${1#"${1%%[![:blank:]]*}"}
  trimmed=${trimmed%"${trimmed##*[![:blank:]]}"}
}

unquote() { # VALUE: sets `value` to what systemd reads there; 1 where it might read something else
  value=$1 inner=${1#?}
  inner=${inner%?}
  case $1 in
    \'*\') value=$inner; case $inner in *\'*) return 1 ;; esac ;;
    \"*\") value=$inner; case $inner in *[\"\\\$\`]*) return 1 ;; esac ;;
    \'*|\"*|*\\*) return 1 ;;
  esac
}
