# The end of a turn, as the hook tells it: `answer` in the channel (docs/reference/agent-channel.md), lines
# of JSON. The first is ours, the second the receipt of the prompt that began the turn, the third the
# payload, as they came: sh understands no JSON, who reads them does. Sound JSON holds no bare newline, so
# nothing is lost with them.

turn_told() { # EVENT: takes the payload from standard input, and sets `head` to its front; 1 for a subagent's
  # Read once, for not every head(1) leaves a pipe where it stopped; the rest of a larger one is dropped.
  told=$(head -c 2097152 | tr '\000' '\177')
  cat # no hook breaks the pipe
  head=$(printf '%s\n' "$told" | head -c 16384)
  ! of_subagent || return
  # Who asked for the turn before may not have looked yet, and the next turn may begin at once.
  ! plain "$channel/answer" || move_outside "$channel/answer" "$channel/answer.1"
  {
    printf '{"source":"hook","event":"%s"}\n' "$1"
    one_line "$(text_outside "$channel/receipt" 2097152)"
    one_line "$told"
  } | replace_outside "$channel/answer"
  told=''
}

one_line() { printf '%s\n' "$1" | tr -d '\n'; echo; }
