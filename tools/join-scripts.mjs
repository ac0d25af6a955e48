// Puts the fragments of packages/session-launcher/lib into the scripts that name them, so that each script stays one file to copy.
//   node tools/join-scripts.mjs [--check]
// A script names one by a line `# ---- lib/NAME.sh: …`; the fragment stands from there to `# ---- end of lib/NAME.sh`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../packages/session-launcher/", import.meta.url));
const check = process.argv.includes("--check");
const opening = /^# ---- lib\/([a-z-]+\.sh):.*$/gm;
let stale = 0;

for (const name of readdirSync(join(root, "scripts")).filter((each) => each.endsWith(".sh"))) {
  const file = join(root, "scripts", name);
  const before = readFileSync(file, "utf8");
  const after = joined(before, name);
  if (after === before) continue;
  if (check) {
    stale += 1;
    console.error(
      `${name} does not hold the fragments as they are: run node tools/join-scripts.mjs`,
    );
  } else {
    writeFileSync(file, after);
    console.log(`${name}: written`);
  }
}
process.exitCode = stale > 0 ? 1 : 0;

function joined(script, name) {
  let text = script;
  for (const [line, fragment] of script.matchAll(opening)) {
    const end = `# ---- end of lib/${fragment}\n`;
    const start = text.indexOf(line) + line.length + 1;
    const stop = text.indexOf(end, start);
    if (stop < 0)
      throw new Error(`${name}: the line \`${end.trim()}\` is missing behind \`${line}\``);
    const body = readFileSync(join(root, "lib", fragment), "utf8");
    text = `${text.slice(0, start)}${body}${text.slice(stop)}`;
  }
  return text;
}
