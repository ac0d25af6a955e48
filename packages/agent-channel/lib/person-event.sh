# What a change of activity is for a person.

# STATE KIND OLD_STATE OLD_KIND: sets `event` to what that change of activity is for a person; 1 where it is
# nothing
name_event() {
  event=''
  case $1 in
    idle|done) case $3 in working|blocked) event=idle ;; esac ;;
    blocked) [ "$3:$4" = "blocked:$2" ] || case $2 in quota) event=quota ;; *) event=blocked ;; esac ;;
    error) [ "$3" = error ] || event=error ;;
  esac
  [ "$event" ]
}
