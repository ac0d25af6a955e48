# Keeps what the pane prints, in two halves of SIZE.

# Copies BYTES at most, each as soon as it is there, and never reads more. GNU's head does it in one process;
# others read ahead or keep bytes back, so there dd does, a number of reads each time. These run in subshells,
# and replace them.
portion() { exec stdbuf -o0 head -c "$1"; }
command -v stdbuf >/dev/null && is_gnu=$(head --version 2>/dev/null) || is_gnu=''
case $is_gnu in
  *'GNU coreutils'*) ;;
  *) portion() { [ "$1" -gt 1024 ] || exec dd bs="$1" count=1; exec dd bs=1024 count=$(($1 / 1024)); } ;;
esac

# Sets `length` to that of what is held as 6; 1 where it has another name, which may be a file of the
# person's. One process for all that is asked, for this is done at each half.
measure() {
  # shellcheck disable=SC2046 # its words
  set -- $(ls -lndL -- "$held")
  [ "${2-}" = 1 ] && decimal "${5-}" || return
  length=$number
  case $1 in -rw-------*) ;; *) chmod 600 "$held" ;; esac
}

# Holds it as 6, and sets `length`; what stood there, or was put there since, is not in the way.
open_transcript() {
  find_state "$channel" && hold_outside 6 "$state/transcript" || return
  measure || { rm -f -- "$state/transcript"; hold_outside 6 "$state/transcript" && measure; }
} 2>/dev/null

skip() { # READS: that many are dropped; ends at the end of the stream
  case $(dd bs=8192 count="$1" 2>&1 >/dev/null) in 0+0*) exit 0 ;; esac
}

rotate() { # a folder that stands in the way of the older half costs that half
  move_outside "$state/transcript" "$state/transcript.1" || rm -f -- "$state/transcript"
  [ ! -e "$state/transcript" ]
} 2>/dev/null

keep() { # until the end of the stream
  half=$((size / 2)) length=0 before=''
  while :; do
    if ! open_transcript; then before='' && skip 128; continue; fi
    # Nothing came: most likely the end
    [ "$length" != "$before" ] || skip 1
    before=''
    if [ "$length" -ge "$half" ]; then rotate || skip 128
    elif ( portion $((half - length)) ) 2>/dev/null >>"$held"; then before=$length
    else skip 128
    fi
  done
}
