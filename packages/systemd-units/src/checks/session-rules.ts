import { commandLines, faultAt } from "./fault.js";
import type { Rule } from "./finding.js";
import { tmuxCalls } from "./tmux-calls.js";

export const sessionRules: readonly Rule[] = [
  {
    code: "MF401",
    severity: "error",
    what: "Names and paths use `%i`, never `%I`",
    why: "`%I` is the instance unescaped: `a-b` becomes `a/b`, so the unit uses the file or session of another name.",
    remedy: "Write `%i`.",
    *check(unit) {
      // A template of another's may stand for a path, which `%I` is for.
      if (unit.role === undefined && !unit.name.startsWith("mosaic-")) return;
      for (const assignment of unit.assignments)
        if (
          !["Description", "Documentation"].includes(assignment.key) &&
          /(?<!%)(?:%%)*%I/.test(assignment.value)
        )
          yield faultAt(assignment, `\`${assignment.key}=\` uses \`%I\``);
    },
  },
  {
    code: "MF402",
    severity: "error",
    what: "What an agent tells tmux to act on is matched exactly",
    why: "`-t cod` also matches the session `coder` when `cod` is gone, and in window commands so does `-t =cod`.",
    remedy: "Write the target as `=%i:`.",
    *check(unit) {
      if (unit.role !== "agent") return;
      for (const line of commandLines(unit))
        for (const { command } of tmuxCalls(line.value))
          for (const target of targets(command))
            if (!/^(?:=.+:|[$@%]\d)/.test(target))
              yield faultAt(line, `The target \`${target}\` in \`${line.key}=\` is not exact`);
    },
  },
];

function targets(command: readonly string[]): string[] {
  return command.flatMap((word, at) => {
    if (word === "-t") return [command[at + 1] ?? ""];
    return word.startsWith("-t") ? [word.slice(2)] : [];
  });
}
