/** What one wants to do, and the commands for it. */
export interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

/** The commands by group, each once; no group is empty. A command that stands in no group comes last. */
export function grouped<Named extends { readonly name: string }>(
  commands: readonly Named[],
  groups: readonly Group[],
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
