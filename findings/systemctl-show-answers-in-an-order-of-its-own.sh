#!/usr/bin/env bash
# `systemctl show -P A -P B` prints values in the manager's order, not in that asked for, and that order
# changed: up to 257 the service's own properties (Result) come before the unit's (ActiveState), on 262 after
# them.
set -euo pipefail
work=$(mktemp -d)
# shellcheck source=findings/lib/root.sh
. "$(dirname "$0")/lib/root.sh"
debian_root forky systemd=262-1
timeout=120 beside_a_manager <<'END'
systemctl --version | head -n 1
one=$(systemctl --user show -P Result -P ActiveState dbus.service | paste -sd' ')
other=$(systemctl --user show -P ActiveState -P Result dbus.service | paste -sd' ')
echo "Result, ActiveState: $one; ActiveState, Result: $other"
[ "$one" = 'active success' ] && [ "$other" = "$one" ]
END
