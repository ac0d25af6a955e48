quote() { # TEXT: sets `quoted`, one word as POSIX sh reads it back
  q=$1 quoted=''
  while case $q in *\'*) ;; *) false ;; esac; do quoted=$quoted${q%%\'*}"'\\''"; q=${q#*\'}; done
  quoted="'$quoted$q'"
}

split() { # COMMAND: sets `words`, its words each quoted; quotes as in sh, no expansion of any kind
  rest=$1 words='' word='' open='' blank="[ 	$nl]"
  while [ "$rest" ]; do
    plain=${rest%%[\\\'\" 	"$nl"]*} rest=${rest#"${rest%%[\\\'\" 	"$nl"]*}"}
    [ -z "$plain" ] || { word=$word$plain open=1; }
    case $rest in
      '') ;;
      $blank*) rest=${rest#?}; [ -z "$open" ] || { quote "$word"; words="$words $quoted" word='' open=''; } ;;
      \'*\'*) rest=${rest#?} open=1; word=$word${rest%%\'*} rest=${rest#*\'} ;;
      \"*) rest=${rest#?} open=1
        while :; do
          word=$word${rest%%[\\\"]*}; rest=${rest#"${rest%%[\\\"]*}"}
          case $rest in
            \"*) rest=${rest#?}; break ;;
            \\[\"\\\$\`]*) rest=${rest#?}; word=$word${rest%"${rest#?}"} rest=${rest#?} ;;
            \\?*) word=$word\\ rest=${rest#?} ;;
            *) return 1 ;;
          esac
        done ;;
      \\?*) rest=${rest#?} open=1; word=$word${rest%"${rest#?}"} rest=${rest#?} ;;
      *) return 1 ;; # an open quote, or a backslash at the end
    esac
  done
  [ -z "$open" ] || { quote "$word"; words="$words $quoted"; }
}
