// What a long run recorded, judged: does anything grow?
import { quantile } from "../measure/statistics.mjs";

/** Of the second half: less than the larger one is no growth. Pages of memory come and go; counts are compared at equal states. */
const BOUNDS = [
  [/memory$/, { unit: "kB", share: 0.05, least: 256 }],
  [/, bytes$/, { unit: "bytes", share: 0.05, least: 4096 }],
  [/, (processes|threads|descriptors|files)$/, { unit: "", share: 0.01, least: 2 }],
];
/** Logs begin anew at a size of their own. Of pages of files a process has less, the more others on the machine have them too. */
const NOT_JUDGED = /^logs|, memory$/;
const ENOUGH = 5;

/** `lines`: a JSON object each, as long-run.bench.mjs writes them. `head`: what was asked for, and of which machine. */
export function documentOf(head, lines) {
  const rows = lines.map((line) => JSON.parse(line));
  const samples = rows.filter(({ told, wrong }) => told === "sample" && wrong === undefined);
  const end = rows.find(({ told }) => told === "end");
  const last = Math.max(0, ...rows.map(({ at }) => at));
  return {
    version: 1,
    ...head,
    minutes: Math.round(last / 60_000),
    isWhole: end !== undefined,
    times: samples.map(({ at }) => at),
    series: Object.keys(samples[0]?.figures ?? {}).map((name) => series(name, samples, end)),
    faults: byKind(rows.filter(({ told }) => told === "fault")),
    wrong: [
      ...rows.filter(({ wrong }) => wrong !== undefined).map(inWords),
      ...(end === undefined ? ["it did not come to its end"] : leftOver(end)),
    ],
  };
}

function series(name, samples, end) {
  const values = samples.map(({ figures }) => figures[name]);
  const [, { unit, share, least }] = BOUNDS.find(([pattern]) => pattern.test(name));
  const row = { name, unit, values, ...(end && { end: end.figures[name] }) };
  if (NOT_JUDGED.test(name)) return row;
  const half = samples.filter(({ at }) => at >= samples.at(-1).at / 2);
  if (half.length < ENOUGH) return row;
  const level = quantile(
    half.map(({ figures }) => figures[name]),
    0.5,
  );
  const span = half.at(-1).at - half[0].at;
  const growth = span * slope(half.map(({ at, figures }) => [at, figures[name]]));
  const bound = Math.max(least, share * level);
  return {
    ...row,
    growth: Number(growth.toFixed(2)),
    bound: Number(bound.toFixed(2)),
    grows: growth > bound,
  };
}

/** The median of the slopes of all pairs: what is out of line once moves it little. */
function slope(points) {
  const slopes = points.flatMap(([x, y], at) =>
    points.slice(at + 1).map(([later, then]) => (then - y) / (later - x)),
  );
  return quantile(slopes, 0.5);
}

function byKind(faults) {
  const kinds = [...new Set(faults.map(({ kind }) => kind))].toSorted((a, b) => a.localeCompare(b));
  return kinds.map((kind) => {
    const own = faults.filter((each) => each.kind === kind);
    const times = own.filter(({ ms }) => ms !== undefined).map(({ ms }) => ms);
    return {
      kind,
      count: own.length,
      wrong: own.length - times.length,
      ...(times.length > 0 && { median: quantile(times, 0.5), most: Math.max(...times) }),
    };
  });
}

const inWords = ({ at, kind, agent, when, wrong }) =>
  `${(at / 60_000).toFixed(1)} min, ${kind === undefined ? `a look ${when}` : `${kind}${agent ? `, ${agent}` : ""}`}: ${wrong}`;

/** After `down` nobody is left but the manager and its bus. */
const leftOver = ({ figures }) =>
  Object.entries(figures)
    .filter(
      ([name, count]) => name.endsWith(", processes") && !/^(manager|bus),/.test(name) && count > 0,
    )
    .map(([name, count]) => `after \`down\`: ${name}: ${count}`);

/** What is wrong with it, a line each. */
export const problemsOf = ({ series: all, wrong }) => [
  ...wrong,
  ...all
    .filter(({ grows }) => grows)
    .map(
      ({ name, growth, bound }) =>
        `${name} grows: by ${growth} in the second half, at most ${bound}`,
    ),
  ...(all.some(({ grows }) => grows !== undefined)
    ? []
    : ["too few looks to tell growth from none"]),
];
