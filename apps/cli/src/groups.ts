import type { Group } from "@mosaicstack/command-line";

/**
 * What one wants to do, and the commands for it, in the order of help and of the manual page. Names of commands that this version
 * lacks are passed over; a command that stands in no group comes last.
 */
export const groups: readonly Group[] = [
  {
    title: "Set up",
    names: [
      "init",
      "presets",
      "validate",
      "schema",
      "explain",
      "install",
      "migrate",
      "completion",
      "help",
    ],
  },
  {
    title: "Run",
    names: ["up", "down", "start", "stop", "restart", "plan", "apply", "render"],
  },
  { title: "Look", names: ["status", "top", "events", "wait", "attach", "screen", "logs"] },
  { title: "Talk", names: ["send", "ask", "queue"] },
  { title: "Keep well", names: ["doctor", "uninstall"] },
];
