const FOLDER = /^(?:systemd\/user|mosaic\/(?:tools\/)?fleet)\//;

/** docs/reference/mutations.md, made of the table of planted defects. */
export function mutationsPage(groups, generated) {
  const cell = (text) => text.replaceAll("|", "\\|");
  const sections = groups.map(([title, entries]) => {
    const rows = entries.map(
      ({ id, says, file, caughtBy }) =>
        `| \`${id}\` | ${cell(says)} | \`${file.replace(FOLDER, "")}\` | ${catcher(caughtBy)} |`,
    );
    const head = "| id | what is wrong | in | caught by |\n| --- | --- | --- | --- |";
    return `## ${title}\n\n${[head, ...rows].join("\n")}`;
  });
  const all = groups.flatMap(([, entries]) => entries);
  const checked = all.filter(({ caughtBy }) => "check" in caughtBy).length;
  return `# Planted defects

${generated}

What somebody could get wrong in what is installed, planted one at a time into a copy of it: ${all.length} defects. ${counted(checked, all.length - checked)}
The same fleet without a defect passes both. A code leads to its [rule](checks.md).

${sections.join("\n\n")}
`;
}

const catcher = (caughtBy) =>
  "check" in caughtBy
    ? [caughtBy.check, ...(caughtBy.also ?? [])]
        .map((code) => `[${code}](checks.md#${code.toLowerCase()})`)
        .join(", ")
    : `\`live\`: \`${caughtBy.live}\``;

const counted = (checked, rehearsed) =>
  `\`mosaic-fleet-harness check --installed\` catches ${checked} of them by exactly the rules named here` +
  (rehearsed === 0
    ? "."
    : `; the other ${rehearsed} no look at a file can tell, and a rehearsal of \`mosaic-fleet-harness live\` fails.`);
