import { expect, test } from "vitest";
import { recordReason } from "./record-reason.js";

const now = new Date();
const record = {
  state: "failed",
  since: now,
  ended: now,
  restarts: 0,
  strays: undefined,
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
