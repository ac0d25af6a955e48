# Words of this machine that go on from what was typed: none where none are known. What `_arguments` gives for compadd stands in front
# of the kind.
_tool_name_ask() {
  local roster= word= before=
  local -a found
  for word in "${(@)tool_name_line}"; do
    case $before in (--roster) roster=$word ;; esac
    case $word in (--roster=*) roster=${word#--roster=} ;; esac
    before=$word
  done
  # Quotes are taken off, and nothing is expanded but a tilde at the beginning.
  case $roster in ('~/'*) roster=$HOME/${roster#'~/'} ;; esac
  roster=${(Q)roster}
  found=("${(@f)$(command tool-name ${roster:+--roster} ${roster:+"$roster"} completion --words "$argv[-1]" </dev/null 2>/dev/null)}")
  found=("${(@)found:#}")
  compadd "${(@)argv[1,-2]}" -a found
}

_tool-name() {
  local curcontext=$curcontext state= ret=1
  local -a line tool_name_line=("${(@)words[2,CURRENT-1]}")
  local -A opt_args
  _arguments -C -s -S "$_tool_name_options[@]" '1:COMMAND:_tool_name_commands' '*::WORD:->words' && ret=0
  [[ $state == words ]] || return ret
  _tool_name_of $line[1] && ret=0
  return ret
}

# Autoloaded from a folder of fpath, it completes at once; read by eval, it has to be made known.
if [[ ${funcstack[1]} == _tool-name ]]; then
  _tool-name "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _tool-name tool-name
fi
