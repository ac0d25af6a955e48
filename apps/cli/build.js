import { bundleApp } from "../../tools/bundle-app.mjs";

await bundleApp(import.meta.dirname, { core: "src/open-fleet.ts" });
