# Words of this machine, a line each: none where none are known. ($1: the kind, $2: the roster that was typed)
_tool_name_ask() {
  if [[ -n $2 ]]; then
    command tool-name --roster "$2" completion --words "$1"
  else
    command tool-name completion --words "$1"
  fi </dev/null 2>/dev/null
}

# Sets `unquoted` to what a word with quotes says. Nothing in it is expanded but a tilde at its beginning. `read` without -r takes the
# backslashes away.
# shellcheck disable=SC2088,SC2162
_tool_name_unquote() {
  case $1 in
    \'*) unquoted=${1#\'} unquoted=${unquoted%\'} ;;
    \"*) unquoted=${1#\"} unquoted=${unquoted%\"} && IFS='' read unquoted <<<"$unquoted" ;;
    '~/'*) IFS='' read unquoted <<<"$HOME${1#\~}" ;;
    *) IFS='' read unquoted <<<"$1" ;;
  esac
}

# Sets `line` to the words up to the cursor. Bash breaks them at `=` and `:` too, so those are put together again.
_tool_name_split() {
  local at word glue=yes last=-1
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    if [[ $word == [=:]* && $last -ge 0 ]]; then
      line[last]+=$word glue=yes
    elif [[ -n $glue && $last -ge 0 ]]; then
      line[last]+=$word glue=
    else
      line+=("$word") last=$((last + 1)) glue=
    fi
  done
}

# Walks along the words in front of the cursor: sets command, place (words behind it), option (which waits for its value), end, roster.
_tool_name_walk() {
  local word
  for word in "$@"; do
    if [[ -n $option ]]; then
      [[ $option != --roster ]] || roster=$word
      option=
    elif [[ -n $end || $word != -?* ]]; then
      if [[ -z $command ]]; then command=$word; else place=$((place + 1)); fi
    elif [[ $word == -- ]]; then
      end=yes
    elif [[ $word == --roster=* ]]; then
      roster=${word#*=}
    elif _tool_name_value "$command" "$word"; then
      option=$word
    fi
  done
}

# Offers a word that was found, quoted as what was typed is, behind what stands in front of that in the same word, and without what
# readline leaves alone. ($1: the word, $2: what was typed, $3: the whole word of the line, $4: what of it readline puts it in place of)
_tool_name_offer() {
  local text=$1 quote="'\\''"
  case $2 in
    \'*) text=\'${text//\'/$quote} ;;
    \"*)
      text=${text//\\/\\\\} text=${text//\"/\\\"}
      text=${text//\$/\\\$} text=\"${text//\`/\\\`}
      ;;
    # Else a comma would get a backslash too.
    *) [[ $text != *[!A-Za-z0-9_.,:=/+@-]* ]] || printf -v text %q "$text" ;;
  esac
  text=${3%"$2"}$text
  COMPREPLY+=("${text#"${3%"$4"}"}")
}

_tool_name() {
  local IFS=$' \t\n' line=() command='' place=0 option='' end='' roster='' takes=text list='' options=''
  local whole typed found word unquoted before=''
  COMPREPLY=()
  _tool_name_split
  whole=${line[${#line[@]} - 1]}
  typed=$whole
  _tool_name_walk "${line[@]:0:${#line[@]}-1}"
  takes=text list=
  if [[ -n $option ]]; then
    _tool_name_value "$command" "$option"
  elif [[ -z $end && $typed == --*=* ]]; then
    _tool_name_value "$command" "${typed%%=*}" || return 0
    typed=${typed#*=}
  elif [[ -z $end && $typed == -* ]]; then
    _tool_name_options "$command"
    takes="words $options"
  elif [[ -z $command ]]; then
    takes='command'
  else
    _tool_name_place "$command" "$place"
  fi
  case $takes in
    # Readline knows quotes, tildes and variables of file names better.
    file) compopt -o default 2>/dev/null && return 0 ;;
    folder) compopt -o dirnames 2>/dev/null && return 0 ;;
    text) return 0 ;;
    command) found=${_tool_name_commands// /$'\n'} ;;
    words*) takes=${takes#words } found=${takes// /$'\n'} ;;
    ask*)
      _tool_name_unquote "$roster"
      found=$(_tool_name_ask "${takes#ask }" "$unquoted")
      ;;
  esac
  _tool_name_unquote "$typed"
  if [[ -n $list && $unquoted == *,* ]]; then before=${unquoted%,*},; fi
  while IFS='' read -r word; do
    if [[ -n $word && $before$word == "$unquoted"* ]]; then
      _tool_name_offer "$before$word" "$typed" "$whole" "$2"
    fi
  done <<<"$found"
}

complete -F _tool_name tool-name
