// The figures that README.md shows: rows of the document, between two marks.
import { short } from "./measure/tell.mjs";

const [BEGIN, END] = ["<!-- figures: begin -->", "<!-- figures: end -->"];

/** Which rows, and what README calls them. */
const SHOWN = [
  ["start-100", /^start of \d+ agents$/, "start of 100 agents"],
  ["start-100", /^stop of \d+ agents$/, "their stop"],
  ["start-100", /^memory \(PSS\) of these, transcript on$/, "memory of what watches one agent"],
  ["up-down", /^up of \d+ agents/, "`up` of 100 agents on tmux alone"],
  ["server-killed", /, systemd$/, "all back after kill -9 of the tmux server"],
  ["looks", /^`status --json`, 100 agents, systemd$/, "`status --json` of 100 agents"],
];

/** README with the figures of the document. Those of a `--quick` run are for nobody, and none are shown. */
export function readmeWith(readme, document) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md has no \`${BEGIN}\` … \`${END}\``);
  const rows = document.quick ? [] : SHOWN.flatMap((each) => shown(document, each));
  const table = ["| what | measured | beside | ratio |", "| --- | --- | --- | --- |", ...rows];
  const block = rows.length === 0 ? "" : `${table.join("\n")}\n\n`;
  return `${readme.slice(0, begin)}${BEGIN}\n\n${block}${readme.slice(end)}`;
}

function shown({ benches }, [bench, pattern, words]) {
  const row = benches
    .find(({ name }) => name === bench)
    ?.rows.find((each) => each.cannot === undefined && pattern.test(each.name));
  if (row === undefined) return [];
  const { median, unit, beside, ratio } = row;
  const theirs = beside === undefined ? "" : `${beside.name}: ${short(beside.median)} ${unit}`;
  return [
    `| ${words} | ${short(median)} ${unit} | ${theirs} | ${ratio ? short(ratio.median) : ""} |`,
  ];
}
