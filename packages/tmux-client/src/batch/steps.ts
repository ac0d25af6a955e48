import { captureCommand, lookCommands, readLook } from "../panes/capture.js";
import type { CaptureOptions, PaneLook } from "../panes/capture.js";
import { READY, checkKeys, keysCommands, shownKeys } from "../panes/input.js";
import { heldOrThrow, paneGuard } from "../panes/pane-guard.js";
import { checkCommand } from "../raw/raw.js";
import type { RawCommandLine } from "../raw/raw.js";
import {
  REF_FORMAT,
  createCommands,
  parseCreated,
  parseRef,
  shownCreate,
} from "../sessions/session-create.js";
import type { NamedSpec } from "../sessions/session-create.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { tmuxError } from "../transport/failure.js";
import { guarded, readVerdict } from "../transport/guard.js";
import { invalidArgument, isTmuxError } from "../values/error.js";
import type { TmuxError } from "../values/error.js";
import { parseSessionName } from "../values/name.js";
import type { NameText } from "../values/name.js";
import { checkText } from "../values/quote.js";
import { exactTarget } from "../values/target.js";
import type { PaneRef, SessionRef } from "../values/target.js";
import type { LineResult, Step } from "./step.js";

/** What `batch()` does many of in one call of tmux. */
export interface Steps {
  /** Makes a session; fails with DuplicateSession when there is one of the name. */
  create<N extends string>(spec: NamedSpec<N>): Step<SessionRef>;
  /** The session of this name, made if there is none. */
  ensure<N extends string>(spec: NamedSpec<N>): Step<{ session: SessionRef; created: boolean }>;
  /** Undefined when there is no session of exactly this name. */
  find<N extends string>(name: N & NameText<N>): Step<SessionRef | undefined>;
  kill<N extends string>(name: N & NameText<N>): Step<"killed" | "absent">;
  /** A user option of a session. */
  setOption<N extends string>(
    name: N & NameText<N>,
    option: `@${string}`,
    value: string,
  ): Step<void>;
  keys(pane: PaneRef, ...keys: string[]): Step<void>;
  capture(pane: PaneRef, options?: CaptureOptions): Step<string>;
  /** The same with cursor and history, of one moment. */
  look(pane: PaneRef, options?: CaptureOptions): Step<PaneLook>;
  /** What a format of tmux says of the pane. */
  format(pane: PaneRef, format: string): Step<string>;
  /** One command out of the allow-list of `run()`; what it wrote. */
  run(command: RawCommandLine): Step<string>;
}

export const steps: Steps = {
  create: (spec) => ({
    plan(client) {
      const name = parseSessionName(spec.name);
      return {
        shown: shownCreate(name),
        lines: [createCommands(client, name, spec)],
        read: ([line]) => parseCreated(client, name, text(whole(line), 0)),
      };
    },
  }),
  ensure: (spec) => ({
    plan(client) {
      const name = parseSessionName(spec.name);
      return {
        shown: shownCreate(name),
        // The second line looks at what there is, whether the first made it or not.
        lines: [createCommands(client, name, spec), [look(spec.name)]],
        read([made, seen]) {
          if (made && !made.error) {
            return { session: parseCreated(client, name, text(made, 0)), created: true };
          }
          if (!isTmuxError(made?.error, "DuplicateSession")) throw made?.error ?? nothing(client);
          const session = seenAs(name, seen);
          if (session) return { session, created: false };
          throw made?.error;
        },
      };
    },
  }),
  find: (name) => ({
    plan: () => ({
      shown: ["display-message", "-p", "-t", exactTarget(parseSessionName(name))],
      lines: [[look(name)]],
      read: ([seen]) => seenAs(name, whole(seen)),
    }),
  }),
  kill: (name) => ({
    plan() {
      const command = ["kill-session", "-t", exactTarget(parseSessionName(name))];
      return {
        shown: command,
        lines: [[command]],
        read([line]) {
          if (isTmuxError(line?.error, "NoSuchSession")) return "absent";
          whole(line);
          return "killed";
        },
      };
    },
  }),
  setOption: (name, option, value) => ({
    plan() {
      if (!/^@[A-Za-z0-9_-]+$/.test(option)) {
        throw invalidArgument(
          `${JSON.stringify(option)} is no user option: it looks like \`@name\``,
        );
      }
      const shown = ["set-option", "-t", exactTarget(parseSessionName(name)), option];
      const command = [...shown, checkText(value, `option ${option}`)];
      return { shown, lines: [[command]], read: ([line]) => void whole(line) };
    },
  }),
  keys: (pane, ...words) =>
    onPane(pane, [READY], shownKeys(pane, words), {
      commands: () => keysCommands(pane, checkKeys(words)),
      read: () => undefined,
    }),
  capture: (pane, options = {}) =>
    onPane(pane, [], ["capture-pane", "-p", "-t", pane.id], {
      commands: () => [captureCommand(pane, options)],
      read: (output) => output.toString("utf8"),
    }),
  look: (pane, options = {}) =>
    onPane(pane, [], ["capture-pane", "-p", "-t", pane.id], {
      commands: () => lookCommands(pane, options),
      read: readLook,
    }),
  format: (pane, format) =>
    onPane(pane, [], ["display-message", "-p", "-t", pane.id], {
      commands: () => [["display-message", "-p", "-t", pane.id, checkText(format, "a format")]],
      read: (output) => output.toString("utf8").replace(/\n$/, ""),
    }),
  run: (command) => ({
    plan(client) {
      const { shown, commands } = checkCommand(client, command, false);
      return {
        shown,
        lines: [commands],
        read: ([line]) => text(whole(line), commands.length - 1),
      };
    },
  }),
};

function onPane<T>(
  pane: PaneRef,
  conditions: readonly string[],
  shown: Command,
  { commands, read }: { commands: () => readonly Command[]; readonly read: (output: Buffer) => T },
): Step<T> {
  return {
    plan: (client) => ({
      shown,
      lines: [[guarded(paneGuard(pane, conditions), commands())]],
      read([line]) {
        const verdict = readVerdict(whole(line).outputs[0] ?? Buffer.alloc(0));
        if (!verdict) throw nothing(client);
        return read(heldOrThrow(client, pane, verdict, shown));
      },
    }),
  };
}

// It never fails: without a session the format is empty.
function look(name: string): Command {
  const format = `#{?#{session_id},${REF_FORMAT} #{session_name},}`;
  return ["display-message", "-p", "-t", exactTarget(parseSessionName(name)), format];
}

function seenAs(name: string, line: LineResult | undefined): SessionRef | undefined {
  const said = text(line, 0);
  return said.endsWith(` ${name}\n`) ? parseRef(name, said.replace(/ \S*\n$/, "\n")) : undefined;
}

function whole(line: LineResult | undefined): LineResult {
  if (line?.error) throw line.error;
  return line ?? { outputs: [], error: undefined };
}

function text(line: LineResult | undefined, index: number): string {
  return line?.outputs[index]?.toString("utf8") ?? "";
}

function nothing(client: Client): TmuxError {
  return tmuxError(client, "Protocol", "tmux gave no answer to a step", { delivery: "unknown" });
}
