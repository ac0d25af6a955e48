import type { Diagnostic } from "../check/diagnostic.js";
import { checkEnvName } from "../values/env-name.js";
import { parseRoster } from "../check/parse-roster.js";
import { isSecretName, secretAt } from "../values/secret.js";
import { blockLines, itemLines } from "./write-yaml.js";
import { visible } from "../values/visible.js";

/** One `<agent>.env` of a fleet that has no roster. */
export interface EnvFile {
  /** The agent: the name of the file without `.env`. */
  readonly agent: string;
  /** The file, as it is to be named to people. */
  readonly file: string;
  /** Its assignments, as `parseEnvironmentFile` of `@mosaicstack/systemd-units` reads them. */
  readonly values: ReadonlyMap<string, string>;
}

export interface FromEnvFiles {
  /** The roster. What it does not take over stands in it as a comment. */
  readonly text: string;
  /** What stays in each file, where it goes on to have effect: secrets, and what a roster cannot say. */
  readonly left: readonly { readonly file: string; readonly names: readonly string[] }[];
  /** What `parseRoster` says of the text: a runtime that it does not know, a command that cannot be split. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The socket of agents that name none: the holder's own default. */
const DEFAULT_SOCKET = "mosaic-fleet";

/** The variables that have a key of their own. */
const KEYS = {
  runtime: "MOSAIC_AGENT_RUNTIME",
  workdir: "MOSAIC_AGENT_WORKDIR",
  command: "MOSAIC_AGENT_COMMAND",
  socket: "MOSAIC_TMUX_SOCKET",
} as const;

/** What an agent with neither runtime nor command runs. */
const CANARY = { runtime: "command", command: ["start-agent-session.sh", "--canary"] } as const;

/**
 * A roster for a fleet that so far consists of env files alone. The files stay, and win over the roster as ever; each
 * value of theirs is in the roster or in `left`, but for the end of a key that was pasted without quotes. Most agents' socket becomes the fleet's, the others are guests.
 */
export function fromEnvFiles(
  files: readonly EnvFile[],
  options: { name?: string; file?: string } = {},
): FromEnvFiles {
  const socket = mostUsedSocket(files);
  const agents = files.map((file) => agentOf(file, socket));
  const top = { version: 1, ...(options.name === undefined ? {} : { name: options.name }) };
  const lines = [...blockLines({ ...top, socket_name: socket }), "agents:"];
  if (agents.length === 0) lines.splice(-1, 1, "agents: []");
  for (const { file, agent, left } of agents) {
    if (left.length > 0)
      lines.push(`  # Stays in ${visible(file)}: ${left.map(visible).join(", ")}.`);
    lines.push(...itemLines(agent).map((line) => `  ${line}`));
  }
  const text = `${lines.join("\n")}\n`;
  const { diagnostics } = parseRoster(text, { file: options.file ?? "roster.yaml" });
  const left = agents.filter((one) => one.left.length > 0);
  return { text, left: left.map(({ file, left: names }) => ({ file, names })), diagnostics };
}

function agentOf(
  { agent: name, file, values }: EnvFile,
  socket: string,
): { file: string; agent: Record<string, unknown>; left: string[] } {
  // What goes on over lines, by an open quote or a joined line, may have taken others' secrets with it.
  const taken = [KEYS.runtime, KEYS.workdir, KEYS.socket].filter((variable) =>
    isHidden(values.get(variable) ?? ""),
  );
  // An empty value is none to the launcher.
  const given = (variable: string): string | undefined =>
    taken.some((one) => one === variable) ? undefined : values.get(variable) || undefined;
  const [runtime, command] = [given(KEYS.runtime), given(KEYS.command)];
  // A command beside another runtime replaces that runtime's own, which a roster cannot say; one with a secret, or that goes on over lines as an open quote does, it must not.
  const replaces = runtime !== undefined && runtime !== "command";
  const keeps =
    command !== undefined && (replaces || /\n/.test(command) || secretAt(command) !== undefined);
  const runs = runsOf(runtime, command, keeps);
  const own = new Set<string>(Object.values(KEYS));
  const others = [...values].filter((one) => !own.has(one[0]) && !isPiece(...one));
  const env = Object.fromEntries(others.filter(([variable, value]) => fits(variable, value)));
  const left = others
    .map(([variable]) => variable)
    .filter((variable) => !Object.hasOwn(env, variable));
  const at = given(KEYS.socket) ?? DEFAULT_SOCKET;
  if (at !== socket) env[KEYS.socket] = at;
  const agent = {
    name,
    ...runs,
    workdir: given(KEYS.workdir),
    env: Object.keys(env).length === 0 ? undefined : env,
  };
  return { file, agent, left: [...taken, ...(keeps ? [KEYS.command] : []), ...left] };
}

/** What the roster has to run. Beside a command that stays in the file, which wins, the canary only holds its place. */
function runsOf(
  runtime: string | undefined,
  command: string | undefined,
  keeps: boolean,
): Record<string, unknown> {
  if (command !== undefined && !keeps) return { runtime: "command", command };
  return runtime === undefined || (runtime === "command" && keeps) ? CANARY : { runtime };
}

/** The last line of a key in Base64, pasted without quotes, which is an assignment of nothing to systemd. */
function isPiece(name: string, value: string): boolean {
  return /^=?$/.test(value) && /[A-Z]/.test(name) && /[a-z]/.test(name);
}

/** Whether a roster can and should hold a value: it expands `~/`, takes no control characters, and is no place for secrets: by an open quote those on the next lines are in it. */
function fits(name: string, value: string): boolean {
  if (checkEnvName(name) !== undefined || value.startsWith("~/")) return false;
  if (value !== "" && (isSecretName(name) || secretAt(value) !== undefined)) return false;
  return !/[^\P{Cc}\t]|\p{Cs}/u.test(value);
}

/** A setting of one line that holds a second one, or what looks secret. */
function isHidden(value: string): boolean {
  return /[=\p{Cc}]/u.test(value) || secretAt(value) !== undefined;
}

function mostUsedSocket(files: readonly EnvFile[]): string {
  const counts = new Map<string, number>([[DEFAULT_SOCKET, 0]]);
  for (const { values } of files) {
    const socket = values.get(KEYS.socket) || DEFAULT_SOCKET;
    if (isHidden(socket)) continue;
    counts.set(socket, (counts.get(socket) ?? 0) + 1);
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
