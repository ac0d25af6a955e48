#!/usr/bin/env bash
# cli.sh [batch], inside `enter ROOT --manager USER`: the command line. One agent's life under each
# supervisor, then (`batch`: only that) one agent among three that cannot be started, under systemd.
set -u
# shellcheck source=tools/matrix/lib/cases.sh
. /srv/mosaic-fleet/tools/matrix/lib/cases.sh
said=/tmp/said

fleet() {
  timeout 240 "$clone/node_modules/.bin/mosaic-fleet" --supervisor "$supervisor" --no-color "$@" \
    >$said 2>&1 </dev/null
}

# step NAME CODES WORD…: the command ends with one of these exit codes.
step() {
  local name=$supervisor-$1 codes=$2 code=0
  shift 2
  fleet "$@" || code=$?
  case " $codes " in
    *" $code "*) ok "$name" ;;
    *) bad "$name" "exit code $code, should be $codes: $(tail -n 5 $said)" ;;
  esac
}
shows() {
  if grep -q "$2" $said; then
    ok "$supervisor-$1"
  else
    bad "$supervisor-$1" "no '$2' in: $(head -n 8 $said)"
  fi
}

one_agent_lives() {
  supervisor=$1
  step up 0 up
  step status 0 status
  shows status-says-active 'canary *running *active'
  step send 0 send canary 'are you there'
  shows send-is-delivered delivered
  heard() { fleet screen canary && grep -q 'canary heard: are you there' $said; }
  reaches "$supervisor-screen" heard
  kill -9 "$(child_of "$(pane_of canary)")"
  back() { fleet status && grep -q 'canary *running *active.* SIGKILL' $said; }
  reaches "$supervisor-comes-back-after-kill-9" back
  step status-json 0 --json status
  want "$supervisor-json-is-parsed" active \
    "$(node -p 'JSON.parse(fs.readFileSync("/tmp/said")).agents[0].lifecycle')"
  step doctor '0 3' doctor
  step stop 0 stop canary
  step start 0 start canary
  step logs 0 logs canary
  step down 0 down
  none_left() { ! pgrep -x tmux; }
  reaches "$supervisor-no-tmux-left" none_left
  step down-again 0 down
}

states() {
  local name
  for name in a b c; do echo "$name $(sc is-active "$(agent $name)")"; done | paste -sd' '
}

write_roster() {
  local name
  mkdir -p ~/.config/mosaic/fleet
  printf 'version: 1\nname: matrix\nsocket_name: %s\nagents:\n' "$socket"
  for name in a b c; do
    printf '  - name: %s\n    runtime: command\n    command: [/bin/sleep, "1000"]\n' "$name"
    printf '    workdir: %s\n' "$HOME"
  done
}

# one_broken_among_three KIND DROP-IN: agent b cannot be started, by a drop-in of its own.
one_broken_among_three() {
  supervisor=systemd
  local kind=$1 folder
  folder=~/.config/systemd/user/$(agent b).d
  mkdir -p ~/.config/mosaic/fleet "$folder"
  write_roster >~/.config/mosaic/fleet/roster.yaml
  printf '%s\n' "$2" >"$folder/90-own.conf"
  step "$kind-up" 1 up
  # shellcheck disable=SC2016 # the message's own backquotes
  want "systemd-$kind-up-blames-it-alone" b \
    "$(sed -nE 's/^mosaic-fleet: `(.*)` failed: .*/\1/p' $said | paste -sd' ')"
  want "systemd-$kind-up-starts-the-others" 'a active b inactive c active' "$(states)"
  sc stop "$(agent a)" "$(agent c)"
  step "$kind-start-all" 1 start --all
  want "systemd-$kind-start-all-starts-the-others" 'a active b inactive c active' "$(states)"
  step "$kind-stop-all" 0 stop --all
  want "systemd-$kind-stop-all-stops-the-others" 'a inactive b inactive c inactive' "$(states)"
  step "$kind-down" 0 down
  rm -f -- "$folder/90-own.conf"
  sc daemon-reload
}

broken_agents() {
  one_broken_among_three bad-setting '[Service]
Type=oneshot'
  case $(systemctl --version) in
    'systemd 252 '*)
      skip systemd-lacks-a-unit-up 'systemd 252 starts a wanted unit also when one that it requires is missing'
      ;;
    *) one_broken_among_three lacks-a-unit '[Unit]
Requires=gone.service' ;;
  esac
}

note "$(systemctl --version | head -n 1), $(tmux -V), $(uname -r), uid $(id -u), node $(node --version)"
if [ "${1-}" != batch ]; then
  one_agent_lives systemd
  one_agent_lives tmux
fi
broken_agents
finish
