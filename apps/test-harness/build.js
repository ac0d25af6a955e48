import { bundleApp } from "../../tools/bundle-app.mjs";
import { bundleHelp } from "../../tools/bundle-help.mjs";
import { bundleProgram } from "../../tools/bundle-program.mjs";

// First, so that it is there whenever the rest is.
await bundleHelp(import.meta.dirname);
await bundleProgram(import.meta.dirname, "src/walk/answer-verbs.ts");
await bundleApp(import.meta.dirname, {
  // What a check needs is one file: to load a dozen small ones takes longer than to read what `live` alone would not need.
  core: "src/check/check-units.ts",
  before: "all",
  beside: ["answer-help.cjs", "answer-verbs.js"],
});
