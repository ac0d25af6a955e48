// The plots of the page, as SVG, drawn by ECharts without a browser. The same document gives the same bytes.
import * as echarts from "echarts";

const [HELD, MISSED] = ["#4c78a8", "#d1495b"];
const COLOURS = [HELD, "#f58518", "#54a24b", "#b279a2", "#9d755d"];
const TEXT = { fontFamily: "sans-serif", color: "#333" };

/** File name → SVG: how near to its limit each figure is, then each chart that rows name. */
export function plots({ benches }) {
  const rows = benches.flatMap((bench) => bench.rows);
  const drawn = { "limits.svg": limits(rows.filter(({ limit }) => limit !== undefined)) };
  for (const [name, own] of byChart(rows)) drawn[`${name}.svg`] = chart(own);
  return drawn;
}

/** Node 20 has no `Map.groupBy`. */
function byChart(rows) {
  const groups = new Map();
  for (const row of rows.filter((each) => each.chart !== undefined))
    groups.set(row.chart.name, [...(groups.get(row.chart.name) ?? []), row]);
  return groups;
}

/** Share of its limit that a figure takes: 1 is the limit itself, also where the limit is a least. */
function shareOfLimit({ ratio, median, limit, least }) {
  const judged = ratio?.median ?? median;
  if (judged === limit) return 1;
  return least ? limit / judged : judged / limit;
}

function limits(rows) {
  const shown = rows
    .map((row) => ({ name: row.name, share: shareOfLimit(row), held: row.held }))
    .toSorted((a, b) => a.share - b.share);
  return draw(90 + 20 * shown.length, {
    title: title("Share of its limit that each figure takes"),
    grid: { left: 470, right: 90, top: 40, bottom: 40 },
    xAxis: { type: "value", min: 0, max: 1.5, axisLabel: { ...TEXT, formatter: percent } },
    yAxis: {
      type: "category",
      data: shown.map(({ name }) => name),
      axisTick: { show: false },
      axisLabel: { ...TEXT, interval: 0, width: 455, overflow: "truncate", fontSize: 11 },
    },
    series: [
      {
        type: "bar",
        data: shown.map(({ share, held }) => ({
          value: Number(Math.min(Math.max(share, 0), 1.5).toFixed(3)),
          itemStyle: { color: held ? HELD : MISSED },
          label: {
            show: true,
            position: "right",
            formatter: percent(share),
            ...TEXT,
            fontSize: 11,
          },
        })),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: "#333", type: "solid" },
          data: [{ xAxis: 1 }],
        },
      },
    ],
  });
}

const percent = (share) =>
  share > 10 ? "over 1000 %" : `${Math.round(100 * Math.max(share, 0))} %`;

/** Numbers on the x axis make lines over logarithmic axes, words make bars. */
function chart(rows) {
  const isWords = rows.some(({ chart: { x } }) => typeof x === "string");
  const names = [...new Set(rows.map((row) => row.chart.line))];
  const words = [...new Set(rows.map((row) => String(row.chart.x)))];
  const { title: said = rows[0].chart.name } = rows[0].chart;
  return draw(380, {
    color: COLOURS,
    title: title(`${said} (${rows[0].unit})`),
    legend: { bottom: 0, itemGap: 30, textStyle: TEXT },
    grid: { left: 70, right: 30, top: 45, bottom: 65 },
    xAxis: isWords
      ? { type: "category", data: words, axisLabel: { ...TEXT, interval: 0 } }
      : {
          type: "log",
          min: 1,
          max: Math.max(...rows.map((row) => row.chart.x)),
          name: "agents",
          nameLocation: "middle",
          nameGap: 25,
          axisLabel: TEXT,
        },
    yAxis: isWords ? { type: "value", min: 0, axisLabel: TEXT } : { type: "log", axisLabel: TEXT },
    series: names.map((name) =>
      series(
        name,
        rows.filter((row) => row.chart.line === name),
        isWords && words,
      ),
    ),
  });
}

/** Lines over a linear axis, by the logarithm of what they tell: who takes little stands beside who takes much. */
export function lines({ title: said, across, series: all }) {
  return draw(380, {
    color: [...COLOURS, "#e45756", "#72b7b2", "#ff9da6"],
    title: title(said),
    legend: { bottom: 0, itemGap: 20, textStyle: TEXT },
    grid: { left: 80, right: 30, top: 45, bottom: 65 },
    xAxis: { type: "value", name: across, nameLocation: "middle", nameGap: 25, axisLabel: TEXT },
    yAxis: { type: "log", axisLabel: TEXT },
    series: all.map(({ name, points }) => ({
      name,
      type: "line",
      showSymbol: false,
      data: points,
    })),
  });
}

function series(name, rows, words) {
  const at = (word) => rows.find((row) => String(row.chart.x) === word)?.median;
  return words
    ? { name, type: "bar", data: words.map((word) => at(word) ?? "-") }
    : {
        name,
        type: "line",
        symbolSize: 7,
        data: rows.filter((row) => row.median > 0).map((row) => [row.chart.x, row.median]),
      };
}

const title = (text) => ({ text, left: "center", textStyle: { ...TEXT, fontSize: 15 } });

function draw(height, option) {
  const page = echarts.init(null, null, { renderer: "svg", ssr: true, width: 960, height });
  page.setOption({ animation: false, backgroundColor: "#fff", ...option });
  const svg = page.renderToSVGString();
  page.dispose();
  // Their numbers count on through a process.
  const ids = new Map();
  return `${svg.replace(/\bzr\d+-([a-z-]+)\d+/g, (id, kind) => {
    if (!ids.has(id)) ids.set(id, `${kind}${ids.size}`);
    return ids.get(id);
  })}\n`;
}
