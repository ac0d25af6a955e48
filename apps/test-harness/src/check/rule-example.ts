import type { RuleExample } from "./example-file.js";
import { ruleExamples } from "./rule-examples.generated.js";

/** The example of a rule. */
export function exampleOf(code: string): RuleExample | undefined {
  const made = ruleExamples[code];
  if (made !== undefined) return made;
  const shown = SHOWN[code];
  if (shown === undefined) return undefined;
  const [name, bad, good] = shown;
  return {
    bad: [{ name, text: `${bad}\n`, blamed: [1] }],
    good: [{ name, text: `${good}\n`, blamed: [] }],
  };
}

const TOOLS = "~/.config/mosaic/tools/fleet";
const UNITS = "~/.config/systemd/user";

/** Of rules that look at no text: what a command shows where they are broken, and where they hold. */
const SHOWN: Readonly<Record<string, readonly [command: string, bad: string, good: string]>> = {
  MF199: [
    "systemd-analyze --user verify example.service",
    "example.service:2: Failed to parse system call, ignoring: no_such_call",
    "(it has nothing to say)",
  ],
  MF701: [
    `ls -l ${TOOLS}`,
    "-rw-r--r-- 1 me me 33610 start-agent-session.sh",
    "-rwxr-xr-x 1 me me 33610 start-agent-session.sh",
  ],
  MF702: [
    `ls -l ${TOOLS}`,
    "-rwxrwxr-x 1 me me 33610 start-agent-session.sh",
    "-rwxr-xr-x 1 me me 33610 start-agent-session.sh",
  ],
  MF703: [
    `diff shipped/mosaic-fleet.target ${UNITS}/mosaic-fleet.target`,
    "> # mine",
    "(they are the same)",
  ],
  MF704: [
    `ls ${UNITS}/mosaic-fleet.slice`,
    "ls: cannot access 'mosaic-fleet.slice': No such file or directory",
    `${UNITS}/mosaic-fleet.slice`,
  ],
  MF706: [
    "systemctl --user show -p NeedDaemonReload mosaic-agent@coder.service",
    "NeedDaemonReload=yes",
    "NeedDaemonReload=no",
  ],
  MF707: ["loginctl show-user me -p Linger", "Linger=no", "Linger=yes"],
  MF708: [
    `ls -d ${UNITS}/mosaic-agent@*.service.d, of a roster with \`coder\` alone`,
    `${UNITS}/mosaic-agent@reviewer.service.d`,
    `${UNITS}/mosaic-agent@coder.service.d`,
  ],
  MF709: [
    "systemctl --user status mosaic-agent@coder.service, of a pane half with the process id 812",
    "(812 is not below `CGroup:`, but below `mosaic-tmux-holder.service`)",
    "812 /bin/sh start-agent-session.sh --pane coder",
  ],
};
