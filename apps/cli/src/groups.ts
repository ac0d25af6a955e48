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

export interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

/** The commands by group, each once; no group is empty. */
export function grouped<Named extends { readonly name: string }>(
  commands: readonly Named[],
): { readonly title: string; readonly commands: readonly Named[] }[] {
  const known = new Set(groups.flatMap(({ names }) => names));
  const others = commands.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  return [...groups, { title: "Other", names: others }]
    .map(({ title, names }) => ({
      title,
      commands: names.flatMap((wanted) => commands.filter(({ name }) => name === wanted)),
    }))
    .filter((group) => group.commands.length > 0);
}
