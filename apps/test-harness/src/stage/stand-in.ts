import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StagedAgent } from "./roster.js";

/** The conversation of every stand-in. */
export const CONVERSATION = "0a1b2c3d-0000-4000-8000-000000000001";

/**
 * Stands in for `claude`: shows its input box, tells by Claude Code's hooks what it does, and notes in its workdir each start (`new`, or the conversation
 * that it goes on with) and each line. With `work` it is in a turn until `go` is in its workdir.
 */
const PROGRAM = `#!/bin/sh
case " $* " in *' --resume '*) for word; do [ "$was" != --resume ] || id=$word; was=$word; done ;; esac
echo "start \${id:-new}" >> did
hook() { "$MOSAIC_TOOLS/agent-hook.sh" "$1"; }
printf '\\342\\235\\257\\302\\240'
echo '{"source":"startup"}' | hook SessionStart
while IFS= read -r line; do
  [ "$line" != /exit ] || exit 0
  echo "heard $line" >> did
  echo '{"session_id":"${CONVERSATION}","prompt":"'"$line"'"}' | hook UserPromptSubmit
  printf '\\033[2J\\033[H%s\\n\\342\\235\\257\\302\\240' "$line"
  [ "$line" != work ] || while [ ! -e go ]; do sleep 0.1; done
  echo '{"last_assistant_message":"answer to '"$line"'"}' | hook Stop
done
`;

/** Puts the stand-in on PATH, that of units and that of a login shell. */
export async function installStandIn(home: string): Promise<void> {
  const bin = join(home, ".local", "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "claude"), PROGRAM);
  await chmod(join(bin, "claude"), 0o755);
  await writeFile(join(home, ".profile"), 'PATH="$HOME/.local/bin:$PATH"\n');
}

/** An agent that is the stand-in. */
export const standIn = (
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): StagedAgent => ({
  name,
  runtime: "claude",
  ...more,
});

/** What it noted, a line each. */
export async function noted(home: string, name: string): Promise<string[]> {
  const text = await readFile(join(home, "work", name, "did"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}
