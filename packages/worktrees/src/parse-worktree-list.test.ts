import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWorktreeList } from "./parse-worktree-list.js";

const list = (...blocks: readonly (readonly string[])[]): string =>
  blocks.map((lines) => `${lines.join("\0")}\0\0`).join("");

test("main, linked, detached, locked, prunable and bare trees", () => {
  const text = list(
    ["worktree /src/app.git", "bare"],
    ["worktree /t/a b\nc", "HEAD 1234", "branch refs/heads/agent/writer", "locked on a drive"],
    ["worktree /t/d", "HEAD 5678", "detached", "locked", "prunable gitdir file points away"],
  );
  expect(parseWorktreeList(text)).toEqual([
    { path: "/src/app.git", isBare: true },
    {
      path: "/t/a b\nc",
      head: "1234",
      branch: "agent/writer",
      isBare: false,
      locked: "on a drive",
    },
    {
      path: "/t/d",
      head: "5678",
      isBare: false,
      locked: "",
      prunable: "gitdir file points away",
    },
  ]);
});

test("words of a later git are passed over; what is cut is no list", () => {
  expect(parseWorktreeList(list(["worktree /a", "HEAD 1", "shiny yes"]))).toEqual([
    { path: "/a", head: "1", isBare: false },
  ]);
  expect(parseWorktreeList("")).toEqual([]);
  expect(parseWorktreeList("worktree /a\0HEAD 1\0")).toBeUndefined();
  expect(parseWorktreeList(list(["HEAD 1"]))).toBeUndefined();
});

test("any path and any reason comes back", () => {
  const word = fc.string({ minLength: 1 }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1 }), (trees) => {
      const text = list(...trees.map(([path, why]) => [`worktree ${path}`, `locked ${why}`]));
      const found = parseWorktreeList(text) ?? [];
      expect(found.map(({ path, locked }) => [path, locked])).toEqual(trees);
    }),
  );
});
