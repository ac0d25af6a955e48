/** docs/reference/doctor.md, made of the table of what doctor can find. */
export function doctorPage(all, generated) {
  const sections = all.map(([title, entries]) => {
    const texts = Object.entries(entries).map(
      ([id, { severity, also, what, why, remedy, fixable }]) =>
        `### ${id}\n\n**${what}.** (${also ? `${severity} or ${also}` : severity})\n\n${why}\n\nRemedy: ${remedy}` +
        (fixable ? " `doctor --fix` does it." : ""),
    );
    return `## ${title}\n\n${texts.join("\n\n")}`;
  });
  return `# Findings of doctor

${generated}

What \`mosaic-fleet doctor\` can find. What it prints names the agent, file, number or program in question; \`--json\` gives each as an object
\`{id, severity, what, why, remedy, fixable, fixed?}\`. It exits 3 when there is an error or a warning. An id keeps its meaning.

${sections.join("\n\n")}
`;
}
