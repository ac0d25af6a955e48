import { mergeConfig } from "vitest/config";
import shared from "../../../vitest.shared.ts";

/** Real agent programs from npm: outside the quick suite, for they are large. */
export default mergeConfig(shared, {
  root: import.meta.dirname,
  test: {
    // Each looks at every process of the program that it runs.
    fileParallelism: false,
    include: ["*.test.ts"],
  },
});
