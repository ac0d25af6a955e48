// What a bench found: a line for a person, and for `npm run bench` a row as JSON in the file that `BENCH_ROWS` names.
import { appendFileSync } from "node:fs";
import { pairs, summary } from "./statistics.mjs";

// What ends a bench before its end is told too: its exit code is 1 like that of a missed limit.
process.on("uncaughtExceptionMonitor", ({ message }) => append({ broke: message.split("\n")[0] }));

/**
 * One row. `figures` are those of the rounds; `beside` is what they are measured against, `{ name, figures }` of the same rounds, and the
 * ratio is the median of the pairs. `limit` binds the ratio where there is one, else the median: at most, or with `least` at least.
 * `chart` puts it into a plot of the page: `{ name, line, x }`. A limit that is missed sets this process' exit code, and so does a figure or a
 * ratio that is no number: nothing was measured then.
 */
export function tell({ name, unit = "ms", figures, beside, ratio, limit, least, note, chart }) {
  const row = { name, unit, ...summary(figures), rounds: figures.length };
  if (beside !== undefined) row.beside = { name: beside.name, ...summary(beside.figures) };
  if (ratio !== undefined) row.ratio = summary([ratio]);
  else if (beside !== undefined) row.ratio = summary(pairs(figures, beside.figures));
  if (!isNumbers(row)) {
    broke(`${name}: no figure`);
    return;
  }
  // Of two times, neither is nothing.
  if (row.ratio !== undefined && !(isNumbers(row.ratio) && row.ratio.median > 0)) {
    broke(
      `${name}: no ratio, of ${figures.map(short)} to ${beside?.figures.map(short) ?? ratio} ${unit}`,
    );
    return;
  }
  if (limit !== undefined) {
    const judged = row.ratio?.median ?? row.median;
    row.limit = limit;
    if (least) row.least = true;
    row.held = least ? judged >= limit : judged <= limit;
  }
  write({ ...row, note, chart });
}

/** One figure, told as it is. */
export const tellFigure = ({ figure, ...row }) => tell({ ...row, figures: [figure] });

/** What is not measured here, and why. */
export const cannot = (name, why) => write({ name, cannot: why });

const isNumbers = ({ median, p25, p75 }) => [median, p25, p75].every(Number.isFinite);

/** The rest is measured all the same. */
function broke(why) {
  console.log(`BROKEN  ${why}`);
  process.exitCode = 1;
  append({ broke: why });
}

function write(row) {
  console.log(line(row));
  if (row.held === false) process.exitCode = 1;
  append(row);
}

function append(row) {
  if (process.env.BENCH_ROWS) appendFileSync(process.env.BENCH_ROWS, `${JSON.stringify(row)}\n`);
}

/** A row in words. */
export function line({ name, unit, median, beside, ratio, limit, least, held, note, ...row }) {
  if (row.cannot !== undefined) return `cannot  ${name}: ${row.cannot}`;
  const verdict = held === undefined ? "told" : held ? "held" : "MISSED";
  const words = [`${short(median)} ${unit}`];
  if (beside !== undefined) words.push(`${beside.name} ${short(beside.median)} ${unit}`);
  if (ratio !== undefined) words.push(`ratio ${short(ratio.median)}`);
  if (limit !== undefined) words.push(`at ${least ? "least" : "most"} ${limit}`);
  if (note !== undefined) words.push(note);
  return `${verdict.padEnd(7)} ${name}: ${words.join(", ")}`;
}

/** Three digits are more than a figure of a busy machine says. */
export function short(figure) {
  if (figure === 0 || !Number.isFinite(figure)) return String(figure);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(figure))));
  return figure
    .toFixed(Math.min(digits, 2))
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}
