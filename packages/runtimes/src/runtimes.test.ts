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

test.each(Object.entries(runtimes))(
  "patterns of lines in the record of %s begin where they do",
  (_, { recorded }) => {
    const { mark = "", full = "", until = "", menu = "", ...limit } = recorded?.limit ?? {};
    const lines = recorded === null ? [] : [recorded.message, ...Object.values(limit)];
    for (const pattern of lines) expect(pattern).toMatch(/^\^/);
    for (const pattern of [...lines, mark, full, until, menu]) {
      if (recorded?.limit) expect(pattern).not.toBe("");
      // One of a text is escaped; the scripts put them between slashes
      expect(pattern).not.toContain("/");
    }
  },
);

test("arguments hold no other placeholder than those that are known", () => {
  for (const { newSession, resume } of Object.values(runtimes)) {
    const placeholders = [...newSession, ...resume].filter((word) => word.includes("{"));
    for (const word of placeholders) expect(["{id}", "{dir}"]).toContain(word);
  }
});
