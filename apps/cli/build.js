import { bundleApp } from "../../tools/bundle-app.mjs";
import { bundleHelp } from "../../tools/bundle-help.mjs";
import { bundleProgram } from "../../tools/bundle-program.mjs";

// A test builds it elsewhere.
const dir = process.argv[2] ?? import.meta.dirname;

// First, so that it is there whenever the rest is.
await bundleHelp(dir);
await bundleProgram(dir, "src/start.ts", "cjs");
await bundleApp(dir, {
  core: "src/open-fleet.ts",
  // What a look needs as well, and an `up` that finds nothing to do
  also: [
    "packages/fleet/src/install/install.ts",
    "packages/fleet/src/apply/already-up.ts",
    "packages/fleet/src/supervisor/systemd-supervisor.ts",
  ],
  beside: ["answer-help.cjs", "start.cjs"],
});
