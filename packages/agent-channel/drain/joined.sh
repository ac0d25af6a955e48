# Did the message come right behind what a sender who died had left, unseen? Then they would be sent as one.

ending() { tail -n 1 <"$text" | bare | tail -c "$part_bytes"; }

lines_with() { # TEXT: how many lines of the screen hold it
  tm capture-pane -p -J -t "$pane" </dev/null || { echo 0; return; }
  tr -d '\000' <"$said" | bare | grep -Fc -e "$1"
}

note_joints() { # before the paste: sets `joints` to what would stand there, and how often it does now
  joints='' begin=$(bare <"$text" | grep -m 1 . | head -c "$part_bytes")
  [ "$begin" ] || return 0
  while read -r end; do
    [ -z "$end" ] || joints="$joints$(lines_with "$end$begin") $end$begin$nl"
  done <<EOT
$unseen
EOT
}

joined() { # behind it: does one stand there once more than before?
  while read -r often joint; do
    [ -z "$often" ] || [ "$(lines_with "$joint")" -le "$often" ] || return 0
  done <<EOT
$joints
EOT
  return 1
}
