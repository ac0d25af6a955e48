# The agent's session: made, or found running.

# Sets `found` to new or running; what lives on without our pane is replaced.
take_session() {
  # What an earlier life of a unit left went with its cgroup: only what was started by hand may live.
  if [ "$pane_mode" = unit ] && ! has_hand_folder && [ -z "$stopping" ]; then
    found=new
    ! new_session || return 0
  fi
  for _ in 1 2 3; do
    find_session
    case $whose in
      foreign) refuse_foreign ;;
      unknown) said='it did not answer within 10 s'; no_session ;;
      '')
        [ -z "$stopping" ] || exit 0
        found=new
        ! new_session || return 0 ;; # else it was made meanwhile
      *)
        found=running
        ! is_alive || return 0
        end_session
        remove_hand_folder ;;
    esac
  done
  die 69 "session \`$name\` on socket \`$socket\` ends and comes again: see who else starts it"
}

has_hand_folder() { # whether there is a folder of this agent's by hand
  set +f; set -- "$runtime/hand/$name".*; set -f
  [ -e "$1" ]
}

refuse_foreign() { # dies, for the name is another session's
  set -- "rename it (tmux -L $socket rename-session -t =$name: NEW), or name the agent otherwise"
  die 78 "session \`$name\` on socket \`$socket\` was not started by Mosaic Fleet: $1"
}

# Whether the session that was found goes on: it has its pane and FIFO, and its loop has not given up.
is_alive() {
  case $(read_outside "$record" 4096) in
    "state=failed$nl"*"${nl}pane=$pane_pid") return 1 ;; # it has used up its burst and waits for Enter
  esac
  [ "$pane_pid" ] && [ "$life" != "$dir/life" ] && is_life
}

# One call makes the session and marks it, and its pane, as ours; 1 if the name is taken. The pane's own marks
# go with it wherever it is moved: `@mosaic_session` is the id of the session that ends with it, whatever that
# is called later. Sets session_id, server_pid, pane_id and pane_pid.
new_session() {
  life=$dir/life
  fresh_outside "$dir/id"; id=$fresh
  fresh_outside "$dir/err"; err=$fresh
  set -C
  session_orders in_time >"$id" 2>"$err" || {
    set +C
    session_refused
    return 1; }
  set +C
  # An agent that ended at once took the folder along.
  { plain "$id" && read -r session_id server_pid pane_id pane_pid _ <"$id"; } 2>/dev/null || :
  decimal "$pane_pid" || pane_pid=''
}

session_orders() { # TM: what makes and marks it, for `tm` or what writes that down
  # A stop then knows without asking that more is open.
  share='run-shell -b "mkdir -m 0700 #{q:@mosaic_life}.shared 2>/dev/null || :"'
  # Told once more behind new-session, which follows a terminal that looks on; then none changes it.
  size='-x 220 -y 50'
  # shellcheck disable=SC2086 # two options and their values
  "$1" new-session -d -P -F '#{session_id} #{pid} #{pane_id} #{pane_pid} #{session_name}' -s "$name" $size \
    -- "$self" --pane "$dir" "$pane_mode" $$ \; \
    resize-window -t "=$name:" $size \; \
    set-option -F -t "=$name:" @mosaic_pane '#{pane_id}' \; \
    set-option -t "=$name:" @mosaic_agent "$name" \; \
    set-option -t "=$name:" @mosaic_life "$life" \; \
    set-option -t "=$name:" @mosaic_pipe "$pipe" \; \
    set-option -pF -t "=$name:" @mosaic_pane '#{pane_id}' \; \
    set-option -p -t "=$name:" @mosaic_agent "$name" \; \
    set-option -p -t "=$name:" @mosaic_life "$life" \; \
    set-option -pF -t "=$name:" @mosaic_session '#{session_id}' \; \
    if-shell -F -t "=$name:" "#{!=:#{@mosaic_pipe},}" "pipe-pane -O -t '=$name:' 'exec #{@mosaic_pipe}'" \; \
    set-option -p -t "=$name:" remain-on-exit off \; \
    set-hook -w -t "=$name:" window-layout-changed "if -F '#{!=:#{window_panes},1}' { $share }" \; \
    set-hook -t "=$name:" window-linked "if -F '#{!=:#{session_windows},1}' { $share }"
}

# ARGUMENT...: what `tm` does. Under a unit no timeout(1) is spent on it: its manager ends a start that takes
# too long, which cuts the wait short as a stop does. A server that answers is waited for then, too; else this
# process ends well, for which of the two it was is known to the manager.
in_time() {
  [ "$supervised" ] || { tm "$@"; return; }
  tmux -u -N -L "$socket" "$@" </dev/null &
  if [ -z "$stopping" ]; then
    wait $! && return
    set -- $?
    [ "$stopping" ] || return "$1"
  fi
  for pause in 0.02 0.1 0.3 0.6 1 2 4; do
    ! has_ended $! || { wait $!; return; }
    sleep "$pause"
  done
  kill -s KILL $!
  systemd-notify --status="tmux on socket \`$socket\` did not answer: see tmux -L $socket ls" 2>/dev/null
  exit 0
}

session_refused() { # dies of what tmux said in `err`, unless that is that the name is taken
  [ -f "$err" ] || [ "$stopping" ] ||
    die 73 "nothing can be written in $dir: free space or mend permissions there"
  { plain "$err" && IFS= read -r said <"$err"; } 2>/dev/null || said='it did not answer within 10 s'
  case $said in 'duplicate session'*) ;; *) no_session ;; esac
}

no_session() { # dies of what tmux `said`
  [ -z "$stopping" ] || exit 0
  [ -z "$guest" ] || {
    set -- "and only the fleet's own is ever started: start one there, or mend MOSAIC_TMUX_SOCKET $where"
    die 78 "no tmux server answers on socket \`$socket\`, $1"; }
  die 69 "tmux on socket \`$socket\` did not make the session ($said): see tmux -L $socket ls"
}

# Exactly what we made or found, by its id, on the same server; the pane too, which a session of its group
# would keep.
end_session() {
  for order in ${session_id:+"kill-session -t '$session_id'"} ${pane_id:+"kill-pane -t '$pane_id'"}; do
    tm if-shell -F "#{==:#{pid},$server_pid}" "$order" >/dev/null 2>&1
  done
}
