#!/usr/bin/env bash
# On systemd 252 NeedDaemonReload stays `no` when the folder of a drop-in (`x.service.d`) is new since the
# last reload: the unit runs without it and nothing tells. A second file in a folder that the manager knows is
# told. 257 and 262 say `yes` for both.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root bookworm systemd=252.39-1~deb12u2
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
folder=~/.config/systemd/user
mkdir -p $folder
printf '[Service]\nExecStart=/bin/sleep 60\nTasksMax=10\n' >$folder/x.service
systemctl --user daemon-reload
systemctl --user start x
mkdir $folder/x.service.d
printf '[Service]\nTasksMax=9\n' >$folder/x.service.d/first.conf
new_folder="$(systemctl --user show -P NeedDaemonReload x) $(systemctl --user show -P TasksMax x)"
systemctl --user daemon-reload
printf '[Service]\nTasksMax=8\n' >$folder/x.service.d/second.conf
known_folder="$(systemctl --user show -P NeedDaemonReload x) $(systemctl --user show -P TasksMax x)"
echo "NeedDaemonReload and TasksMax: new folder: $new_folder; known folder: $known_folder"
[ "$new_folder; $known_folder" = 'no 10; yes 9' ]
END
