import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
function wrapIndented(text, width, { indent = 0, hang = 0 } = {}) {
  let room = width === void 0 ? 1 / 0 : Math.max(20, width - indent - hang);
  return wrap(text, room).map((line, at) => " ".repeat(at === 0 ? indent : indent + hang) + line);
}
function wrapTalk(line, width) {
  return line.startsWith(" ") ? [line] : wrapIndented(line, width);
}
function wrap(text, width) {
  let lines = [],
    line = "";
  for (let word of text.split(outsideBackticks)) {
    let longer = line === "" ? word : `${line} ${word}`;
    line !== "" && columnsOf(longer) > width ? (lines.push(line), (line = word)) : (line = longer);
  }
  return [...lines, line];
}
var outsideBackticks = / (?=(?:[^`]*`[^`]*`)*[^`]*$)/;
function columnsOf(text) {
  return text.replaceAll(/\u001B\[\d+m/g, "").length;
}
export { wrapIndented, wrapTalk };
