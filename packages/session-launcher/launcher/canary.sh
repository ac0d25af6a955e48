# The built-in agent, without an account.

canary() { # NAME: says who it is, beats every five seconds, answers each line
  echo "This is ${1:-canary}, a canary agent on $(uname -n), pid $$. Type a line: it answers. Ctrl-C ends it."
  ( beat=0
    while sleep 5 && kill -0 $$ 2>/dev/null; do
      beat=$((beat + 1))
      echo "$(date +%H:%M:%S) canary is alive, beat $beat"
    done ) &
  trap 'kill -s KILL $! 2>/dev/null; exit 0' INT TERM HUP
  while IFS= read -r line; do printf 'canary heard: %s\n' "$line"; done
  kill -s KILL $! 2>/dev/null
}
