# What an agent, or another program, may have written is never waited for, never followed, never read further
# than said. A read has a deadline, for between a look and the opening something else may be put there. A
# write opens no file that stands: it makes a new one under a name that nobody can foresee and renames it, so
# that it meets neither a FIFO, nor a link, nor a lease on the old one (fcntl(2), F_SETLEASE). Who is of this
# user can put another file there again at once.

# A deadline for what may hang, where the machine has timeout(1).
bounded() { timeout -k 1 "$@"; }
command -v timeout >/dev/null 2>&1 || bounded() { shift; "$@"; }

plain() { [ -f "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]; } # FILE: is it a plain file of this user's?

read_outside() { # FILE BYTES: prints its first bytes; 1 where it is none of ours
  plain "$1" && bounded 2 head -c "$2" -- "$1"
} 2>/dev/null

# FILE: sets `fresh` to a name beside it that nobody can foresee, for `>` under `set -C`. It starts no process
fresh_outside() {
  fresh=''
  [ -r /proc/sys/kernel/random/uuid ] || fresh=$(uuidgen)
  while [ ${#fresh} -lt 12 ]; do # a digit of each read where dash gets no more from this file at once
    read -r _digit </proc/sys/kernel/random/uuid || :
    case $_digit in
      *-????????????) fresh=${_digit##*-} ;;
      *) fresh=$fresh${_digit%"${_digit#?}"} ;;
    esac
  done
  fresh=${1%/*}/.${1##*/}.$fresh
} 2>/dev/null

# FILE [TEXT]: makes it that line, or standard input, whole, by one process. A link there goes, a folder
# stays.
replace_outside() {
  fresh_outside "$1"
  set -C
  if case ${2+x} in x) printf '%s\n' "$2" ;; *) cat ;; esac >"$fresh" && move_outside "$fresh" "$1"
  then set +C; return 0; fi
  set +C
  rm -f -- "$fresh"
  return 1
} 2>/dev/null

# FROM TO: renames; 1 where a folder stands. Without -T, which not every mv(1) has, a link to one is moved
# into.
move_outside() { mv -fT -- "$1" "$2" || { vacate "$2" && mv -f -- "$1" "$2"; }; } 2>/dev/null

# FILE: so that a rename replaces what stands there; 1 for a folder. Through a link to one, mv(1) would move
# into it.
vacate() {
  [ ! -L "$1" ] || rm -f -- "$1"
  [ ! -d "$1" ]
}

own_folder() { # FOLDER...: is each one of this user's, and no link?
  for _folder; do
    { [ -d "$_folder" ] && [ ! -L "$_folder" ] && [ -O "$_folder" ]; } || return 1
  done
}

# FD FILE: holds it open as FD for both, made where nothing stands; that waits for no FIFO's other end. Sets
# `held` to the path of what is held, whatever is put in its place meanwhile. 1 where it is none of ours.
hold_outside() {
  # What two make at the same time is one file: nothing is removed that was not there first.
  if [ -e "$2" ] || [ -L "$2" ]; then plain "$2" || rm -f -- "$2"; fi
  eval "command exec $1<>\"\$2\"" || return
  held=/proc/self/fd/$1
  [ -e "$held" ] || held=$2
  # shellcheck disable=SC3013 # dash, bash and busybox have -ef
  if plain "$2" && [ "$2" -ef "$held" ]; then return 0; fi
  eval "exec $1>&-"
  return 1
} 2>/dev/null

# FILE TEXT: makes it that line; where nothing stands, in one write and by no process
note_outside() {
  if [ ! -e "$1" ] && [ ! -L "$1" ] && hold_outside 7 "$1"; then
    # Another one may have written there first.
    if [ ! -s "$held" ] && printf '%s\n' "$2" >&7; then exec 7>&-; return 0; fi
    exec 7>&-
    replace_outside "$1" "$2" && return
    [ -s "$1" ] || rm -f -- "$1" # made, and then there was no space
    return 1
  fi
  replace_outside "$1" "$2"
} 2>/dev/null

# TEXT: sets `number` to it, fit for arithmetic, which takes 0899 for octal; 1 where it is none of 12 digits
# at most.
decimal() {
  number=0
  case $1 in ''|*[!0-9]*) return 1 ;; esac
  _digits=${1#"${1%%[!0]*}"}
  [ ${#_digits} -le 12 ] || return 1
  number=${_digits:-0}
}
