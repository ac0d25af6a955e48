# Every variable that is read before it is written: the environment may hold any of these names.
set -u -f
know_variables() { # sets them to what they are before anything is known
  nl='
'
  starting="state=starting${nl}source=launcher" # what the channel says of a life that begins
  starter=$$ # this process, which a pane half knows its own file by

  # Who the agent is and where it stands: its name; the tmux client, the socket, whether it is a guest on
  # that server, what it runs as (unit, guest, hand); its unit and cgroup; the file of its record.
  name='' client='' socket='' guest='' pane_mode='' unit='' cgroup='' record=''
  # Folders: of its channel, and of what outlives that; why it has none; the pipe that reads its pane.
  channel='' memory='' lacks='' pipe=''
  hooks='' # where the person's own are
  # What makes it: of the roster's command, of the program, and of a conversation; see choose.sh and
  # program.sh.
  recorded='' sought='' asked='' person_path='' program='' login_path='' lost='' away=''
  resume='' conversation='' own_id='' rollouts=''
  shape=${MOSAIC_ROSTER_CONVERSATION-} draft=${MOSAIC_ROSTER_DRAFT-} dialogs=${MOSAIC_ROSTER_DIALOGS-}
  shown=${MOSAIC_ROSTER_SHOWN-} empty=${MOSAIC_ROSTER_EMPTY-} on_quota=${MOSAIC_ON_QUOTA-}

  # The session as it was found or made, and whose it is; see find-session.sh.
  session_id='' server_pid='' pane_id='' pane_pid='' life='' whose=''
  # A name that nobody can foresee, and what is written there; what tmux said.
  fresh='' id='' err='' said='' number=''
  # Where the pane half of one of many says that it is up; see many.sh.
  herald=''
  # What is heard of the pane half, and how the wait for its end stands; see stop.sh.
  what='' stopping='' at_most='' until=''

  # A life of the agent: how it ended, how many came before; its mark, and what it left; see loop.sh and
  # leftovers.sh.
  status='' ended='' lived='' settled='' next='' over='' restarts=0 in_a_row=0
  restart_policy='' restart_delay=0 restart_max_delay=0 restart_burst=0 idle='' why='' spent=''
  mark='' secret='' born='' living='' strays='' leader='' watcher='' patience='' unrecorded='' stopper=''
  told='' untold='' clock='' began='' moment=''

  # Of the environment, which the pane half does not inherit.
  bus=${DBUS_SESSION_BUS_ADDRESS-} user_runtime=${XDG_RUNTIME_DIR-}
  home=${HOME-} user=${USER-} shell=${SHELL:-/bin/sh}
  # shellcheck disable=SC2031 # it was not to last
  agent_path=${PATH-/usr/local/bin:/usr/bin:/bin}
  # tmux and the basic tools are found whatever PATH a unit's agent was given; by hand the caller's PATH
  # counts.
  [ -z "$supervised" ] || PATH=$agent_path:/usr/local/bin:/usr/bin:/bin

  case $0 in
    /*) self=$0 ;;
    *) self=$(cd -- "$(dirname -- "$(command -v -- "$0" || echo "$0")")" && pwd)/${0##*/} ;;
  esac
}
know_variables
