# What a hook's payload says. It is JSON of any size from a program that nobody vouches for: what is looked at
# stands in front, and nothing of it is evaluated.

read_head() { head=$(head -c 16384); } # sets `head`; the rest may be megabytes

field() { # KEY: sets `value`, the first such text in `head`, up to an escape
  case $head in
    *"\"$1\":\""*) value=${head#*"\"$1\":\""} ;;
    *"\"$1\": \""*) value=${head#*"\"$1\": \""} ;;
    *) value='' ;;
  esac
  value=${value%%[\\\""$nl"]*}
}

shown() { # KEY: the same, fit to be shown to people
  field "$1"
  value=$(printf %.200s "$value")
  case $value in *[!\ -~]*) value=$(printf %s "$value" | clean_outside | tr '\011' ' ') ;; esac
}

# Subagents' hooks run too: only the agent itself begins and ends turns.
of_subagent() { field agent_id; [ "$value" ]; }
