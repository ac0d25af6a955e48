import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canaries, openScratch, type Scratch } from "../../test/scratch.js";
import { doctor } from "../doctor/doctor.js";
import { forgetServer } from "../supervisor/forget-server.js";
import { clearStopped, markStopped, readStopped } from "../agent/stopped-mark.js";
import type { Fleet } from "../fleet.js";
import { fleetPaths } from "./paths.js";
import { openFleet } from "../open-fleet.js";
import { pathOf, readOwn, removeOwn, writeOwn, type OwnFile } from "./own-file.js";
import { ensureRuntimeFolder } from "./runtime-folder.js";

let scratch: Scratch;
let roster = "";
let elsewhere = "";
beforeEach(async () => {
  scratch = await openScratch();
  roster = join(scratch.root, "roster.yaml");
  writeFileSync(roster, canaries(["cod", "dab"]));
  elsewhere = join(scratch.root, "elsewhere");
  mkdirSync(join(elsewhere, "mosaic-fleet"), { recursive: true });
  writeFileSync(join(elsewhere, "mosaic-fleet/cod"), "theirs");
});
afterEach(async () => {
  await scratch.close();
});
const fleet = async (): Promise<Fleet> =>
  await openFleet({ roster, env: scratch.env, supervisor: "tmux" });

/** What an agent may put in the place of a file: by name what makes it. */
const shapes: Readonly<Record<string, (path: string) => void>> = {
  "no folder|a link": (path) => symlinkSync(join(elsewhere, "mosaic-fleet/cod"), path),
  "a FIFO": (path) => void execFileSync("mkfifo", [path]),
  "a folder": (path) => mkdirSync(path),
  "larger than": (path) => {
    writeFileSync(path, "");
    truncateSync(path, 3 * 1024 ** 3);
  },
};

describe("a small file of the fleet's", () => {
  test("is read, written and removed in its place alone, whatever stands there", () => {
    const file: OwnFile = { root: join(scratch.root, "state"), names: ["a", "b", "c"] };
    const path = pathOf(file);
    expect(readOwn(file)).toBeUndefined();
    writeOwn(file, "text");
    expect(readOwn(file)).toBe("text");
    expect([path, dirname(path), file.root].map((each) => statSync(each).mode & 0o777)).toEqual([
      0o600, 0o700, 0o700,
    ]);
    for (const [what, put] of Object.entries(shapes)) {
      removeOwn(file);
      put(path);
      expect(() => readOwn(file)).toThrow(new RegExp(`${path} is (${what})`));
      if (what === "a folder") {
        expect(() => writeOwn(file, "x")).toThrow(
          expect.objectContaining({ code: "Failed", remedy: expect.anything() }),
        );
        removeOwn(file);
        expect(statSync(path).isDirectory()).toBe(true);
        rmSync(path, { recursive: true });
      }
      writeOwn(file, "text");
      expect([what, readOwn(file)]).toEqual([what, "text"]);
    }
    rmSync(dirname(path), { recursive: true });
    symlinkSync(join(elsewhere, "mosaic-fleet"), dirname(path));
    const moved: OwnFile = { ...file, names: ["a", "b", "cod"] };
    removeOwn(moved);
    for (const use of [readOwn, (each: OwnFile) => writeOwn(each, "x")])
      expect(() => use(moved)).toThrow(`${dirname(path)} is `);
    expect(readFileSync(join(elsewhere, "mosaic-fleet/cod"), "utf8")).toBe("theirs");
  });

  test("what is no mark stops nobody, and is told; a link in the place of the folder neither", async () => {
    const paths = fleetPaths(scratch.env);
    const place = { paths, socket: "mosaic-fleet" };
    await markStopped(place, "cod");
    expect(readStopped(place, ["cod"]).get("cod")).toEqual({
      stopped: true,
      finished: false,
      by: "person",
    });
    rmSync(join(paths.state, "stopped"), { recursive: true });
    symlinkSync(elsewhere, join(paths.state, "stopped"));
    expect(readStopped(place, ["cod"]).get("cod")?.fault).toMatchObject({
      message: expect.stringContaining("stopped is "),
    });
    await clearStopped(place, "cod");
    await expect(markStopped(place, "cod")).rejects.toMatchObject({ code: "Failed" });
    expect(readFileSync(join(elsewhere, "mosaic-fleet/cod"), "utf8")).toBe("theirs");
  });
});

test("what a server left behind goes; what is another's in its place stays", async () => {
  const paths = fleetPaths(scratch.env);
  const socketPath = join(scratch.root, "sockets/tmux-1/mosaic-fleet");
  const forget = async (state: "absent" | "running" = "absent"): Promise<void> =>
    await forgetServer({ paths, tmux: { socketPath }, socket: "mosaic-fleet" }, state);
  const note = paths.serverRecord("mosaic-fleet");
  mkdirSync(dirname(note), { recursive: true });
  mkdirSync(dirname(socketPath), { recursive: true });
  writeFileSync(note, "");
  // Who is killed leaves it.
  const listen = `require("net").createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 9))`;
  spawnSync(process.execPath, ["-e", listen]);
  expect(lstatSync(socketPath).isSocket()).toBe(true);
  // Of clients that found it at once; whoever comes after the end of one that ran may have a socket there.
  writeFileSync(`${socketPath}.lock`, "");
  await forget("running");
  expect(readdirSync(dirname(socketPath))).toEqual(["mosaic-fleet"]);
  await forget();
  expect([readdirSync(dirname(note)), readdirSync(dirname(socketPath))]).toEqual([[], []]);
  for (const path of [note, socketPath]) {
    rmSync(dirname(path), { recursive: true });
    symlinkSync(elsewhere, dirname(path));
  }
  writeFileSync(join(elsewhere, "mosaic-fleet/cod"), "theirs");
  rmSync(join(elsewhere, "mosaic-fleet"), { recursive: true });
  writeFileSync(join(elsewhere, "mosaic-fleet"), "theirs");
  await forget();
  expect(readFileSync(join(elsewhere, "mosaic-fleet"), "utf8")).toBe("theirs");
  for (const path of [note, socketPath]) rmSync(dirname(path));
  mkdirSync(dirname(socketPath));
  writeFileSync(socketPath, "no socket");
  await forget();
  expect(readFileSync(socketPath, "utf8")).toBe("no socket");
});

test("old one-time files are swept, but through no link", async () => {
  const paths = fleetPaths(scratch.env);
  const old = join(paths.runtime, "once/old");
  mkdirSync(dirname(old), { recursive: true, mode: 0o700 });
  for (const path of [old, join(elsewhere, "mosaic-fleet/cod")]) {
    writeFileSync(path, "theirs");
    utimesSync(path, 1, 1);
  }
  await ensureRuntimeFolder(paths);
  expect(readdirSync(dirname(old))).toEqual([]);
  rmSync(dirname(old), { recursive: true });
  symlinkSync(join(elsewhere, "mosaic-fleet"), dirname(old));
  await ensureRuntimeFolder(paths);
  expect(readdirSync(join(elsewhere, "mosaic-fleet"))).toEqual(["cod"]);
});

test("what one agent puts in the place of notes is told, and costs the others nothing", async () => {
  const noted = async (): Promise<string[]> => {
    const { findings } = await doctor({ roster, env: scratch.env, supervisor: "tmux" });
    return findings
      .filter(({ severity }) => severity !== "info")
      .map(({ id, what }) => `${id} ${what}`);
  };
  const paths = fleetPaths(scratch.env);
  const verbs = await fleet();
  expect((await verbs.up()).agents.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
  expect(await noted()).toEqual([]);
  const planted = ["stopped", "started", "sessions"].map((kind) =>
    join(paths.state, kind, "mosaic-fleet/cod"),
  );
  const more = [
    join(paths.channel("mosaic-fleet", "cod").folder, "activity"),
    paths.serverRecord("mosaic-fleet"),
    pathOf({ root: paths.state, names: ["supervisors", "mosaic-fleet"] }),
  ];
  for (const [what, put] of Object.entries(shapes)) {
    for (const path of [...planted, ...more]) {
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { recursive: true, force: true });
      put(path);
    }
    const told = await noted();
    for (const path of [...planted, ...more])
      expect(told).toContainEqual(expect.stringMatching(`not-ours ${path} is (${what})`));
    expect(told.every((each) => each.startsWith("not-ours"))).toBe(true);
    const [cod, dab] = (await verbs.status()).agents;
    expect(new Set(cod?.drift.map(({ kind }) => kind))).toEqual(new Set(["look"]));
    expect(cod?.drift.map(({ target }) => target)).toEqual(expect.arrayContaining(planted));
    expect(cod?.activity).toMatchObject({ state: "unknown", reason: expect.any(String) });
    expect([dab?.lifecycle, dab?.drift]).toEqual(["active", []]);
  }
  // What only a start makes is missed in the channel of one that runs, and made anew by one.
  const { folder } = paths.channel("mosaic-fleet", "dab");
  for (const path of [...planted, ...more]) rmSync(path, { recursive: true, force: true });
  for (const name of ["state", "target"]) {
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
  }
  const { findings } = await doctor({ roster, env: scratch.env, supervisor: "tmux" });
  for (const { remedy } of findings.filter(({ what }) => what.startsWith(folder)))
    expect(remedy).toContain("`mosaic-fleet start dab`");
  for (const name of ["state", "target"]) rmSync(join(folder, name), { recursive: true });
  expect(await noted()).toContain(
    `agent-channel \`dab\` runs, and its channel ${folder} lacks \`state\` and \`target\``,
  );
  await verbs.stop(["dab"]);
  await verbs.start(["dab"]);
  expect((await noted()).filter((each) => each.includes("`dab`"))).toEqual([]);
  // Nor does a whole kind of notes.
  for (const kind of ["stopped", "started", "supervisors"]) {
    rmSync(join(paths.state, kind), { recursive: true });
    symlinkSync(elsewhere, join(paths.state, kind));
  }
  const [stopped] = (await verbs.stop(["dab"])).agents;
  expect(stopped).toMatchObject({
    outcome: "failed",
    message: expect.stringContaining("stopped, but"),
  });
  expect((await verbs.start(["dab"])).agents.map(({ outcome }) => outcome)).toEqual(["started"]);
  expect(readFileSync(join(elsewhere, "mosaic-fleet/cod"), "utf8")).toBe("theirs");
});
