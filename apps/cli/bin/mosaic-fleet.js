#!/usr/bin/env node
// CommonJS, by the package.json beside it: for help, the loader of ES modules alone would take a fifth of Node's own start.
"use strict";
const asks = ["help", "--help", "-h", "--version"].some((word) => process.argv.includes(word, 2));
const version = () => require("../package.json").version;

if (!asks || !require("../dist/answer-help.cjs").answerHelp(process, version)) {
  // What it throws is an uncaught error, which ends this program.
  void require("../dist/start.cjs").start(process, require.resolve("../dist/main.cjs"));
}
