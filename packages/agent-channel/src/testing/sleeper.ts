import { join } from "node:path";
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";

/** The conversation of every stand-in. */
export const CONVERSATION = "0a1b2c3d-0000-4000-8000-000000000001";

/**
 * Stands in for `claude`: tells what it does by the hooks that Claude Code calls, and notes each start with its conversation
 * (`new`, or the id that it goes on with) and each line. With `work` it is in a turn until `NAME.go` is in its home; `ask` makes it
 * wait for a permission. It does not get ready while the file `slow` stands in its home.
 */
const program = `#!/bin/sh
case " $* " in *' --resume '*) for word; do [ "$was" != --resume ] || id=$word; was=$word; done ;; esac
echo "start \${id:-new}" >> "$HOME/$NAME.did"
while [ -e "$HOME/slow" ]; do sleep 0.1; done
hook() { "$MOSAIC_TOOLS/agent-hook.sh" "$1"; }
# A prompt, shown as its input box: nothing stands in it.
printf '\\342\\235\\257\\302\\240'
echo '{"source":"startup"}' | hook SessionStart
while IFS= read -r line; do
  [ "$line" != /exit ] || exit 0
  echo "heard $line" >> "$HOME/$NAME.did"
  echo '{"session_id":"${CONVERSATION}","prompt":"'"$line"'"}' | hook UserPromptSubmit
  # The terminal sent it on: the box is empty again.
  printf '\\033[2J\\033[H%s\\n\\342\\235\\257\\302\\240' "$line"
  case $line in
    work) while [ ! -e "$HOME/$NAME.go" ]; do sleep 0.1; done ;;
    ask) echo '{"tool_name":"Bash"}' | hook PermissionRequest; continue ;;
  esac
  echo '{"last_assistant_message":"heard '"$line"'"}' | hook Stop
done
`;

/** Puts it into a folder for PATH. */
export function writeSleeper(bin: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "claude"), program, { mode: 0o755 });
}

/** What it noted. */
export function noted(home: string, name: string): string[] {
  try {
    return readFileSync(join(home, `${name}.did`), "utf8")
      .trim()
      .split("\n");
  } catch {
    return [];
  }
}

/** Makes what a channel's `activity` says two hours old, if it says `state`. */
export function age(activity: string, states: readonly string[] = ["idle", "done"]): boolean {
  try {
    const [state] = readFileSync(activity, "utf8").split("\n");
    if (!states.some((each) => state === `state=${each}`)) return false;
    const then = statSync(activity).mtimeMs / 1000 - 7200;
    utimesSync(activity, then, then);
    return true;
  } catch {
    return false;
  }
}
