// The page that is made of a long run, and its plots.
import { short } from "../measure/tell.mjs";
import { lines } from "../plots.mjs";
import { formatted } from "../write-page.mjs";
import { problemsOf } from "./document.mjs";

const HEAD = `# Long run

<!-- Made by \`npm run bench:long-run\`; \`npm run bench:long-run -- --render FILE\` makes it again from the figures. -->

\`npm run bench:long-run\` holds a fleet of canaries under systemd, in a sandbox, while faults befall it by chance: kill -9 of agents, of both halves of their
launcher and of the tmux server, restarts, messages, SIGSTOP. Between faults, whenever every agent is whole and nobody comes or goes, it counts what the fleet takes.
Servers are killed in the first half only. In the second half the same server, manager and bus go on, and a slope is fitted (the median of those of all pairs
of looks): growth is what is beyond its bound then. The scrollback of each pane is 100 lines long, and full from the start: one of 20,000, as the fleet's profile has it, fills for days.
Memory is PSS; own memory is that without pages of files, of which a process has the less, the more others on the machine run the same program.
`;
const FACTS = ["memory", "own memory", "descriptors", "threads", "processes"];

const svg = (fact) => `long-run/${fact.replace(" ", "-")}.svg`;

/** File name → text, of a document or of none. */
export async function longRunFiles(document) {
  if (document === undefined)
    return { "long-run.md": await formatted(`${HEAD}\nNobody has made a whole run yet.\n`) };
  const files = { "long-run.md": await formatted(page(document)) };
  for (const fact of FACTS) files[svg(fact)] = plot(document, fact);
  files["long-run/folders.svg"] = plot(document, "bytes");
  return files;
}

/** Numbers of a series in lines, as prettier has them. */
export const figuresText = async (document) =>
  await formatted(JSON.stringify(document, null, 2), "json");

function page(document) {
  const { begun, minutes, agents, seed, machine, series, faults } = document;
  const problems = problemsOf(document);
  return [
    HEAD,
    "Figures: [figures.json](long-run/figures.json).\n",
    table(
      ["run", ""],
      Object.entries({ begun: begun.slice(0, 10), minutes, agents, seed, ...machine }),
    ),
    "## What grew\n",
    problems.length === 0
      ? "Nothing grew, and every fault was recovered from.\n"
      : `${problems.map((each) => `- ${each}`).join("\n")}\n`,
    table(
      ["what", "before", "after", "growth in the second half", "bound", "", "after `down`"],
      series.map(row),
    ),
    ...FACTS.map((fact) => `![${fact}](${svg(fact)})\n`),
    "![folders](long-run/folders.svg)\n",
    "## Faults\n",
    "From the fault until the agent, or the fleet, is whole again; of a message until its receipt.\n",
    table(
      ["fault", "times", "median", "slowest", "went wrong"],
      faults.map(({ kind, count, median, most, wrong }) => [
        kind,
        count,
        ms(median),
        ms(most),
        wrong,
      ]),
    ),
  ].join("\n");
}

const ms = (figure) => (figure === undefined ? "" : `${short(figure)} ms`);

function row({ name, unit, values, growth, bound, grows, end }) {
  const figure = (value) => (value === undefined ? "" : `${short(value)} ${unit}`.trim());
  const verdict = grows === undefined ? "told" : grows ? "**grows**" : "no";
  return [
    name,
    figure(values[0]),
    figure(values.at(-1)),
    figure(growth),
    bound === undefined ? "" : figure(bound),
    verdict,
    figure(end),
  ];
}

function table(head, rows) {
  const text = (cells) => `| ${cells.join(" | ")} |`;
  return `${[text(head), text(head.map(() => "---")), ...rows.map(text)].join("\n")}\n`;
}

function plot({ times, series }, fact) {
  const own = series.filter(
    ({ name, values }) => name.endsWith(`, ${fact}`) && values.some((each) => each > 0),
  );
  return lines({
    title: `${fact}${own[0]?.unit && own[0].unit !== fact ? ` (${own[0].unit})` : ""}`,
    across: "minutes",
    series: own.map(({ name, values }) => ({
      name: name.slice(0, name.lastIndexOf(",")),
      points: values
        .map((value, at) => [Number((times[at] / 60_000).toFixed(2)), value])
        .filter(([, value]) => value > 0),
    })),
  });
}
