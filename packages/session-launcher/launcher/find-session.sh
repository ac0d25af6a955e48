# Which session is the agent's, whatever it is called by now. See docs/decisions/0014-what-a-mark-proves.md.

# Looks for ours by its mark and the id of its pane. Sets `whose`: `home`; `away`, where our pane is in a
# session that is not ours; `bare`, ours without our pane; `foreign`, where a session that is not ours has the
# name; `unknown`, where tmux does not answer; or nothing. And session_id (of ours alone), server_pid,
# pane_id, pane_pid, life.
find_session() {
  session_id='' server_pid='' pane_id='' pane_pid='' life='' whose=''
  list_ours
  choose_row
  decimal "$pane_pid" || pane_pid=''
  judge_home
  case $whose in
    away) session_id='' ;;
    bare) pane_id='' pane_pid='' ;;
    home) ;;
    *) session_id='' pane_id='' pane_pid=''; return ;;
  esac
  read_life
}

# Into the file `id`: KIND SESSION SERVER PANE PID, a row for each pane that may be ours or has our name.
list_ours() {
  # A mark alone can be copied by mistake: the place of the FIFO says the name once more.
  told="#{||:#{m:*/hand/$name.*/life,#{@mosaic_life}},#{m:*/$name/life,#{@mosaic_life}}}"
  named="#{==:#{session_name},$name}" marked="#{&&:#{==:#{@mosaic_agent},$name},$told}"
  ours="#{&&:$marked,#{==:#{@mosaic_pane},#{pane_id}}}"
  # An older launcher marked the session alone.
  home="#{?#{@mosaic_session},#{==:#{@mosaic_session},#{session_id}},$named}"
  which="#{?$ours,#{?$home,home,away},#{?$marked,bare,foreign}}"
  fresh_outside "$dir/id"; id=$fresh
  set -C
  tm list-panes -a -f "#{||:$ours,$named}" \
    -F "$which #{session_id} #{pid} #{pane_id} #{?pane_dead,,#{pane_pid}}" >"$id" 2>/dev/null ||
    case $? in 124|137) whose=unknown ;; esac
  set +C
}

choose_row() { # sets `whose` and the rest by the best row: home, away, bare, foreign
  ! plain "$id" || while read -r kind found_id found_server found_pane found_pid; do
    case $whose,$kind in
      ,*|foreign,*|bare,away|*,home)
        whose=$kind session_id=$found_id server_pid=$found_server pane_id=$found_pane pane_pid=$found_pid ;;
    esac
    [ "$whose" != home ] || break
  done <"$id"
}

# An agent can set options, and not the environment that its pane half was started with: it names the session
# of that start.
judge_home() {
  [ "$whose" = home ] || return 0
  began=$(bounded 2 grep -azm1 '^TMUX=' "/proc/${pane_pid:-0}/environ" 2>/dev/null | tr -d '\000')
  case $began in
    *,[0-9]*) [ "\$${began##*,}" = "$session_id" ] || whose=away ;;
  esac
}

read_life() { # sets `life`; what any program may have set is read by itself, for it may hold line breaks
  fresh_outside "$dir/id"; id=$fresh
  set -C
  tm display-message -p -t "${pane_id:-$session_id}" '#{@mosaic_life}' >"$id" 2>/dev/null
  set +C
  ! plain "$id" || read -r life <"$id" || :
}

# tmux tells `life` as any program may have set it: it is the FIFO of a session of this name, or nothing is
# done there.
is_life() {
  case $life in
    [!/]*|*/../*|*/./*) return 1 ;;
    */"$name"/life|*/hand/"$name".*/life) ;;
    *) return 1 ;;
  esac
  own_folder "${life%/life}" && [ ! -L "$life" ] && { [ -p "$life" ] || is_held; }
}

is_held() { # whether the pane half lives and holds a pipe that has no name, as under a unit
  [ ! -e "$life" ] && [ -p "/proc/${pane_pid:-0}/fd/9" ]
}

remove_hand_folder() { # of a session by hand that is ended, where its pane half, hung up, could not
  folder=${life%/life}
  if [ "$folder" = "$runtime/hand/$name.${folder##*.}" ] && decimal "${folder##*.}"; then
    rm -rf -- "$folder"
  fi
}
