# What an agent, or another program, may have written is never waited for, never followed, never read further
# than said. Between a look and the opening something else may be put there: a deadline bounds that.

# A deadline for what may hang, where the machine has timeout(1).
bounded() { timeout -k 1 "$@"; }
command -v timeout >/dev/null 2>&1 || bounded() { shift; "$@"; }

plain() { [ -f "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]; } # FILE: is it a plain file of this user's?

read_outside() { # FILE BYTES: prints its first bytes; 1 where it is none of ours
  plain "$1" && bounded 2 head -c "$2" -- "$1"
} 2>/dev/null

# FILE [TEXT]: makes it that line, or standard input, whole. A link that stands there goes, a folder stays.
replace_outside() {
  set -- "$1" "${1%/*}/.${1##*/}.$$" "${2+x$2}"
  rm -f -- "$2"
  if ( set -C; case $3 in x*) printf '%s\n' "${3#x}" ;; *) cat ;; esac >"$2" ) &&
    vacate "$1" && mv -f -- "$2" "$1"; then return 0; fi
  rm -f -- "$2"
  return 1
} 2>/dev/null

append_outside() { # FILE TEXT: adds a line; what is no plain file of ours is replaced by one
  if plain "$1"; then
    chmod 600 -- "$1"
    printf '%s\n' "$2" >>"$1"
  else replace_outside "$1" "$2"; fi
} 2>/dev/null

# FILE: so that a rename replaces what stands there; 1 for a folder. Through a link to one, mv(1) would move into it.
vacate() {
  [ ! -L "$1" ] || rm -f -- "$1"
  [ ! -d "$1" ]
}

own_folder() { # FOLDER...: is each one of this user's, and no link?
  for _folder; do
    { [ -d "$_folder" ] && [ ! -L "$_folder" ] && [ -O "$_folder" ]; } || return 1
  done
}

# TEXT: sets `number` to it, fit for arithmetic, which takes 0899 for octal; 1 where it is none of 12 digits at most.
decimal() {
  number=0
  case $1 in ''|*[!0-9]*) return 1 ;; esac
  _digits=${1#"${1%%[!0]*}"}
  [ ${#_digits} -le 12 ] || return 1
  number=${_digits:-0}
}
