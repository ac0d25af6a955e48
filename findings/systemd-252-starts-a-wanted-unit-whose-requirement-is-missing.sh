#!/usr/bin/env bash
# On systemd 252 a unit that requires a missing one is refused when it is started itself, and starts all the
# same when a target that wants it is started. From 254 it stays inactive in both cases.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm systemd=252.39-1~deb12u2
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
folder=~/.config/systemd/user
mkdir -p $folder/all.target.wants
printf '[Unit]\nDescription=all\n' >$folder/all.target
printf '[Unit]\nRequires=gone.service\n[Service]\nExecStart=/bin/sleep 100\n' >$folder/lacks.service
ln -s ../lacks.service $folder/all.target.wants/
systemctl --user daemon-reload
systemctl --user start lacks && code=0 || code=$?
itself=$(systemctl --user is-active lacks) || :
systemctl --user start all.target
wanted=$(systemctl --user is-active lacks) || :
echo "started itself: exit code $code, $itself; wanted by a target: $wanted"
[ "$code $itself $wanted" = '5 inactive active' ]
END
