import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRuntimeOverride, overrideRuntime, runtimeSchema } from "./runtime-schema.js";
import { runtimes } from "./runtimes.js";

describe("the runtime table", () => {
  test.each(Object.entries(runtimes))("%s fits the schema, with every field", (_, runtime) => {
    expect(checkRuntimeOverride(runtime)).toEqual([]);
    expect(Object.keys(runtime).toSorted()).toEqual(
      Object.keys(runtimeSchema.properties).toSorted(),
    );
    expect(runtime.argv[0]).toMatch(/^[a-z]+$/);
  });

  test("arguments hold no other placeholder than those that are known", () => {
    for (const { newSession, resume } of Object.values(runtimes)) {
      const placeholders = [...newSession, ...resume].filter((word) => word.includes("{"));
      for (const word of placeholders) expect(["{id}", "{dir}"]).toContain(word);
    }
  });
});

describe("an override", () => {
  test("replaces a field, and those that hold fields key by key", () => {
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

  test.each([
    [7, "the runtime is no map"],
    [{ color: 1 }, "`color` is no field of a runtime: use seen, argv, "],
    [{ argv: "claude" }, "`argv` is no list"],
    [{ argv: [] }, "`argv` is empty"],
    [{ argv: [1] }, "`argv[0]` is no text"],
    [{ argv: ["a\0"] }, "`argv[0]` holds a NUL byte"],
    [{ ready: { screen: "(" } }, "`ready.screen` is no regular expression"],
    [{ ready: { dialogs: ["["] } }, "`ready.dialogs[0]` is no regular expression"],
    [{ ready: { quietMs: -1 } }, "`ready.quietMs` is no whole number"],
    [{ ready: { quiet: 1 } }, "`ready.quiet` is no field"],
    [{ ready: null }, "`ready` is no map"],
    [{ state: ["screen"] }, "`state[0]` is `screen`: use hook, "],
    [{ sharedLogin: "yes" }, "`sharedLogin` is neither true nor false"],
    [{ channel: { drain: "cron" } }, "`channel.drain` is `cron`: use hook, "],
    [{ channel: { variables: { A: 1 } } }, "`channel.variables.A` is no text"],
    [{ toString: 1 }, "`toString` is no field"],
  ])("%j: %s", (value, message) => {
    expect(checkRuntimeOverride(value)).toEqual([expect.stringContaining(message)]);
  });

  test("tells everything that is wrong at once", () => {
    const wrong = { argv: [], limit: 1 } as never;
    expect(() => overrideRuntime(runtimes.pi, wrong)).toThrow(
      expect.objectContaining({
        name: "RuntimeError",
        message: expect.stringMatching(/`argv`.*; `limit`/) as string,
      }),
    );
  });

  test("whatever stands there is judged without a throw", () => {
    fc.assert(fc.property(fc.anything(), (value) => Array.isArray(checkRuntimeOverride(value))));
  });
});
