import type { Runtime } from "../src/runtime/runtime.js";
import { runtimes } from "../src/runtime/runtimes.js";

/** A runtime whose input box is test/fake-box.mjs, with a hook that tells its channel. */
export const boxRuntime: Runtime = {
  ...runtimes.claude,
  ready: { ...runtimes.claude.ready, dialogs: ["Trust this\\?"] },
  title: { idle: null, working: null },
  box: { shown: null, empty: null, text: "^> .*\\S" },
};
