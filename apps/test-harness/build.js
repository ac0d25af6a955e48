import { bundleApp } from "../../tools/bundle-app.mjs";
import { bundleHelp } from "../../tools/bundle-help.mjs";

// First, so that it is there whenever the rest is.
await bundleHelp(import.meta.dirname);
await bundleApp(import.meta.dirname, { beside: ["answer-help.cjs"] });
