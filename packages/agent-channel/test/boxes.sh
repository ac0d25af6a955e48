# boxes.sh DRAIN CASE...: what the fragments of drain-queue.sh in the folder DRAIN answer to each case, a
# line for each: a folder with the parts of it (test/boxes.ts) as files, and `vars`.
set -u -f
LC_ALL=C; export LC_ALL
nl='
' blank=$(printf ' \t') esc=$(printf '\033')
drain=$1; shift
for fragment in ../../outside-files/lib/outside.sh ../lib/channel.sh rules.sh look.sh box.sh prompt.sh settle.sh \
  receipt.sh own-record.sh record.sh left-over.sh recover.sh joined.sh; do . "$drain/$fragment"; done

part() { [ ! -e "$folder/$1" ] || cat "$folder/$1"; } # NAME

frame() { # sets `screen` to what is shown at `now`
  screen=$before
  for at in $moments; do [ "$now" -lt "$at" ] || screen=$(part "at $at"); done
}

yes_if() { if "$@"; then echo yes; else echo no; fi; }

for folder; do
  settings_told "$(cat "$folder/vars")" question place draft shown empty dialogs titled visible x y moments
  choose_colors
  text=$folder/sent off=0 off_before=0 said=/dev/null channel=/nowhere kind='' words=''
  before=$(part before) last=$(part painted) screen=$(part now)
  look() { :; }
  case $question in
    type) if obstacle; then echo "$word"; else echo nothing; fi ;;
    behind) if interrupted; then echo "$word"; else echo nothing; fi ;;
    stands) yes_if stands ;;
    receipt) yes_if prompt_is_ours "$(part receipt | tr -d '\n')" ;;
    recorded)
      record=$folder/record record_end=0
      eval "record_line=\$message_in_$place"
      yes_if in_record ;;
    left)
      if [ "$draft" ]; then if holds_it; then echo alone; else echo none; fi
      else
        part=$(cat "$text") left=$(printf '%s\n' "$screen" | head -n $((y + 1)) | place_of_part)
        at_prompt_or_alone
        echo "$left"
      fi ;;
    settled)
      now=0
      look() { frame; }
      clock() { :; }
      sleep() { now=$((now + step_count)); }
      step_count=25
      pace "$(wc -c <"$text")"
      if settle "$paint"; then echo "$now"; else echo never; fi
      unset -f clock sleep
      . "$drain/settle.sh" ;;
  esac
done
