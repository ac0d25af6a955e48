import { expect, test } from "vitest";
import { runtimePage } from "../test/runtime-page.js";

test("the reference page is written from the table", async () => {
  await expect(runtimePage()).toMatchFileSnapshot("../../../docs/reference/runtimes.md");
});
