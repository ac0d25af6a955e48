#!/usr/bin/env bash
# Sourced by each finding: a root filesystem of pinned Debian packages in a temporary folder that goes with the script, and
# the way into it. Packages are downloaded by apt, signatures checked; what a pinned one depends on is the newest.
# Exit: 1 the behaviour changed, 5 not on this machine, 75 the archive no longer has a pinned version.
matrix=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../tools/matrix" && pwd)
# shellcheck source=tools/matrix/lib/apt.sh
. "$matrix/lib/apt.sh"
# shellcheck source=tools/matrix/lib/unpack.sh
. "$matrix/lib/unpack.sh"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 143' HUP INT TERM

leave() {
  echo "$2" >&2
  exit "$1"
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
  newest_of base-files base-passwd bash coreutils dash findutils grep libc-bin mount ncurses-base procps sed util-linux \
    "${with[@]}" "$@" >/dev/null
  mapfile -t versions <"$work/apt/solved"
  mkdir "$work/debs" "$work/root"
  fetch "$work/debs" "${versions[@]}" || leave 5 "the Debian archive did not give all packages"
  unpack "$work/root" "$work"/debs/*.deb
  furnish "$work/root"
  cp "$work/apt/solved" "$work/root/etc/matrix.lock"
}

# inside / beside_a_manager: runs the script on stdin in it, for 120 s at most, and beside a `systemd --user` of its own.
# The script's exit code is the finding's.
inside() { "$matrix/enter" "$work/root" --limit 120 -- bash -euc "$(cat)"; }
beside_a_manager() { "$matrix/enter" "$work/root" --manager root --limit 120 -- bash -euc "$(cat)"; }
