# What tmux is asked, and what is seen of the pane.

# Never `$(tm …)`: a client hands its stdout to the server, and a stopped server keeps a pipe open for ever.
tm() { bounded 10 "$client" -u -N -S "$socket" "$@" >"$said" 2>/dev/null; }

# Sets `off` (lines that scrolled off), `visible`, `x` and `y` (of the cursor), `where` (ours, dead, modes),
# `tty`, and `screen`, with colours where a pattern looks at them.
look() {
  facts="#{?$is_ours,ours,} #{?pane_dead,dead,} #{pane_in_mode}"
  # shellcheck disable=SC2086 # none or one
  tm display-message -p -t "$pane" \
    "#{history_size} #{cursor_flag} #{cursor_x} #{cursor_y} $facts" \; \
    display-message -p -t "$pane" '#{pane_tty}' \; capture-pane -p $colors -t "$pane" </dev/null || return 1
  { read -r off visible x y where; read -r tty; screen=$(tr -d '\000'); } <"$said"
  decimal "$off" && off=$number
}

text() { # [SCREEN]: its rows without colours; a blank one has none
  set -- "${1-$screen}"
  [ -z "$1" ] || if [ "$colors" ]; then printf '%s\n' "$1" | uncoloured; else printf '%s\n' "$1"; fi
}

uncoloured() { sed "s/$esc\[[0-9;:]*m//g"; }

# Without what draws boxes, the blanks around it and empty rows. U+2500 to U+257F, U+2580 to U+259F.
frames=$(printf 's/\342[\224-\225][\200-\277]/ /g; s/\342\226[\200-\237]/ /g')
rows() { sed "$frames; s/^[|$blank]*//; s/[|$blank]*\$//; /^\$/d"; }
flat() { rows | tr -d ' \n\t'; }
bare() { sed "$frames" | tr -d ' \t|\240\302'; } # each row without blanks and frames

# Looks, and leaves a mode that keeps keys; 1 where it is not the agent's pane any more, or stays in one.
at_pane() {
  look || exit 69
  case $where in
    "ours  "[1-9]*) # somebody scrolled
      tm if-shell -F -t "$pane" "$is_ours" "send-keys -t $pane -X cancel" </dev/null
      look || exit 69 ;;
  esac
  case $where in "ours  "[1-9]*) why=$reason_copy_mode ;; "ours dead "*) why=$reason_dead ;; esac
  [ "$where" = "ours  0" ]
}

# Asked in the same breath as the act, because tmux 3.3a dies of a paste into a dead pane: sets `answer` to
# yes, no, or nothing.
guarded() { # COMMAND
  answer=''
  tm if-shell -F -t "$pane" "#{?pane_dead,0,#{?pane_in_mode,0,$is_ours}}" \
    "$1 ; display-message -p yes" 'display-message -p no' </dev/null || return
  read -r answer <"$said" || :
}

# Does the program leave it to the terminal to gather lines? termios(3), ICANON; sets `tty_says`.
reads_lines() {
  tty_says=''
  case $tty in /dev/*) ;; *) return 1 ;; esac
  tty_says=$({ bounded 2 stty -F "$tty" -a || bounded 2 stty -f "$tty" -a; } 2>/dev/null)
  tty_has icanon
}

tty_has() { printf '%s\n' "$tty_says" | grep -Eq "(^|[ ;])$1( |;|\$)"; } # FLAG

take_back() { # the line that the terminal gathers, by its own key; 1 where it has none
  key=$(printf '%s\n' "$tty_says" | sed -n 's/.*[ ;]kill = ^\([A-Z]\);.*/\1/p')
  [ "$key" ] && guarded "send-keys -t $pane C-$key"
}
