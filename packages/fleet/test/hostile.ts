/** Shows a prompt; once `$HOME/go` is there it does what MODE says, notes that, and never ends by itself unless it reads /exit. */
export const hostile = `#!/bin/sh
printf '> \\n'
while [ "$MODE" ] && [ ! -e "$HOME/go" ]; do sleep 0.05; done
immune() { setsid sh -c 'trap "" TERM HUP INT; exec sleep 4321' </dev/null >/dev/null 2>&1 & }
echo > "$HOME/$NAME.did"
case $MODE in
  fifo) rm -f "$MOSAIC_CHANNEL/activity"; mkfifo "$MOSAIC_CHANNEL/activity" ;;
  flood) while :; do truncate -s 2G "$MOSAIC_CHANNEL/activity"; printf 'state=idle\\nsource=hook\\n' > "$MOSAIC_CHANNEL/activity"; done & ;;
  deaf) trap '' TERM HUP INT; immune; (immune); env -u MOSAIC_RUN setsid sh -c 'trap "" TERM HUP; exec sleep 4321' & while :; do sleep 1; done ;;
  bomb) while :; do (sleep 0.1; (sleep 0.1) & ) & sleep 0.02; done ;;
  paints) while :; do printf '\\033[H%s' "$(date +%N)"; done ;;
  title) printf '\\033]0;#{E:@mosaic_life} "\\047; \\303\\251 %s\\007' "$(printf 'x%.0s' $(seq 5000))" ;;
  life) tmux set-option @mosaic_life "$HOME/hand/$NAME.1/life"; tmux set-option @mosaic_pane '%0' ;;
  huge) tmux resize-window -x 3000 -y 3000 ;;
  moved) systemd-run --user --scope --quiet sh -c 'trap "" TERM HUP; echo > "$HOME/moved.away"; exec sleep 4321' & ;;
  stopped) kill -STOP "$PPID"; kill -STOP $$ ;;
esac
while IFS= read -r line; do [ "$line" != /exit ] || exit 0; done
`;

/** Who is stopped by name, and who goes down with the fleet. */
export const stopped = ["fifo", "flood", "title", "life", "stopped", "moved"] as const;
export const downed = ["deaf", "bomb", "paints", "huge", "mode"] as const;
const modes = [...stopped, ...downed];

/** A hostile agent for each mode between two that are none; \`first\` has a way to quit, and is told to. */
export const hostileRoster = `version: 1
socket_name: mosaic-fleet
defaults:
  runtime: command
  command: [hostile]
  ready: { screen: "^>" }
  box: { shown: "^>", empty: "^> *$" }
  quit: /exit
  limits: { tasks_max: 60 }
agents:
  - { name: first, env: { NAME: first } }
${modes.map((mode) => `  - { name: ${mode}, env: { NAME: ${mode}, MODE: ${mode} } }\n`).join("")}  - { name: last, env: { NAME: last } }
`;
