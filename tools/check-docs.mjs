// Every relative link of every Markdown file leads to a file that is there, and its #anchor to a heading of that file.
// Usage: node tools/check-docs.mjs [ROOT]
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { conclude, filesBelow, root } from "./workspace.mjs";

/** The text without code, line by line: what looks like a link there is none. */
function prose(path) {
  const text = readFileSync(join(root, path), "utf8").replace(/<!--[^]*?-->/g, blank);
  return text.replace(/^( *)(```+|~~~+)[^]*?^ *\2/gm, blank).replace(/`[^`\n]*`/g, blank);
}
const blank = (match) => match.replace(/[^\n]/g, " ");

/** The anchors that a Markdown file offers, named as GitHub names them. */
function anchors(path) {
  const seen = new Map();
  const text = readFileSync(join(root, path), "utf8").replace(
    /^( *)(```+|~~~+)[^]*?^ *\2/gm,
    blank,
  );
  return new Set(
    [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) => {
      const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

const problems = [];
const files = filesBelow(".").filter((path) => path.endsWith(".md"));
let links = 0;
for (const path of files) {
  const text = prose(path);
  const found = [
    ...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g),
    ...text.matchAll(/^[ \t]*\[[^\]]+\]:[ \t]+<?(\S+?)>?[ \t]*$/gm),
  ];
  for (const match of found) {
    const [, target] = match;
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) continue;
    links += 1;
    const where = `${path}:${text.slice(0, match.index).split("\n").length}`;
    const [file, anchor] = decodeURI(target).split("#");
    const resolved = file === "" ? path : join(file.startsWith("/") ? "." : dirname(path), file);
    if (!existsSync(join(root, resolved))) problems.push(`${where}: \`${target}\` leads nowhere`);
    else if (anchor && resolved.endsWith(".md") && !anchors(resolved).has(anchor)) {
      problems.push(`${where}: \`${target}\`: ${resolved} has no heading for #${anchor}`);
    }
  }
}
conclude(problems, `${files.length} files, ${links} relative links: all lead somewhere`);
