#!/usr/bin/env bash
# Sourced: from package files to a root filesystem. No maintainer script runs and nothing is entered.

# unpack ROOT FILE…
unpack() {
  local root=$1 file name
  shift
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
  for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
  for file in "$@"; do
    dpkg-deb --fsys-tarfile "$file" | tar -x -p -C "$root" --keep-directory-symlink \
      --exclude=./usr/share/{doc,man,info,locale} --exclude=./usr/lib/udev/hwdb.d
  done
}

# furnish ROOT: what the maintainer scripts would have done, as far as it is needed. User `u` has uid 1000.
furnish() {
  local root=$1
  cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
  cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
  printf '%s\n' 'messagebus:x:101:102::/nonexistent:/usr/sbin/nologin' 'u:x:1000:1000::/home/u:/bin/bash' \
    >>"$root/etc/passwd"
  printf '%s\n' 'messagebus:x:102:' 'u:x:1000:' >>"$root/etc/group"
  mkdir -p "$root"/{dev,proc,sys,run,tmp,root,home/u,var/tmp,srv}
  chmod 1777 "$root/tmp" "$root/var/tmp"
  chmod 700 "$root/root"
  chown 1000:1000 "$root/home/u"
  printf '%s\n' 'passwd: files' 'group: files' 'hosts: files' >"$root/etc/nsswitch.conf"
  echo '127.0.0.1 localhost' >"$root/etc/hosts"
  echo matrix >"$root/etc/hostname"
  echo 00000000000000000000000000000001 >"$root/etc/machine-id"
  [ -e "$root/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
  [ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"
  [ -e "$root/usr/bin/which" ] || ln -s which.debianutils "$root/usr/bin/which"
  cp -n "$root/usr/share/base-files/profile" "$root/etc/profile" 2>/dev/null || :
  ldconfig -r "$root" 2>/dev/null
}
