import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
function visible(text, kept = "") {
  return text.replaceAll(UNSEEN, (found) => (kept.includes(found) ? found : escaped(found)));
}
function visibleOutput(text, { colors }) {
  return colors
    ? text
        .split(COLOR)
        .map((part, at) =>
          at % 2 === 1
            ? part
            : visible(
                part,
                `	
`,
              ),
        )
        .join("")
    : visible(
        text,
        `	
`,
      );
}
var COLOR = /(\u001b\[(?:[0-2]|3[0-79])m)/,
  UNSEEN = new RegExp(
    "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}|[\\p{Cc}\\p{Cs}\
\\p{NChar}\\u2028\\u2029\\ufff9-\\ufffb]|(?![\\p{Join_C}\\p{VS}])\\p{DI}|(?<=\\p{Join_C})\\p{Join_C}|(?<=[\\p{Join_C}\\p{VS}])\\p{VS}",
    "gu",
  ),
  NAMED = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
function escaped(found) {
  if (found.startsWith("\u{1F3F4}")) return found;
  if (/^[\udc80-\udcff]$/.test(found)) return `\\x${(found.charCodeAt(0) - 56320).toString(16)}`;
  let units = Array.from({ length: found.length }, (_, at) => found.charCodeAt(at));
  return NAMED[found] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
export { visible, visibleOutput };
