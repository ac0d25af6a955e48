import { expect, test } from "vitest";
import { overrideRuntime } from "./override-runtime.js";
import { runtimes } from "./runtimes.js";

test("an override replaces a field, and those that hold fields key by key", () => {
  const { ready, stop, argv } = overrideRuntime(runtimes.codex, {
    argv: ["codex-next"],
    ready: { quietMs: 1 },
    stop: { type: null },
  });
  expect(argv).toEqual(["codex-next"]);
  expect(ready).toEqual({ ...runtimes.codex.ready, quietMs: 1 });
  expect(stop).toEqual({ ...runtimes.codex.stop, type: null });
  expect(runtimes.codex.argv).toEqual(["codex"]);
});
