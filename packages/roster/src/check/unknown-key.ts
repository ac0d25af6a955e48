import type { Finding } from "./diagnostic.js";
import { nearest } from "./nearest.js";
import { BLANK_AFTER_DASH, looksLikeItem } from "../text/dash-without-blank.js";
import type { Path } from "../text/pointer.js";
import { quote } from "../values/quote.js";
import { knownKeys, OWN_KEY } from "../schema/roster-schema.js";

type Place = keyof typeof knownKeys;

const CALLED: Readonly<Record<Place, string>> = {
  roster: "the roster",
  runtimes: "`runtimes`",
  runtime: "a runtime",
  title: "`title`",
  settings: "`defaults`",
  agent: "an agent",
  limits: "`limits`",
  restart: "`restart`",
  idle: "`idle`",
  schedule: "`schedule`",
  ready: "`ready`",
  box: "`box`",
  worktree: "`worktree`",
};

/** Words that other tools use for a key of ours. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cwd: "workdir",
    dir: "workdir",
    directory: "workdir",
    working_directory: "workdir",
    cmd: "command",
    exec: "command",
    environment: "env",
    envfile: "env_file",
    socket: "socket_name",
    kind: "runtime",
    type: "runtime",
    yolo: "unattended",
    labels: "tags",
    groups: "tags",
    backoff: "delay",
    retries: "burst",
    memory: "memory_max",
    repository: "repo",
  }),
);

/** The finding about a key that its map does not know, with the key that was probably meant. */
export function unknownKey(path: Path, key: string, value: unknown): Finding {
  const place = placeOf(path);
  const message = `${quote(key)} is not a key of ${CALLED[place]}`;
  return { code: "unknown-key", message, hint: hintFor(place, key, value) };
}

function placeOf(path: Path): Place {
  const last = path.at(-1);
  if (last === "worktree" && path.length > 1) return last;
  if (last === "limits" || last === "restart" || last === "ready" || last === "box") return last;
  if (path.length === 0) return "roster";
  if (path[0] === "runtimes")
    return path.length === 1 ? "runtimes" : path.length === 2 ? "runtime" : "title";
  return path[0] === "agents" ? "agent" : "settings";
}

/** The key of that map which an unknown one was probably meant to be. */
export function meantKey(path: Path, key: string): string | undefined {
  const own = knownKeys[placeOf(path)];
  if (own.includes(key)) return undefined;
  const word = ELSEWHERE.get(key.toLowerCase());
  return word !== undefined && own.includes(word) ? word : nearest(key, own);
}

function hintFor(place: Place, key: string, value: unknown): string {
  if (looksLikeItem(key)) return BLANK_AFTER_DASH;
  const own = knownKeys[place];
  if (key.startsWith(OWN_KEY)) return "keys of your own stand at the top of the roster";
  const meant = ELSEWHERE.get(key.toLowerCase());
  if (meant !== undefined && own.includes(meant)) return `the key is called \`${meant}\``;
  const near = nearest(key, own);
  const wanted = meant ?? key;
  // `runtime` at the top is no misspelt `runtimes`.
  if (near !== undefined && !knownKeys.agent.includes(key)) return `the nearest key is \`${near}\``;
  for (const other of [
    "limits",
    "restart",
    "ready",
    "box",
    "worktree",
    "agent",
    "roster",
  ] as const) {
    if (other !== place && knownKeys[other].includes(wanted))
      return elsewhere(other, wanted, value);
  }
  return `its keys are ${own.map((word) => `\`${word}\``).join(", ")}`;
}

function elsewhere(place: Place, key: string, value: unknown): string {
  const shown =
    typeof value === "string" || typeof value === "number"
      ? quote(String(value)).slice(1, -1)
      : "…";
  if (place !== "roster" && place !== "agent")
    return `it belongs there: \`${place}: { ${key}: ${shown} }\``;
  if (place === "roster") return `\`${key}\` belongs to the top of the roster`;
  return `\`${key}\` belongs to an agent, or to \`defaults\``;
}
