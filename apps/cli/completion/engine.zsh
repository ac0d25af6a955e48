# Words of this machine that go on from what was typed: none where none are known. What `_arguments` gives for compadd stands in front
# of the kind.
_mosaic_fleet_ask() {
  local roster= word= before=
  local -a found
  for word in "${(@)mosaic_fleet_line}"; do
    case $before in (--roster) roster=$word ;; esac
    case $word in (--roster=*) roster=${word#--roster=} ;; esac
    before=$word
  done
  # Quotes are taken off, and nothing is expanded but a tilde at the beginning.
  case $roster in ('~/'*) roster=$HOME/${roster#'~/'} ;; esac
  roster=${(Q)roster}
  found=("${(@f)$(command mosaic-fleet ${roster:+--roster} ${roster:+"$roster"} completion --words "$argv[-1]" </dev/null 2>/dev/null)}")
  found=("${(@)found:#}")
  compadd "${(@)argv[1,-2]}" -a found
}

_mosaic-fleet() {
  local curcontext=$curcontext state= ret=1
  local -a line mosaic_fleet_line=("${(@)words[2,CURRENT-1]}")
  local -A opt_args
  _arguments -C -s -S "$_mosaic_fleet_options[@]" '1:COMMAND:_mosaic_fleet_commands' '*::WORD:->words' && ret=0
  [[ $state == words ]] || return ret
  _mosaic_fleet_of $line[1] && ret=0
  return ret
}

# Autoloaded from a folder of fpath, it completes at once; read by eval, it has to be made known.
if [[ ${funcstack[1]} == _mosaic-fleet ]]; then
  _mosaic-fleet "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _mosaic-fleet mosaic-fleet
fi
