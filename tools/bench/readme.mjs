// The figures that README.md shows: rows of the document, between two marks.
import { short } from "./measure/tell.mjs";

const [BEGIN, END] = ["<!-- figures: begin -->", "<!-- figures: end -->"];

/** Which rows, the first of each kind, and what README calls them. */
const SHOWN = [
  ["start-100", /^start of (\d+) agents$/, "start of $1 agents under systemd"],
  ["start-100", /^stop of \d+ agents$/, "their stop"],
  ["start-100", /^memory \(PSS\) of these, transcript on$/, "memory of what watches one agent"],
  ["up-down", /^up of (\d+) agents, tmux supervisor$/, "`up` of $1 agents on tmux alone"],
  ["growth", /^`up` of (\d+), beside (\d+) times (\d+), systemd$/, "`up` of $1 agents"],
  [
    "server-killed",
    /^all (\d+) agents back .*, systemd$/,
    "all $1 back after kill -9 of the tmux server",
  ],
  ["looks", /^`status --json`, (\d+) agents, systemd$/, "`status --json` of $1 agents"],
  ["deliver", /^two busy .*, (\d+) messages, lost.*$/, "of $1 messages lost, doubled or altered"],
];

const EMPTY =
  "_No whole run stands here yet, for figures of a `--quick` one are for nobody: `npm run bench` on a quiet machine fills this in._";

/** README with the figures of the document. Those of a `--quick` run are not shown, and it says so. */
export function readmeWith(readme, document) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md has no \`${BEGIN}\` … \`${END}\``);
  const rows = document.quick ? [] : SHOWN.flatMap((each) => shown(document, each));
  const table = ["| what | measured | beside | ratio |", "| --- | --- | --- | --- |", ...rows];
  const block = rows.length === 0 ? EMPTY : `${table.join("\n")}\n\n${source(document)}`;
  return `${readme.slice(0, begin)}${BEGIN}\n\n${block}\n\n${readme.slice(end)}`;
}

const source = ({ begun, machine: { processor, cores, systemd, tmux } }) =>
  `Measured on ${begun.slice(0, 10)}: ${cores} cores of ${processor}, systemd ${systemd}, tmux ${tmux}.`;

function shown({ benches }, [bench, pattern, words]) {
  const row = benches
    .find(({ name }) => name === bench)
    ?.rows.find((each) => each.cannot === undefined && pattern.test(each.name));
  if (row === undefined) return [];
  const { name, median, unit, beside, ratio } = row;
  const theirs = beside === undefined ? "" : `${beside.name}: ${short(beside.median)} ${unit}`;
  return [
    `| ${name.replace(pattern, words)} | ${short(median)} ${unit} | ${theirs} | ${ratio ? short(ratio.median) : ""} |`,
  ];
}
