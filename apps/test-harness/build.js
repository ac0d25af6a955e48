import { bundleApp } from "../../tools/bundle-app.mjs";
import { bundleHelp } from "../../tools/bundle-help.mjs";
import { bundleProgram } from "../../tools/bundle-program.mjs";

// A test builds it elsewhere.
const dir = process.argv[2] ?? import.meta.dirname;

// First, so that it is there whenever the rest is.
await bundleHelp(dir);
await bundleProgram(dir, "src/walk/answer-verbs.ts");
await bundleApp(dir, {
  // What a check needs is one file: to load a dozen small ones takes longer than to read what `live` alone would not need.
  core: "src/check/check-units.ts",
  before: "all",
  beside: ["answer-help.cjs", "answer-verbs.js"],
});
