import { expect, test } from "vitest";
import { runtimePage } from "../test/runtime-page.js";
import { runtimes } from "./runtimes.js";

test("the reference page is written from the table", async () => {
  await expect(runtimePage()).toMatchFileSnapshot("../../../docs/reference/runtimes.md");
});

test.each(Object.entries(runtimes))("every pattern of %s is one", (_, runtime) => {
  const { ready, box, title, conversation, doctor } = runtime;
  const patterns = [ready.screen, ...ready.dialogs, ...Object.values(box), conversation];
  for (const pattern of [...patterns, title.idle, title.working, doctor.pattern])
    if (pattern !== null) expect(new RegExp(pattern, "u").source).not.toBe("");
  expect(runtime.argv[0]).toMatch(/^[a-z]+$/);
});

test("arguments hold no other placeholder than those that are known", () => {
  for (const { newSession, resume } of Object.values(runtimes)) {
    const placeholders = [...newSession, ...resume].filter((word) => word.includes("{"));
    for (const word of placeholders) expect(["{id}", "{dir}"]).toContain(word);
  }
});
