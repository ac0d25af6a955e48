#!/usr/bin/env bash
# Sourced: an apt of its own in one folder, beside this machine's and never touching it. Signatures are
# checked against Debian's archive keys of this machine.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# archive_address: where this machine itself gets Debian from; MATRIX_ARCHIVE names another. Empty without
# one.
archive_address() {
  if [ -n "${MATRIX_ARCHIVE-}" ]; then
    printf '%s\n' "$MATRIX_ARCHIVE"
    return
  fi
  archive_of_sources || { apt-get -q update >/dev/null 2>&1 && archive_of_sources; }
}

# apt tells its sources only once their lists are there.
archive_of_sources() {
  # shellcheck disable=SC2016 # apt's own variable
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -m1 '/debian/$'
}

# own_apt FOLDER ARCHIVE SUITE…: makes it and fetches the lists; backports come first where a suite has them.
own_apt() {
  apt_folder=$1
  local archive=$2 suite
  shift 2
  mkdir -p "$apt_folder/lists/partial" "$apt_folder/cache/archives/partial" "$apt_folder/none"
  : >"$apt_folder/status"
  for suite in "$@"; do
    printf 'deb [arch=amd64 signed-by=%s] %s %s main\n' "$keyring" "$archive" "$suite"
  done >"$apt_folder/sources.list"
  printf '%s\n' 'Package: systemd systemd-* libsystemd* libpam-systemd libudev1 udev tmux' \
    'Pin: release n=*-backports' 'Pin-Priority: 990' >"$apt_folder/preferences"
  run_apt apt-get update >"$apt_folder/update.log" 2>&1 && ! grep -qE '^(W|E): ' "$apt_folder/update.log"
}

# was_reached: after own_apt failed, whether the archive answered at all.
was_reached() { grep -qE '^(Hit|Get):| 404 +Not Found' "$apt_folder/update.log"; }

# run_apt PROGRAM WORD…: apt-get or apt-cache on it. In the caller's group of processes, so that what ends
# that ends it.
run_apt() {
  local program=$1
  shift
  LC_ALL=C timeout --foreground 900 "$program" -q -o Dir::Etc="$apt_folder/none" \
    -o Dir::Etc::sourcelist="$apt_folder/sources.list" \
    -o Dir::Etc::preferences="$apt_folder/preferences" -o Dir::State="$apt_folder" \
    -o Dir::State::status="$apt_folder/status" -o Dir::Cache="$apt_folder/cache" -o APT::Architecture=amd64 \
    -o APT::Architectures::=amd64 -o APT::Sandbox::User=root -o Acquire::Languages=none \
    -o Acquire::Retries=2 \
    -o APT::Install-Recommends=false -o APT::Get::AllowUnauthenticated=false "$@" </dev/null 8>&-
}

# newest_of NAME[=VERSION]…: these and all that they depend on, as `name=version` lines.
newest_of() {
  run_apt apt-get -s install "$@" 2>"$apt_folder/solve.log" |
    sed -nE 's/^Inst ([^ ]+) \(([^ ]+) .*/\1=\2/p' | LC_ALL=C sort >"$apt_folder/solved"
  cat "$apt_folder/solved"
  [ -s "$apt_folder/solved" ]
}

# gone_of NAME=VERSION…: those that the archive does not have, one a line.
gone_of() {
  run_apt apt-cache show "$@" 2>/dev/null | awk '/^Package: /{p=$2} /^Version: /{print p "=" $2}' |
    LC_ALL=C sort -u >"$apt_folder/there"
  printf '%s\n' "$@" | LC_ALL=C sort -u | LC_ALL=C comm -23 - "$apt_folder/there"
}

# fetch FOLDER NAME=VERSION…: their files, each checked against the signed lists by apt.
fetch() (
  cd -- "$1" || exit
  shift
  run_apt apt-get download "$@" >"$apt_folder/fetch.log" 2>&1
)
