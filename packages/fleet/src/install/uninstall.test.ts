import { execFile, execFileSync, type ExecFileException } from "node:child_process";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundle } from "../../test/bundle.js";
import { canaries, openScratch, type Scratch } from "../../test/scratch.js";
import type { UninstallDocument } from "../documents/uninstall.js";
import { fleetPaths, type FleetPaths } from "../files/paths.js";
import { openFleet } from "../open-fleet.js";
import { installFleet } from "./install.js";
import { planUninstall, uninstallFleet } from "./uninstall.js";

let scratch: Scratch;
let env: Scratch["env"];
let paths: FleetPaths;
let home: string;
beforeEach(async () => {
  scratch = await openScratch();
  ({ env } = scratch);
  paths = fleetPaths(env);
  ({ home } = paths);
  // Folders that any home has.
  for (const folder of [".config", ".local/state"])
    mkdirSync(join(home, folder), { recursive: true });
  mkdirSync(paths.config, { recursive: true });
  writeFileSync(paths.roster, canaries(["cod", "dab"]));
});
afterEach(async () => {
  await scratch.close();
});

async function up(options: { socket?: string } = {}): Promise<void> {
  await installFleet({ env });
  const fleet = await openFleet({ env, supervisor: "tmux", ...options });
  const { agents } = await fleet.up();
  expect(agents.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
  await fleet.send(["cod"], "hello");
}

/** Every path below the home and the runtime folder's place, with what a file or a link says. */
function everything(): Record<string, string> {
  const roots = [home, dirname(paths.runtime)];
  const entries = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true }),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const stats = lstatSync(path);
      const says = stats.isSymbolicLink()
        ? `-> ${readlinkSync(path)}`
        : stats.isFile()
          ? readFileSync(path, "utf8")
          : "folder";
      return [relative(scratch.root, path), says];
    }),
  );
}

/** The folders around it. */
function above(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...above(folder)];
}

function tmux(socket: string, ...argv: string[]): string {
  return execFileSync("tmux", ["-L", socket, ...argv], { env, encoding: "utf8" });
}

/** Processes that know this scratch folder. */
function processes(): string[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`HOME=${home}`);
      } catch {
        return false;
      }
    });
}

function sockets(): string[] {
  const folder = join(env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`);
  return existsSync(folder) ? readdirSync(folder) : [];
}

const own = ["mine.sh", "notes", "agents/My Own.env", "hooks/idle"];

/** A person's files among ours, and links that they, or an agent, put in the place of ours. Returns what is to stay. */
function plant(): Record<string, string> {
  const kept = join(home, "kept");
  mkdirSync(kept);
  for (const name of ["unit", "deep"]) writeFileSync(join(kept, name), "precious");
  const files = [
    join(paths.tools, "mine.sh"),
    join(paths.config, "notes"),
    join(paths.config, "agents/My Own.env"),
    join(paths.config, "hooks/idle"),
    join(paths.units, "mosaic-agent@cod.service.d/90-mine.conf"),
    join(paths.units, "mosaic-agent@other.service"),
    join(paths.units, "else.service"),
  ];
  for (const path of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "mine");
  }
  symlinkSync(kept, join(paths.units, "mosaic-agent@linked.service.d"));
  const stays = Object.fromEntries(
    Object.entries(everything()).filter(([path]) =>
      [...files, kept, join(paths.units, "mosaic-agent@linked.service.d")].some((each) =>
        join(scratch.root, path).startsWith(each),
      ),
    ),
  );
  writeFileSync(join(paths.units, "mosaic-agent@cod.service.d/50-roster.conf"), "[Service]\n");
  mkdirSync(join(paths.units, "mosaic-fleet.target.wants"));
  symlinkSync("x", join(paths.units, "mosaic-fleet.target.wants/mosaic-agent@cod.service"));
  rmSync(join(paths.units, "mosaic-agent@.service"));
  symlinkSync(join(kept, "unit"), join(paths.units, "mosaic-agent@.service"));
  // Of a write that was killed
  const temporary = "50-roster.conf.01234567-0123-4567-89ab-0123456789ab.tmp";
  writeFileSync(join(paths.units, "mosaic-agent@cod.service.d", temporary), "");
  symlinkSync(kept, join(paths.runtime, "channels/planted"));
  symlinkSync(kept, join(paths.state, "agents/mosaic-fleet/cod/planted"));
  return stays;
}

test("a fleet is ended and nothing of it stays, but what a person keeps there, and what they may want", async () => {
  await up();
  const stays = plant();
  const before = everything();
  const plan = await planUninstall({ env });
  expect(plan.ends).toEqual(["cod", "dab"]);
  expect(everything()).toEqual(before);
  const { agents, removed, left } = await uninstallFleet({ env });
  expect(agents.map(({ agent, outcome }) => `${agent} ${outcome}`)).toEqual([
    "cod stopped",
    "dab stopped",
  ]);
  // The plan was true: what is removed beyond it are folders that got empty.
  expect(removed.slice(0, plan.removes.length)).toEqual(plan.removes);
  expect(removed).toContainEqual({
    path: join(paths.units, "mosaic-agent@.service"),
    what: "link",
  });
  expect([processes(), sockets()]).toEqual([[], []]);
  const after = everything();
  expect(after).toMatchObject(stays);
  const mine = Object.keys(stays).map((path) => join(scratch.root, path));
  const folders = new Set(mine.flatMap(above));
  const others = Object.keys(after)
    .map((path) => join(scratch.root, path))
    .filter((path) => !mine.includes(path) && !folders.has(path));
  const isState = (path: string): boolean => path.startsWith(paths.state);
  expect(others.filter((path) => !isState(path)).toSorted()).toEqual(
    [
      join(home, ".local"),
      join(home, ".local/state"),
      dirname(paths.state),
      paths.roster,
    ].toSorted(),
  );
  const told = left.filter(({ why }) => why === "yours").map(({ path }) => path);
  expect(told.toSorted()).toEqual(
    [
      ...own.map((name) => join(name === "mine.sh" ? paths.tools : paths.config, name)),
      join(paths.units, "mosaic-agent@cod.service.d/90-mine.conf"),
      join(paths.units, "mosaic-agent@linked.service.d"),
      join(paths.units, "mosaic-agent@other.service"),
    ]
      .map((path) => (path.endsWith("hooks/idle") ? dirname(path) : path))
      .toSorted(),
  );
  // With `--purge` the rest, and through no link either.
  await uninstallFleet({ env, purge: true });
  const purged = everything();
  expect(purged).toMatchObject(stays);
  expect(Object.keys(purged).filter((path) => path.includes("state/mosaic"))).toEqual([]);
  expect(existsSync(paths.roster)).toBe(false);
});

test("cut short anywhere, and two at once: what is left is as if it had never been", async () => {
  const program = join(scratch.root, "uninstall.mjs");
  await bundle("uninstall.ts", program);
  symlinkSync(
    join(import.meta.dirname, "../../../../node_modules"),
    join(scratch.root, "node_modules"),
  );
  const run = async (kill: string, afterMs?: number): Promise<UninstallDocument | undefined> =>
    await new Promise((resolve, reject) => {
      const done = (error: ExecFileException | null, stdout: string, stderr: string): void => {
        if (error === null) resolve(JSON.parse(stdout) as UninstallDocument);
        else if (error.signal === "SIGKILL") resolve(undefined);
        else reject(new Error(stderr));
      };
      const child = execFile(process.execPath, [program, kill, "purge"], { env }, done);
      if (afterMs !== undefined) void sleep(afterMs).then(() => child.kill("SIGKILL"));
    });
  const seed = Number(process.env["UNINSTALL_SEED"] ?? Math.floor(Math.random() * 1200));
  const how = `UNINSTALL_SEED=${seed} repeats it`;
  const begin = async (): Promise<void> => {
    mkdirSync(paths.config, { recursive: true });
    writeFileSync(paths.roster, canaries(["cod", "dab"]));
    await up();
  };
  rmSync(dirname(paths.config), { recursive: true });
  const before = everything();
  await begin();
  // While it looks, or stops them; it may have been quicker.
  if ((await run("", seed)) !== undefined) await begin();
  let runs = 0;
  while ((await run(String(1 + ((seed + runs) % 5)))) === undefined) runs += 1;
  expect(runs, how).toBeGreaterThan(3);
  expect([everything(), processes(), sockets()], how).toEqual([before, [], []]);

  await begin();
  const both = await Promise.all([run(""), run("")]);
  expect(both.flatMap((each) => each?.left)).toEqual([]);
  expect([everything(), processes(), sockets()]).toEqual([before, [], []]);
});

test("sessions of others on the fleet's server keep everything, unless it is forced", async () => {
  await up();
  tmux("mosaic-fleet", "new-session", "-d", "-s", "mine", "sleep", "600");
  const before = everything();
  await expect(uninstallFleet({ env })).rejects.toMatchObject({
    code: "Failed",
    message:
      "the fleet's tmux server on socket `mosaic-fleet` has sessions that are not the fleet's: `mine`",
  });
  expect(Object.keys(everything())).toEqual(Object.keys(before));
  expect(tmux("mosaic-fleet", "list-sessions", "-F", "#S").trim().split("\n").toSorted()).toEqual([
    "cod",
    "dab",
    "mine",
  ]);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(paths.tools, 54_321, 54_321);
  const { left } = await uninstallFleet({ env, force: true });
  expect(left.filter(({ why }) => why === "failed").map(({ path }) => path)).toEqual(
    isRoot ? [paths.tools] : [],
  );
  expect([processes(), sockets()]).toEqual([[], []]);
  expect(existsSync(paths.profile)).toBe(false);
});

test("a roster that cannot be read, other sockets, and guests on a person's own server", async () => {
  await up({ socket: "second" });
  tmux("default", "-f/dev/null", "new-session", "-d", "-s", "mine", "sleep", "600");
  writeFileSync(paths.roster, canaries(["eel", "fly"]).replace("socket_name: mosaic-fleet\n", ""));
  const guests = await openFleet({ env });
  await guests.up();
  writeFileSync(paths.roster, "version: [");
  const said: string[] = [];
  const { agents } = await uninstallFleet({ env, log: (line) => said.push(line) });
  expect(agents.map(({ agent, outcome }) => `${agent} ${outcome}`).toSorted()).toEqual([
    "cod stopped",
    "dab stopped",
    "eel stopped",
    "fly stopped",
  ]);
  expect(said).toEqual([
    expect.stringContaining("its agents are found by their units and sessions"),
  ]);
  expect(tmux("default", "list-sessions", "-F", "#S")).toBe("mine\n");
  expect(sockets()).toEqual(["default"]);
  expect(existsSync(paths.runtime)).toBe(false);
});
