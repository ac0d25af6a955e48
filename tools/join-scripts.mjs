// Joins the fragments of each shell script that a package ships into one file to copy.
//   node tools/join-scripts.mjs [--check]
// `packages/P/FOLDER/NAME.sh` with `#!` in its first line is the outline of `packages/P/scripts/NAME.sh`. Its lines `# join: PATH`
// name fragments, by their path from packages/P; a fragment holds whole lines, and joins nothing itself. Outlines and fragments
// are read by people: none has a line of more than COLUMNS, nor more lines than LINES.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../packages/", import.meta.url));
const check = process.argv.includes("--check");
/** Folders of a package that hold no fragments. */
const OTHER = new Set(["bench", "dist", "node_modules", "scripts", "src", "test"]);
const JOIN = /^# join: (\S+)$/;
const COLUMNS = 110;
const LINES = 130;
/** The packages that are held to it. */
const MEASURED = /^(?:agent-channel|outside-files|session-launcher)\//;
const made = new Set();
const joined = new Set();
const problems = [];

for (const dir of readdirSync(packages).map((name) => join(packages, name))) {
  for (const outline of shellFiles(dir)) {
    const text = readFileSync(outline, "utf8");
    if (!text.startsWith("#!")) continue;
    const target = join(dir, "scripts", basename(outline));
    made.add(target);
    put(target, textOf(dir, outline, text));
  }
}
for (const dir of readdirSync(packages).map((name) => join(packages, name))) {
  for (const file of shellFiles(dir)) {
    measure(file);
    if (!joined.has(file) && !readFileSync(file, "utf8").startsWith("#!"))
      problems.push(`${file.slice(packages.length)}: no script joins this fragment`);
  }
  const scripts = below(join(dir, "scripts"));
  for (const script of scripts) {
    // A package without outlines writes its scripts by hand.
    if (script.endsWith(".sh") && !made.has(script) && scripts.some((each) => made.has(each)))
      problems.push(`${script.slice(packages.length)}: has no outline`);
  }
}
if (problems.length > 0) console.error(problems.join("\n"));
process.exitCode = problems.length > 0 ? 1 : 0;

function measure(file) {
  const name = file.slice(packages.length);
  if (!MEASURED.test(name)) return;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  if (lines.length > LINES) problems.push(`${name}: has ${lines.length} lines: ${LINES} at most`);
  for (const [index, line] of lines.entries())
    if ([...line].length > COLUMNS)
      problems.push(`${name}:${index + 1}: has ${[...line].length} columns: ${COLUMNS} at most`);
}

/** The script as it is shipped; a fragment stands between two lines that name it. */
function textOf(dir, outline, text) {
  return text
    .split("\n")
    .map((line, index) => {
      const path = JOIN.exec(line)?.[1];
      if (path === undefined) return line;
      const file = resolve(dir, path);
      const name = path.replace(/^(\.\.\/)+[^/]+\//, "");
      if (!existsSync(file)) {
        problems.push(`${outline.slice(packages.length)}:${index + 1}: there is no ${path}`);
        return line;
      }
      joined.add(file);
      const body = readFileSync(file, "utf8").trimEnd();
      return `# ---- ${name}\n${body}\n# ---- end of ${name}`;
    })
    .join("\n");
}

function put(target, text) {
  if (existsSync(target) && readFileSync(target, "utf8") === text) return;
  const name = target.slice(packages.length);
  if (check) {
    problems.push(`${name} is not what its fragments give: run node tools/join-scripts.mjs`);
  } else {
    writeFileSync(target, text, { mode: 0o755 });
    console.log(`${name}: written`);
  }
}

/** Shell files of a package in folders of their own, `scripts` apart. */
function shellFiles(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER.has(entry.name))
    .flatMap(({ name }) => below(join(dir, name)))
    .filter((file) => file.endsWith(".sh"));
}

function below(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
