/** docs/reference/scenarios.md, made of what `mosaic-fleet-harness live` rehearses. */
export function scenariosPage({ scenarioSections, disasters, demands }, generated) {
  const sections = Object.entries(scenarioSections).map(([title, scenarios]) => {
    const rows = scenarios.map(
      ({ id, title: holds, supervisors, quick }) =>
        `| \`${id}\` | ${cell(holds)} | ${supervisors?.join(", ") ?? "both"} | ${quick ? "yes" : ""} |`,
    );
    return scenarios.length === 0 ? "" : table(title, ["id", "what holds", "under", "quick"], rows);
  });
  const struck = disasters.map(({ id, title }) => `| \`${id}\` | ${cell(title)} |`);
  const asked = demands.map(
    ({ number, says, ids, missing }) =>
      `| ${number} | ${cell(says)} | ${ids?.map((id) => `\`${id}\``).join(", ") ?? `none: ${cell(missing)}`} |`,
  );
  const covered = demands.filter(({ ids }) => ids !== undefined).length;
  return `# Scenarios

${generated}

What \`mosaic-fleet-harness live\` rehearses. Each runs in a sandbox of its own, under each supervisor that it means something under; after each
step four views have to agree. \`--scenario\` takes ids, parts of them or patterns; \`--quick\` those that are marked so.
[The guide](../guides/harness.md) shows how.

${sections.filter(Boolean).join("\n\n")}

${table("Disasters of a roster", ["id", "what happens"], struck, "What `live --roster FILE` lets happen to a fleet of yours. It tells what becomes of each agent.")}

${table("What was asked for", ["number", "what a fleet comes through", "rehearsed by"], asked, `${covered} of ${demands.length} have a scenario. A number keeps its meaning.`)}
`;
}

function table(title, heads, rows, intro) {
  const lines = [`| ${heads.join(" | ")} |`, `|${" --- |".repeat(heads.length)}`, ...rows];
  return [`## ${title}`, ...(intro ? [intro] : []), lines.join("\n")].join("\n\n");
}

const cell = (text) => text.replaceAll("|", "\\|");
