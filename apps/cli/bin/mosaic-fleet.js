#!/usr/bin/env node
import module from "node:module";

// Node 22 and later; before anything else is compiled.
module.enableCompileCache?.();
await import("../dist/main.js");
