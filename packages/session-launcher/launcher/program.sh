# Where a program is: on the agent's PATH, or on that of the person's terminals.

# NAME PATH: sets `program`, the file that a PATH search finds; 1 where there is none.
find_program() {
  case $1 in
    */*) program=$1; [ -f "$1" ] && [ -x "$1" ]; return ;;
  esac
  IFS=:
  for folder in $2; do
    program=${folder:-.}/$1
    if [ -f "$program" ] && [ -x "$program" ]; then unset IFS; return 0; fi
  done
  unset IFS
  return 1
}

need_tmux() { # sets `client`
  find_program tmux "$PATH" || die 69 "tmux is not on PATH ($PATH): install it"
  client=$program
}

ask_login_shell() { # sets `login_path` to the PATH that the person has in a terminal
  fresh_outside "$dir/login"
  login=$fresh
  set -C
  # In a session of its own: an interactive shell in a terminal's background would stop itself.
  # shellcheck disable=SC2016 # the login shell prints its own PATH
  bounded 5 env -i HOME="$home" USER="$user" TERM=dumb "$(command -v setsid || echo env)" "$shell" -lic \
    'printf "\n%s\n" mosaic-path; printenv PATH' </dev/null >"$login" 2>/dev/null 3>&- 8>&- 9>&-
  set +C
  login_path=$(sed -n '/^mosaic-path$/{n;p;}' "$login")
  rm -f -- "$login"
}

# PROGRAM NAME: sets `program` to the file to run, and `login_path` where only the login shell's PATH leads to
# it; 1, and `lost` in words, where it is nowhere. By NAME it is looked for where PROGRAM, where it was found
# before, is gone: an updater replaces folders that are named after versions. With a slash NAME is a place,
# too, which the person chose: no other will do.
look_for() {
  ! find_program "$1" "$agent_path" || return 0
  excerpt "$1"
  lost="\`$excerpt\` is not there, or is not executable"
  case $2 in */*) return 1 ;; esac
  ! find_program "$2" "$agent_path" || { login_path=''; return 0; }
  # Once: an interactive shell may start what outlives it.
  [ "$asked" ] || { asked=yes; ask_login_shell; person_path=$login_path; }
  login_path=$person_path
  ! find_program "$2" "$login_path" || return 0
  case $1 in
    */*) lost="\`$excerpt\` is gone, and its name is neither on the agent's PATH nor on the login shell's" ;;
    *) lost="\`$excerpt\` is neither on the agent's PATH nor on the login shell's" ;;
  esac
  return 1
}
