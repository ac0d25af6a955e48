# What the screen says against typing: as packages/runtimes/src/find-obstacle.ts and input-box.ts.

given() { bounded 5 grep -E "$@"; } 2>/dev/null # with a pattern from `target`

# Only a pattern that looks at colours makes us ask for them.
choose_colors() { case $draft$shown$empty in *"$esc"*) colors=-e ;; *) colors='' ;; esac; }

lines_for() { # PATTERN: the rows of the screen as it looks at them
  case $1 in *"$esc"*) printf '%s\n' "$screen" ;; *) text ;; esac
}

shows() { [ "$1" ] && lines_for "$1" | given -q -e "$1"; } # PATTERN

drafted() { # stands something in the input box? Sets `box_row` to the row at which it begins
  [ "$draft" ] || return
  box_row=$(lines_for "$draft" | given -n -m 1 -e "$draft") && [ "$box_row" ] && box_row=${box_row%%:*}
}

asks() { # does it show a dialog of its own? It would take Enter for its answer. Sets `words`
  [ "$dialogs" ] && words=$(text | given -o -m 1 -e "$dialogs") && [ "$words" ] && words=${words%%"$nl"*}
}

# Sets `held`: text, empty, away where something else or nothing is shown, nothing where nobody can tell.
look_at_box() {
  held=''
  if [ "$draft$shown$empty" ] && [ -z "$(text | tr -d ' \n\t')" ]; then held=away
  elif drafted; then held=text
  elif shows "$empty"; then held=empty
  elif [ "$shown" ]; then
    if ! shows "$shown"; then held=away
    elif [ "$draft" ] || [ -z "$empty" ]; then held=empty
    else held=text; fi
  elif [ "$empty" ]; then held=away; fi
}

# Sets `word` to what speaks against typing, empty for nothing; `own` where a dialog is the runtime's own.
obstacle() {
  word='' words='' own='' kind=dialog
  for judge in $obstacle_order; do
    case $judge in
      own) if asks; then own=yes; login_in "$words"; word=$kind; fi ;;
      draft) look_at_box; [ "$held" != text ] || word=draft ;;
      empty) [ "$held" != empty ] || return 1 ;;
      prompt) if prompted; then word=$kind; fi ;;
      away) [ "$held" != away ] || word=box-not-shown ;;
    esac
    [ -z "$word" ] || return 0
  done
  return 1
}

obstacle_reason() { # prints it as a record tells it
  case $word in
    draft) echo "$reason_draft" ;;
    box-not-shown) echo "$reason_box_not_shown" ;;
    *) printf '%s ("%s")\n' "$word" "$words" ;;
  esac
}
