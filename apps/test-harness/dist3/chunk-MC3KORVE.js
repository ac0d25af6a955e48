import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { visible } from "./chunk-2FRK6LD2.js";
function countCases(cases) {
  let count = (wanted) => cases.filter(({ status }) => status === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}
var looks = {
  passed: { mark: "\u2713", color: 32 },
  failed: { mark: "\u2717", color: 31 },
  skipped: { mark: "-", color: 33 },
  warned: { mark: "!", color: 33 },
};
function reportHuman({ cases }, { color }) {
  let paint = (text, code) =>
      color
        ? `\x1B\
[${code}m${text}\x1B[39m`
        : text,
    lines = cases.flatMap((each, at) => {
      let { mark, color: code } = looks[each.warned ? "warned" : each.status];
      return [
        `${paint(mark, code)} ${headline(each, cases[at - 1])}`,
        ...remarks(each).map((line) => `    ${line}`),
      ];
    }),
    { passed, failed, skipped } = countCases(cases),
    warned = cases.filter((each) => each.warned).length,
    some = warned === 0 ? "" : ` (${warned} with a warning)`,
    counts = `${passed} passed${some}, ${failed}\
 failed, ${skipped} skipped`;
  return `${[...lines, "", paint(counts, looks[failed > 0 ? "failed" : "passed"].color)].join(`
`)}
`;
}
function headline({ name, status, reason, seconds }, before) {
  if (status === "skipped") {
    let same = before?.status === "skipped" && before.reason === reason;
    return `${name}: skipped, ${same ? "for the same reason" : (reason ?? "")}`;
  }
  return seconds === void 0 ? name : `${name} (${seconds.toFixed(1)} s)`;
}
function remarks({ status, reason, details }) {
  return (status === "failed" && reason !== void 0 ? [reason, ...details] : [...details]).flatMap(
    (line) =>
      line.split(`
`),
  );
}
function reportJson(document) {
  return `${JSON.stringify(document, null, 2)}
`;
}
function reportJunit({ name, cases }) {
  let { failed, skipped } = countCases(cases),
    seconds = cases.reduce((sum, each) => sum + (each.seconds ?? 0), 0),
    counts = `tests="${cases.length}" failures="${failed}" skipped="${skipped}\
" time="${seconds.toFixed(3)}"`,
    suite = `mosaic-fleet-harness ${name}`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${suite}" ${counts}>`,
    `  <testsuite name="${suite}" ${counts}\
>`,
    ...cases.flatMap((each) => formatCase(each, suite)),
    "  </testsuite>",
    "</testsuites>",
  ].join(`
`)}
`;
}
function formatCase({ name, status, reason = "", details, seconds = 0 }, suite) {
  let open = `    <testcase name="${escape(name)}" classname="${suite}" time="${seconds.toFixed(3)}"`,
    text = details.join(`
`),
    inner =
      status === "failed"
        ? `<failure message="${escape(reason)}">${escape(
            [reason, ...details].join(`
`),
          )}</failure>`
        : status === "skipped"
          ? `<skipped message="${escape(reason)}"/>`
          : text && `<system-out>${escape(text)}</system-out>`;
  return inner ? [`${open}>`, `      ${inner}`, "    </testcase>"] : [`${open}/>`];
}
var entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function escape(text) {
  return visible(
    text,
    `	
`,
  ).replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
function reportTap({ cases }) {
  let lines = cases.flatMap((each, index) => formatCase2(each, index + 1));
  return `${["TAP version 14", `1..${cases.length}`, ...lines].join(`
`)}
`;
}
function formatCase2({ name, status, reason, details }, number) {
  let verdict = `${status === "failed" ? "not ok" : "ok"} ${number} - ${escape2(name)}`;
  if (status === "skipped") return [`${verdict} # SKIP ${escape2(reason ?? "")}`];
  let lines = [...(reason === void 0 ? [] : [reason]), ...details];
  return lines.length === 0
    ? [verdict]
    : [
        verdict,
        "  ---",
        "  message: |",
        ...lines.flatMap((line) =>
          line
            .split(
              `
`,
            )
            .map((part) => `    ${part}`),
        ),
        "  ...",
      ];
}
var escape2 = (text) => text.replaceAll(/[\\#]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, " ");
function report(format, document, suite, look) {
  return {
    human: () => reportHuman(suite, look),
    tap: () => reportTap(suite),
    json: () => reportJson(document),
    junit: () => reportJunit(suite),
  }[format]();
}
export { reportJson, report };
