#!/usr/bin/env node
// CommonJS, by the package.json beside it: for help, the loader of ES modules alone would take a fifth of Node's own start.
"use strict";
const answers = require("../dist/answer-help.cjs");

if (!answers.answerHelp(process, () => require("../package.json").version)) {
  // What it throws is an uncaught error, which ends this program.
  void require("../dist/main.cjs").load().main(process);
}
