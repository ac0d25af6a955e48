import { defineConfig } from "vitest/config";

/** One setting for every package: tests stand beside the source and run from it, with no build before. */
const conditions = ["@mosaicstack/source", "node", "import", "module", "default"];
/** No test is judged by its time: this ends what hangs without waiting for anything. A wait gives up before, and says for what. */
const HUNG_MS = 600_000;
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: HUNG_MS,
    hookTimeout: HUNG_MS,
    teardownTimeout: HUNG_MS,
    // As long as `waitFor` of @mosaicstack/tmux-client/testing waits
    expect: { poll: { timeout: 120_000, interval: 20 } },
    pool: "forks",
    maxWorkers: 4,
  },
});
