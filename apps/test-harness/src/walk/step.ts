/** What a person types. Steps are data, so that they are drawn, left out one by one, printed and read again. */
export type Verb =
  | { readonly do: "start" | "stop" | "restart"; readonly who: readonly string[] }
  | { readonly do: "up" | "down" }
  /** The roster is written with this change in it, and applied, what left it pruned. */
  | ({ readonly do: "apply" } & Change);

export type Change =
  | { readonly change: "nothing" }
  /** `tasks_max`. */
  | { readonly change: "limits"; readonly who: string; readonly to: number }
  /** A variable of its environment. */
  | { readonly change: "env"; readonly who: string; readonly to: string }
  | { readonly change: "enabled"; readonly who: string; readonly to: boolean }
  /** In front of the agent that is the `at`th now. */
  | { readonly change: "add"; readonly who: string; readonly at: number }
  | { readonly change: "remove"; readonly who: string }
  /** In the same place of the roster. */
  | { readonly change: "rename"; readonly who: string; readonly to: string };

/** One thing that happens to a fleet. Where it means nothing, as the end of what is not there, it is passed over. */
export type Step =
  | Verb
  /** SIGKILL to the command after so many milliseconds, if it still runs; then the same again. */
  | { readonly do: "cut short"; readonly verb: Verb; readonly afterMs: number }
  | { readonly do: "at once"; readonly verbs: readonly [Verb, Verb] }
  /** The verb while the disk of the state folder is full, and again once it is not. */
  | { readonly do: "full disk"; readonly verb: Verb }
  | { readonly do: "send"; readonly who: readonly string[]; readonly text: string }
  | { readonly do: "kill"; readonly who: string; readonly what: Part }
  /** SIGSTOP and SIGCONT, to the agent's own process. */
  | { readonly do: "freeze" | "thaw"; readonly who: string }
  /** By a person, with tmux. */
  | { readonly do: "kill session"; readonly who: string }
  /** By a person, with tmux; then `up`. */
  | { readonly do: "rename session"; readonly who: string; readonly to: string }
  /** A session of a person, on the fleet's server. */
  | { readonly do: "open guest" | "close guest"; readonly guest: string }
  | { readonly do: "rename guest"; readonly guest: string; readonly to: string }
  | { readonly do: "kill server" }
  /** SIGSTOP, a look by the command, SIGCONT. */
  | { readonly do: "freeze server" }
  /** The file is removed; then `doctor --fix`. */
  | { readonly do: "remove socket" }
  | { readonly do: "reload" | "reexec" }
  | { readonly do: "reboot" | "power cut" };

/** `pane half` is what holds the pane, `supervisor` the main process of the unit. */
export type Part = "agent" | "pane half" | "supervisor";

/** Where a walk begins, and where it goes. */
export interface Walk {
  /** Names, in the order of the roster. All run. */
  readonly agents: readonly string[];
  readonly steps: readonly Step[];
}

/** A step in words, for a person. */
export function tellStep(step: Step): string {
  switch (step.do) {
    case "start":
    case "stop":
    case "restart":
      return `\`${step.do} ${step.who.join(" ")}\``;
    case "up":
    case "down":
      return `\`${step.do}\``;
    case "apply":
      return `\`apply\` ${tellChange(step)}`;
    case "cut short":
      return `${tellStep(step.verb)}, killed after ${step.afterMs} ms, and again`;
    case "at once":
      return `${step.verbs.map(tellStep).join(" and ")} at once`;
    case "full disk":
      return `${tellStep(step.verb)} with a full disk, and again without`;
    case "send":
      return `\`send\` of ${JSON.stringify(step.text)} to ${step.who.join(", ")}`;
    case "kill":
      return `SIGKILL to the ${step.what} of \`${step.who}\``;
    case "freeze":
      return `SIGSTOP to \`${step.who}\``;
    case "thaw":
      return `SIGCONT to \`${step.who}\``;
    case "kill session":
      return `\`kill-session\` of \`${step.who}\` by a person`;
    case "rename session":
      return `\`rename-session\` of \`${step.who}\` to \`${step.to}\` by a person, and \`up\``;
    case "open guest":
      return `a person's session \`${step.guest}\``;
    case "close guest":
      return `the end of a person's session \`${step.guest}\``;
    case "rename guest":
      return `a person's session \`${step.guest}\`, renamed to \`${step.to}\``;
    case "kill server":
      return "SIGKILL to the tmux server";
    case "freeze server":
      return "SIGSTOP to the tmux server, `status`, SIGCONT";
    case "remove socket":
      return "the socket removed, and `doctor --fix`";
    case "reload":
    case "reexec":
      return `\`daemon-${step.do}\``;
    case "reboot":
      return "a reboot";
    case "power cut":
      return "a power cut";
    default:
      return step satisfies never;
  }
}

function tellChange(change: Change): string {
  switch (change.change) {
    case "nothing":
      return "of the same roster";
    case "limits":
      return `with \`tasks_max: ${change.to}\` for \`${change.who}\``;
    case "env":
      return `with another \`env\` for \`${change.who}\``;
    case "enabled":
      return `with \`enabled: ${String(change.to)}\` for \`${change.who}\``;
    case "add":
      return `with a new agent \`${change.who}\``;
    case "remove":
      return `without \`${change.who}\``;
    case "rename":
      return `with \`${change.who}\` called \`${change.to}\``;
    default:
      return change satisfies never;
  }
}
