import { runtimes, type Runtime } from "@mosaicstack/runtimes";

/** A runtime whose input box is test/fake-box.mjs, with a hook that tells its channel. */
export const boxRuntime: Runtime = {
  ...runtimes.claude,
  ready: { ...runtimes.claude.ready, dialogs: ["Trust this\\?"] },
  title: { idle: null, working: null },
  box: { shown: null, empty: null, text: "^> .*\\S" },
};
