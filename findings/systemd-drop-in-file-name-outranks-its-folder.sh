#!/usr/bin/env bash
# Of two drop-ins the one whose file name sorts last wins, whatever folder it is in: `70-x.conf` for all
# services (service.d) beats `60-x.conf` of the template, which beats `50-x.conf` of the instance. Only for
# files of one name does the narrower folder win.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root trixie systemd=257.13-1~deb13u1
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
folder=~/.config/systemd/user
mkdir -p $folder/x@1.service.d $folder/x@.service.d $folder/service.d
printf '[Service]\nType=oneshot\nExecStart=/bin/sh -c "echo $$NAMED $$SAME >/tmp/won"\n' >$folder/x@.service
printf '[Service]\nEnvironment=NAMED=instance\n' >$folder/x@1.service.d/50-x.conf
printf '[Service]\nEnvironment=NAMED=template\n' >$folder/x@.service.d/60-x.conf
printf '[Service]\nEnvironment=NAMED=all-services\n' >$folder/service.d/70-x.conf
printf '[Service]\nEnvironment=SAME=instance\n' >$folder/x@1.service.d/80-y.conf
printf '[Service]\nEnvironment=SAME=all-services\n' >$folder/service.d/80-y.conf
systemctl --user daemon-reload
systemctl --user start x@1
cat /tmp/won
[ "$(cat /tmp/won)" = 'all-services instance' ]
END
