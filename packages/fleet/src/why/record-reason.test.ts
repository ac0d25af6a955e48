import { expect, test } from "vitest";
import { recordReason } from "./record-reason.js";

const now = new Date();
const record = {
  state: "failed",
  since: now,
  ended: now,
  restarts: 0,
  strays: undefined,
  away: undefined,
  usedUp: undefined,
  panePid: 7,
} as const;

test.each([
  [255, "it ended with exit 255"],
  [137, "it was ended by SIGKILL"],
  [128, "it ended with exit 128"],
  [3, "it ended with exit 3"],
])("status %i of sh", (status, message) => {
  expect(recordReason("a", { ...record, status }, false)?.message).toBe(message);
});

test.each([
  ["program", 72, "program-missing", "its program is away"],
  ["folder", 66, "folder-missing", "its working directory is away"],
] as const)(
  "a %s that is away is told by its kind while it is tried, and at the end",
  (away, status, kind, message) => {
    const told = (state: "activating" | "failed"): unknown =>
      recordReason("a", { ...record, state, away, status, restarts: 2 }, false);
    expect(told("activating")).toMatchObject({
      kind,
      message: `it waits to be started again: ${message}`,
    });
    expect(told("failed")).toMatchObject({
      kind: "gave-up",
      message: `it was given up after 2 restarts: ${message}`,
    });
    // The agent's own exit with that number says nothing of the kind.
    expect(recordReason("a", { ...record, status }, false)?.kind).toBe("ended");
  },
);

test.each([
  ["restarts that an Enter or ten minutes forgave do not count", 10, 3, "gave-up", "3 restarts:"],
  ["the first of a life", 1, 1, "gave-up", "1 restart:"],
  ["78 after restarts is no burst that is used up", 4, 0, "configuration", "exit 78"],
])("%s", (_, restarts, usedUp, kind, words) => {
  const reason = recordReason("a", { ...record, status: 78, restarts, usedUp }, false);
  expect(reason?.kind).toBe(kind);
  expect(reason?.message).toContain(words);
});
