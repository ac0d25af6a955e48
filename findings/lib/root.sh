#!/usr/bin/env bash
# Sourced by each finding: a root filesystem of pinned Debian packages in its temporary folder `work`, which goes
# with the script, and the way into it. Packages are downloaded by apt, signatures checked; what a pinned one
# depends on is the newest. Exit: 1 the behaviour changed, 5 nothing was seen on this machine, 75 the archive
# no longer has a pinned version, or none that goes with the rest.
matrix=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../tools/matrix" && pwd)
# shellcheck source=tools/matrix/lib/apt.sh
. "$matrix/lib/apt.sh"
# shellcheck source=tools/matrix/lib/unpack.sh
. "$matrix/lib/unpack.sh"
: "${work:?a temporary folder}"
made=''
trap 'end $?' EXIT
trap 'exit 143' HUP INT TERM

leave() {
  echo "$2" >&2
  exit "$1"
}

# end CODE: what breaks before the root is there says nothing of what the finding tells.
end() {
  rm -rf -- "$work"
  case $made$1 in
    0 | 5 | 75 | 143 | yes*) exit "$1" ;;
    *) leave 5 "the root filesystem could not be made" ;;
  esac
}

# debian_root SUITE NAME=VERSION…
debian_root() {
  local reason archive gone versions with
  reason=$("$matrix/obstacle") || leave 5 "$reason"
  archive=$(archive_address) || leave 5 "apt has no Debian archive among its sources"
  own_apt "$work/apt" "$archive" "$1" || leave 5 "the Debian archive did not give the lists of $1"
  shift
  # A manager comes with the bus of its users.
  case " $* " in *' systemd='*) with=(dbus-user-session) ;; *) with=() ;; esac
  gone=$(gone_of "$@")
  [ -z "$gone" ] || leave 75 "the archive no longer has: $gone"
  newest_of base-files base-passwd bash coreutils dash findutils grep libc-bin mount ncurses-base procps sed \
    util-linux "${with[@]}" "$@" >/dev/null || leave 75 "apt finds no set of packages with: $*"
  mapfile -t versions <"$work/apt/solved"
  mkdir "$work/debs" "$work/root"
  fetch "$work/debs" "${versions[@]}" || leave 5 "the Debian archive did not give all packages"
  unpack "$work/root" "$work"/debs/*.deb
  furnish "$work/root"
  cp "$work/apt/solved" "$work/root/etc/matrix.lock"
}

# inside / beside_a_manager: runs the script on stdin in it, for `timeout` seconds at most, and beside a
# `systemd --user` of its own.
inside() { look; }
beside_a_manager() { look --manager root; }

look() {
  local code=0
  made=yes
  "$matrix/enter" "$work/root" "$@" --limit "${timeout:?seconds}" -- bash -euc "$(cat)" || code=$?
  judge "$code"
}

# judge CODE: of `enter`. All else is the script's own, of which every command that fails says that something
# changed.
judge() {
  case $1 in
    0) ;;
    97) leave 5 "no user manager came up" ;;
    124) leave 5 "it did not end within $timeout s" ;;
    129 | 130 | 137 | 143) leave "$1" "it was ended by a signal" ;;
    *) leave 1 "it changed" ;;
  esac
}
