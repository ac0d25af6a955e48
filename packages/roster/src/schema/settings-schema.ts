import { array, boolean, enum as words, number, record, strictObject, string, union } from "zod";
import { readCommand } from "../values/command.js";
import { transcriptDefault, workdirDefault } from "../resolve/defaults.js";
import { FREE_ENV_NAME_PATTERN } from "../values/env-name.js";
import { checkEnvFile, checkWorkdir } from "../values/home-path.js";
import { filled, line, reads, rule, size } from "./leaf.js";
import {
  COMMAND_PATTERN,
  ENV_FILE_PATTERN,
  LINES_PATTERN,
  TAG_PATTERN,
  WORKDIR_PATTERN,
} from "../values/patterns.js";
import { quote } from "../values/quote.js";
import { idleShape } from "./idle-settings.js";
import { limitsShape } from "./limit-settings.js";
import { restartShape } from "./restart-settings.js";
import type { AgentSettings } from "./roster.js";
import { scheduleShape } from "./schedule-settings.js";
import { runtimeNames } from "../values/runtimes.js";
import { boxShape, readyShape } from "./screen-settings.js";
import type { Shape } from "./shape.js";
import { formatSize } from "../values/size.js";
import { worktree } from "./worktree-settings.js";

/** A word for `--tag`: no blanks, no comma, no leading `-`. */
const tag = rule(line().meta({ pattern: TAG_PATTERN }), (value) => {
  if (/^[^\s,-][^\s,]{0,62}$/u.test(value)) return undefined;
  const shown = value === "" ? "an empty tag" : `the tag ${quote(value)}`;
  const message = `${shown} could not be named on a command line`;
  return {
    code: "bad-tag",
    message,
    hint: "a tag has 1 to 63 characters, no blank, no comma, no leading `-`",
  };
});

const envValue = reads(union([string(), number(), boolean()], { error: "a string" }), (value) => ({
  value: String(value),
})).pipe(line({ lines: true }));

/** The keys that `defaults` and agents share. */
export const settingsShape: Shape<AgentSettings> = {
  runtime: words(runtimeNames)
    .meta({ description: "What runs in the session. Needed on the agent or in `defaults`." })
    .optional(),
  command: reads(
    union(
      [
        line({ lines: true }).meta({ pattern: COMMAND_PATTERN }),
        array(line({ lines: true })).meta({
          minItems: 1,
          prefixItems: [{ type: "string", pattern: LINES_PATTERN, minLength: 1 }],
        }),
      ],
      { error: "a list of words, or one string" },
    ),
    readCommand,
  )
    .meta({
      samples: [["bash", "-l"], "tail -F '/var/log/my app.log'"],
      description:
        "With `runtime: command`: the program and its words; or one string, split like a shell would, never run by one.",
    })
    .optional(),
  args: array(line({ lines: true }))
    .meta({
      description: "Words added to the runtime's own argv.",
      builtIn: [],
      samples: [["--model", "opus"]],
    })
    .optional(),
  unattended: boolean()
    .meta({ description: "Adds the runtime's flag that skips permission prompts.", builtIn: false })
    .optional(),
  resume: boolean()
    .meta({
      description: "Brings the conversation back after a restart, where the runtime can.",
      builtIn: true,
    })
    .optional(),
  workdir: rule(line(), checkWorkdir)
    .meta({
      description:
        "Working directory; a leading `~`, `$HOME` or `${HOME}` is expanded, nothing else.",
      builtIn: workdirDefault,
      // A bare `~` is YAML's null; `readAsWritten` makes it the home, and editors must not complain.
      type: ["string", "null"],
      pattern: WORKDIR_PATTERN,
      samples: ["~/src/app", "/srv/app"],
    })
    .optional(),
  worktree: worktree.optional(),
  env: record(
    string().meta({ pattern: FREE_ENV_NAME_PATTERN }),
    envValue.meta({ pattern: LINES_PATTERN }),
  )
    .meta({
      samples: [{ CLAUDE_CONFIG_DIR: "~/.claude-canary" }],
      description:
        "Environment of the agent; a leading `~/` is expanded. Secrets belong in `env_file`.",
    })
    .optional(),
  env_file: rule(line(), checkEnvFile)
    .meta({
      description: "File of environment assignments, mode 0600; a leading `~/` is expanded.",
      pattern: ENV_FILE_PATTERN,
      samples: ["~/.secrets/canary.env"],
    })
    .optional(),
  limits: strictObject(limitsShape)
    .meta({ description: "Resource limits of the agent's cgroup." })
    .optional(),
  restart: strictObject(restartShape)
    .meta({ description: "What happens when the agent ends." })
    .optional(),
  transcript: size(4096, { off: "off" as const })
    .meta({
      description: "How much of the session's output is kept, or `off`.",
      builtIn: formatSize(transcriptDefault),
      samples: ["50M", "off"],
    })
    .optional(),
  on_quota: words(["wait", "resume"])
    .meta({
      description: "At a usage limit: show it and wait, or resume when it ends.",
      builtIn: "wait",
    })
    .optional(),
  enabled: boolean()
    .meta({
      description: "`false`: its files are written, nothing is started or linked for boot.",
      builtIn: true,
    })
    .optional(),
  task: boolean()
    .meta({
      description: "`true`: it ends when its work is done; exit 0 is no failure.",
      builtIn: false,
    })
    .optional(),
  idle: strictObject(idleShape)
    .meta({
      description: "Sleep: an agent that is idle for long is stopped until the next message.",
    })
    .optional(),
  schedule: strictObject(scheduleShape)
    .meta({
      description: "When systemd starts and stops it; needs the `systemd` supervisor.",
    })
    .optional(),
  tags: array(tag)
    .meta({ description: "Names for `--tag`.", builtIn: [], samples: [["builders"]] })
    .optional(),
  ready: strictObject(readyShape)
    .meta({ description: "With `runtime: command`: when it takes input." })
    .optional(),
  box: strictObject(boxShape)
    .meta({ description: "With `runtime: command`: patterns of its input box on the screen." })
    .optional(),
  receipt: words(["screen", "stream", "hook"])
    .meta({
      description:
        "With `runtime: command`: what proves that it took a message: its screen, its output (OSC 7501), or the agent channel.",
      builtIn: "screen",
    })
    .optional(),
  quit: filled("quit", "leave `quit` out where nothing is typed to end it")
    .meta({
      description: "With `runtime: command`: what is typed, Enter behind it, to make it quit.",
      samples: ["/exit"],
    })
    .optional(),
};
