import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** No test here changes what another one sees, so that files may share what they import. */
export default mergeConfig(shared, { test: { isolate: false } });
