import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { atLeast } from "../../test/at-least.js";
import { tmuxVersion } from "../server/version.js";
import type { Tmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
});
afterAll(async () => await fixture.close());

test("a buffer keeps any bytes", async () => {
  const data = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
  expect(await tmux.buffers.get("none")).toBeUndefined();
  expect(await tmux.buffers.delete("none")).toBe(false);
  await tmux.buffers.set("bytes", data);
  expect((await tmux.buffers.get("bytes"))?.equals(data)).toBe(true);
  const text = "1\n2\t数 → é #{pid} #(touch x) %H ; $HOME ~ '\" -x =y;";
  await tmux.buffers.set("text", text);
  expect((await tmux.buffers.get("text"))?.toString()).toBe(text);
  expect((await tmux.buffers.list()).map(({ name, bytes }) => [name, bytes]).toReversed()).toEqual([
    ["bytes", 70_000],
    ["text", Buffer.byteLength(text)],
  ]);
  expect(await tmux.buffers.delete("bytes")).toBe(true);
  expect(await tmux.buffers.delete("text")).toBe(true);
  for (const name of ["", "-b", "a b", "x;"]) {
    await expect(tmux.buffers.get(name)).rejects.toMatchObject({ code: "InvalidArgument" });
  }
  await expect(tmux.buffers.set("empty", "")).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("a buffer of another program is listed as it is named", async () => {
  const control = ["a\nb 9 9 x", "t\tb"];
  // From 3.7 on tmux makes no buffer of such a name.
  const names = ["数 #{pid}", "a b", ...(atLeast(await tmuxVersion(), 3, 7) ? [] : control)];
  for (const name of names) {
    execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "set-buffer", "-b", name, "four"]);
  }
  const { startTime } = await tmux.server.start();
  const listed = await tmux.buffers.list();
  expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  for (const { bytes, created } of listed) {
    expect(bytes).toBe(4);
    expect(created).toBeGreaterThanOrEqual(startTime);
  }
  for (const name of names) {
    execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "delete-buffer", "-b", name]);
  }
});
