#!/usr/bin/env bash
# Two services with `Restart=always`, and the first start of one fails in its `ExecStartPost=`. It is
# restarted and comes up by itself. Who requires it and is ordered after it had its start called off as a
# dependency, which no `Restart=` answers: it stays inactive for good. With `Wants=` and `PartOf=` in place of
# `Requires=` it comes up. (252.39)
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm systemd=252.39-1~deb12u2
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
folder=~/.config/systemd/user
mkdir -p $folder
cat >$folder/base.service <<'UNIT'
[Service]
Type=exec
ExecStart=/bin/sleep 100
ExecStartPost=/bin/sh -c '[ -e "$HOME/again" ] || { touch "$HOME/again"; sleep 1; exit 1; }'
Restart=always
RestartSec=100ms
UNIT
for kind in Requires=base.service 'Wants=base.service\nPartOf=base.service'; do
  name=${kind%%=*}
  service='[Service]\nExecStart=/bin/sleep 100\nRestart=always\nRestartSec=100ms\n'
  printf "[Unit]\n$kind\nAfter=base.service\n$service" >$folder/$name.service
done
systemctl --user daemon-reload
after() {
  rm -f ~/again
  systemctl --user start $1 2>/dev/null || :
  until [ "$(systemctl --user is-active base)" = active ]; do sleep 0.1; done
  sleep 3
  systemctl --user is-active $1 || :
  systemctl --user stop $1 base
  systemctl --user reset-failed 2>/dev/null || :
}
requires=$(after Requires)
wants=$(after Wants)
echo "who requires it: $requires; who wants it and is part of it: $wants"
[ "$requires $wants" = 'inactive active' ]
END
