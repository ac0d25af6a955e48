import { mergeConfig } from "vitest/config";
import shared from "../../../vitest.shared.ts";

/** Every cell of the table by itself: hours of commands, outside the quick suite. */
export default mergeConfig(shared, {
  root: import.meta.dirname,
  test: {
    // One machine's worth of commands is running already.
    fileParallelism: false,
    include: ["*.test.ts"],
    // Bounded by each command's own deadline
    testTimeout: 0,
  },
});
