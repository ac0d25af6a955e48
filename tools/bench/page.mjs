// The page that is made of a document of figures.
import { short } from "./measure/tell.mjs";
import { notMeasured, problems } from "./problems.mjs";

/** Percent of the cores that others may use before a bench begins, on a machine that is called quiet. */
const QUIET = 10;

/** `charts`: names of the plots that were drawn, in the order in which they are shown. */
export function page(document, charts) {
  return [
    "# Performance\n",
    "<!-- Made by `npm run bench`; `npm run bench -- --render FILE` makes it again from the figures. -->\n",
    introduction(document),
    machine(document),
    "## How near to the limits\n",
    verdict(document),
    "![How near to its limit each figure is](performance/limits.svg)\n",
    ...document.benches.flatMap((bench) => part(bench, charts)),
  ].join("\n");
}

function introduction({ quick, begun, benches }) {
  const others = Math.max(0, ...benches.map(({ load }) => load.others ?? 0));
  const warnings = [
    ...(quick
      ? [
          "**Made with `--quick`**: few rounds and small numbers, to see that everything works; no figure to rely on.\n",
        ]
      : []),
    ...(others > QUIET
      ? [
          `**The machine was busy**: before a bench began, others used up to ${others} % of its cores. Times are too long; ratios may hold.\n`,
        ]
      : []),
  ];
  return `\`npm run bench\` measures all of this, one after the other, and exits 1 when a limit is missed. What is compared takes turns within
one run, each first in every other round, so that other load on the machine falls on both; a ratio is the median of those of the rounds.
Times in milliseconds are those of this machine, the ratios are what counts. p25–p75 is the span in which half of the figures lie. The
figures as JSON: [figures.json](performance/figures.json). What an hour of faults leaves behind: [long run](long-run.md).

${warnings.map((each) => `${each}\n`).join("")}Measured on ${begun.slice(0, 10)}, in ${minutes(benches)} min.\n`;
}

const minutes = (benches) => Math.ceil(benches.reduce((all, { seconds }) => all + seconds, 0) / 60);

function machine({ machine: seen, benches }) {
  const loads = benches.flatMap(({ load }) => [load.before, load.after]);
  const rows = Object.entries({
    ...seen,
    "load average, with the benches' own":
      loads.length === 0 ? "" : `${Math.min(...loads)} to ${Math.max(...loads)}`,
  });
  return `${table(["machine", ""], rows)}\n`;
}

function verdict(document) {
  const judged = document.benches
    .flatMap(({ rows }) => rows)
    .filter(({ held }) => held !== undefined);
  const missed = judged.filter(({ held }) => !held).length;
  const words = [
    missed === 0
      ? `All ${judged.length} limits hold.`
      : `${judged.length - missed} of ${judged.length} limits hold.`,
  ];
  const not = notMeasured(document).length;
  if (not > 0) words.push(`Not measured here: ${not}, each with its reason.`);
  const list = problems(document).map((problem) => `- ${escape(problem.replace(/MISSED +/, ""))}`);
  return `${[words.join(" "), ...(list.length === 0 ? [] : ["", "Missed or broken:", "", ...list])].join("\n")}\n`;
}

function part({ name, title, about, seconds, load, rows, broken }, charts) {
  const own = new Set(rows.map((row) => row.chart?.name));
  const shown = charts.filter((chart) => own.has(chart));
  const measured = rows.filter(({ cannot }) => cannot === undefined);
  const not = rows.filter(({ cannot }) => cannot !== undefined);
  return [
    `## ${title}\n`,
    `${about}\n`,
    `\`npm run bench -- --only ${name}\`: ${seconds} s${load.others === undefined ? "" : `, others used ${load.others} % of the cores before it`}.\n`,
    ...(broken === undefined ? [] : [`The bench broke: ${broken}.\n`]),
    ...(measured.length === 0 ? [] : [`${table(HEAD, measured.map(cells))}\n`]),
    ...(not.length === 0
      ? []
      : [
          "Not measured here:\n",
          `${not.map((row) => `- ${escape(row.name)}: ${escape(row.cannot)}`).join("\n")}\n`,
        ]),
    ...shown.map((chart) => `![${chart}](performance/${chart}.svg)\n`),
  ];
}

const HEAD = ["what", "median", "p25–p75", "beside", "ratio", "limit", "", "note"];

function cells({ name, unit, rounds, beside, ratio, limit, least, held, note, ...row }) {
  return [
    name,
    `${short(row.median)} ${unit}`,
    rounds > 1 && row.p25 !== undefined ? span(row) : "",
    beside === undefined ? "" : `${beside.name}: ${short(beside.median)} ${unit}`,
    ratio === undefined
      ? ""
      : `${short(ratio.median)}${ratio.p25 === ratio.p75 ? "" : ` (${span(ratio)})`}`,
    limit === undefined ? "" : `${least ? "≥" : "≤"} ${limit}`,
    held === undefined ? "" : held ? "held" : "**missed**",
    note ?? "",
  ];
}

const span = ({ p25, p75 }) => `${short(p25)}–${short(p75)}`;

function table(head, rows) {
  const columns = head
    .map((_, at) => at)
    .filter((at) => at < 2 || rows.some((row) => row[at] !== ""));
  const text = (row) => `| ${columns.map((at) => escape(String(row[at]))).join(" | ")} |`;
  return [text(head), `| ${columns.map(() => "---").join(" | ")} |`, ...rows.map(text)].join("\n");
}

/** Nothing of a figure's words is Markdown, but what stands in backticks. */
const escape = (text) => text.replaceAll("|", "\\|").replaceAll(/<(?=\w)/g, "\\<");
