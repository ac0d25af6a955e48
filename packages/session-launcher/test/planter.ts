import { createServer } from "node:net";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What stands where a plain file of ours belongs. */
export const plantedKinds = [
  "fifo",
  "socket",
  "folder",
  "link",
  "folder-link",
  "dangling",
  "device",
  "sparse",
  "nul",
  "torn",
] as const;

/** Paths below home, state folder, runtime folder and agent; `$1` is the agent's name. */
const FILES = [
  "$state/sessions/mosaic-fleet/$1",
  "$state/sessions/mosaic-fleet/$1.screen",
  "$state/agents/mosaic-fleet/$1/conversation",
  "$state/agents/mosaic-fleet/$1/conversation.lost",
  "$run/channels/mosaic-fleet/$1/activity",
  "$run/channels/mosaic-fleet/$1/target",
  // Of a pane half that is dead: no process has such a number
  ...["pane", "mark", "born"].map((name) => `$run/hand/$1.4999999/${name}`),
];

/** A sh program that plants a kind: `plant KIND FILE...`, or with no file what the launcher reads and writes for the agent KIND. */
export const planter = `kind=$1 state=$HOME/.local/state/mosaic/fleet run=$XDG_RUNTIME_DIR/mosaic-fleet outside=$HOME/outside
umask 077
plant() { # FILE
  mkdir -p "\${1%/*}"; rm -rf "$1"
  case $kind in
    fifo) mkfifo "$1" ;;
    socket) cp -a "$outside/socket" "$1" ;;
    folder) mkdir "$1" ;;
    link) ln -s "$outside/file" "$1" ;;
    folder-link) ln -s "$outside/folder" "$1" ;;
    dangling) ln -s "$outside/none" "$1" ;;
    device) ln -s /dev/full "$1" ;;
    sparse) truncate -s 1G "$1" ;;
    nul) printf '%s\\0%s\\n' 11111111-1111-4111-8111-1111 11111111 >"$1" ;;
    torn) printf 'state=fai' >"$1" ;;
  esac
}
if [ $# -gt 1 ]; then shift; for file; do plant "$file"; done; exit; fi
for file in ${FILES.map((file) => `"${file}"`).join(" ")}; do plant "$file"; done`;

/** Files that are not ours, in `outside` of a home; `seen` tells what they hold. */
export async function openOutside(home: string): Promise<{ seen: () => unknown }> {
  const folder = join(home, "outside");
  mkdirSync(join(folder, "folder"), { recursive: true });
  for (const name of ["file", "folder/file"]) writeFileSync(join(folder, name), "kept\n");
  const server = createServer();
  await new Promise<void>((done) => server.listen(join(folder, "socket"), done));
  server.unref();
  return {
    seen: () => [
      readdirSync(folder).sort(),
      readdirSync(join(folder, "folder")),
      ...["file", "folder/file"].map((name) => readFileSync(join(folder, name), "utf8")),
    ],
  };
}

/** What `seen` tells as long as nobody touched them. */
export const untouched = [["file", "folder", "socket"], ["file"], "kept\n", "kept\n"];
