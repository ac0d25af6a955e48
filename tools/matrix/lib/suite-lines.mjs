// A vitest JSON report as the matrix's lines, one a test. Usage: node suite-lines.mjs PACKAGE REPORT
import { readFileSync } from "node:fs";

const [name, path] = process.argv.slice(2);
const oneLine = (text) => text.replaceAll(/\s+/g, " ").slice(0, 600);

for (const file of JSON.parse(readFileSync(path, "utf8")).testResults) {
  const source = `${name}/${file.name.split("/src/").at(-1)}`;
  if (file.assertionResults.length === 0) console.log(`FAIL ${source}: ${oneLine(file.message)}`);
  for (const { ancestorTitles, title, status, failureMessages } of file.assertionResults) {
    const label = `${source} ${oneLine([...ancestorTitles, title].join(" > ")).replaceAll(": ", ", ")}`;
    if (status === "passed") console.log(`ok ${label}`);
    else if (status === "failed")
      console.log(`FAIL ${label}: ${oneLine(failureMessages.join(" "))}`);
    else console.log(`skip ${label}: ${status}`);
  }
}
