import { defineConfig } from "vitest/config";

/** One setting for every package: tests stand beside the source and run from it, with no build before. */
const conditions = ["@mosaicstack/source", "node", "import", "module", "default"];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 3,
  },
});
