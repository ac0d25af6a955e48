import { bundleApp } from "../../tools/bundle-app.mjs";
import { bundleHelp } from "../../tools/bundle-help.mjs";

// A test builds it elsewhere.
const dir = process.argv[2] ?? import.meta.dirname;

// First, so that it is there whenever the rest is.
await bundleHelp(dir);
await bundleApp(dir, { core: "src/open-fleet.ts", beside: ["answer-help.cjs"] });
