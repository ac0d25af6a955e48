import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guideBlocks } from "./testing/guide.js";
import { leave, walk } from "./testing/guide-walk.js";
import { guides, index, underSystemd } from "./testing/guides.js";
import { installInto, type Installed } from "./testing/installed.js";
import { equip, OF_EVERYBODY, type Reader } from "./testing/reader.js";

let folder: ThrowAwayTmux;
let programs: Installed;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  programs = await installInto(folder.directory);
});
afterAll(async () => await folder.close());

/** As where no user manager answers, which is what `auto` sees here. */
let away: ThrowAwayTmux;
let reader: Reader;
beforeEach(async () => {
  away = await openThrowAwayTmux({ socket: "mosaic-fleet", start: false });
  const [home, runtime] = [join(away.directory, "home"), join(away.directory, "run")];
  for (const path of [home, runtime]) mkdirSync(path, { mode: 0o700 });
  const env = {
    ...OF_EVERYBODY,
    HOME: home,
    PATH: `${equip(away.directory, programs)}:/usr/local/bin:/usr/bin:/bin`,
    TMUX_TMPDIR: away.env["TMUX_TMPDIR"] ?? "",
    XDG_RUNTIME_DIR: runtime,
  };
  reader = { home, env, enter: [] };
});
afterEach(async () => await away.close());

const pages = Object.entries(guides).filter(([name]) => !underSystemd.has(name));
describe.each(pages)("docs/guides/%s", (_name, page) => {
  test("every block does what it says, in order", async () => {
    const blocks = guideBlocks(page);
    expect(blocks.length).toBeGreaterThan(0);
    await walk(reader, blocks);
    await leave(reader);
  });
});

test("few blocks are not run, and each says why", () => {
  const notRun = Object.entries(guides).flatMap(([name, page]) =>
    guideBlocks(page).flatMap(({ notRun: why }) => (why === undefined ? [] : [{ name, why }])),
  );
  for (const { name, why } of notRun) expect(why.split(" ").length, name).toBeGreaterThan(3);
  expect(notRun.map(({ name }) => name)).toEqual([
    "add-a-runtime.md",
    "first-fleet.md",
    "first-fleet.md",
    "harness.md",
    "harness.md",
    "systemd-by-hand.md",
  ]);
});

test("each guide is in the list of the documentation", () => {
  for (const name of Object.keys(guides)) expect(index).toContain(`](guides/${name})`);
});
