import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, type Scratch } from "../../test/scratch.js";
import { doctor } from "../doctor/doctor.js";
import { installFleet } from "./install.js";
import { openFleet } from "../open-fleet.js";
import { fleetPaths } from "../files/paths.js";
import { initRoster } from "../files/roster-file.js";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch();
});
afterEach(async () => {
  await scratch.close();
});

/** Everything below a folder with its permission bits; links have none. */
function modesBelow(folder: string): Map<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => !entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), statSync(path).mode & 0o777]),
  );
}

test("what is ours is nobody else's, whatever the umask", async () => {
  const { env } = scratch;
  const home = env["HOME"] ?? "";
  // Folders that are shared with other programs stay as they are.
  for (const folder of [".config/systemd/user", ".local/state"]) {
    mkdirSync(join(home, folder), { recursive: true });
    chmodSync(join(home, folder), 0o775);
  }
  const before = process.umask(0);
  try {
    await initRoster({ preset: "canary", env });
    await installFleet({ env });
    const fleet = await openFleet({ env, supervisor: "tmux" });
    await fleet.up();
    await fleet.send(["canary"], "hello");
    await fleet.stop(["canary"]);
    const modes = modesBelow(home);
    expect([modes.get(".config/systemd/user"), modes.get(".local/state")]).toEqual([0o775, 0o775]);
    const ours = [...modes].filter(
      ([path]) => path.includes("/mosaic/") || path.endsWith("/mosaic"),
    );
    expect(ours.length).toBeGreaterThan(20);
    const units = [...modes].filter(([path]) => path.endsWith(".service"));
    expect(units.map(([, mode]) => mode)).toEqual(units.map(() => 0o644));
    const wide = [
      ...ours.filter(([path]) => !path.includes("systemd")),
      ...modesBelow(fleetPaths(env).runtime),
    ];
    expect(wide.filter(([, mode]) => (mode & 0o077) !== 0)).toEqual([]);
    expect(modes.get(".config/mosaic/tools/fleet/start-agent-session.sh")).toBe(0o700);
    const { findings } = await doctor({ env, supervisor: "tmux" });
    expect(findings.filter(({ id }) => id === "mode-too-wide")).toEqual([]);
  } finally {
    process.umask(before);
  }
});

test("what is open to others already is told: where they can write, and what they can read", async () => {
  const { env } = scratch;
  await installFleet({ env });
  const { state, config, tools, script, runtime, roster, units } = fleetPaths(env);
  writeFileSync(roster, canaries(["cod"]));
  for (const path of [join(state, "started"), join(runtime, "channels")])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(runtime, 0o700);
  const told = async (): Promise<string[]> =>
    (await doctor({ env, supervisor: "tmux" })).findings
      .filter(({ id }) => id === "mode-too-wide")
      .map(({ severity, what, remedy }) => `${severity} ${what} | ${remedy}`);
  const line = (severity: string, path: string, can: string, mode: string): string =>
    `${severity} ${path} can be ${can} by others (mode ${mode}) | Run \`chmod go-rwx ${path}\`.`;
  expect(await told()).toEqual([]);
  chmodSync(state, 0o755);
  expect(await told()).toEqual([line("warning", state, "read", "0755")]);
  for (const path of [join(state, "started"), tools, script, config]) chmodSync(path, 0o777);
  expect(await told()).toEqual([
    line("warning", state, "read", "0755"),
    line("error", join(state, "started"), "written", "0777"),
    line("error", tools, "written", "0777"),
    line("error", script, "written", "0777"),
    line("error", config, "written", "0777"),
  ]);
  for (const path of [state, join(state, "started"), tools, script, config]) chmodSync(path, 0o700);
  const more = [
    join(config, "agents/cod.env"),
    join(units, "mosaic-agent@cod.service.d/own.conf"),
    join(units, "mosaic-agent@.service"),
    dirname(state),
    dirname(config),
    roster,
  ];
  for (const path of more) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    if (!existsSync(path)) writeFileSync(path, "");
    chmodSync(path, 0o755);
  }
  expect(await told()).toEqual([]);
  for (const path of more) chmodSync(path, 0o775);
  const lines = more.map((path) => line("error", path, "written", "0775"));
  expect((await told()).toSorted()).toEqual(
    lines.map((each) => each.replace("go-rwx", "go-w")).toSorted(),
  );
  for (const path of more) chmodSync(path, 0o755);
  // Of a runtime folder that is refused nothing else is told, least of all a chmod that is not ours to do.
  chmodSync(dirname(runtime), 0o770);
  chmodSync(join(runtime, "channels"), 0o777);
  expect(await told()).toEqual([]);
  chmodSync(join(runtime, "channels"), 0o700);
  chmodSync(dirname(runtime), 0o700);
  // systemd makes it so, within a folder that nobody else can enter.
  chmodSync(runtime, 0o755);
  expect(await told()).toEqual([]);
  symlinkSync(scratch.root, join(state, "sessions"));
  expect(await told()).toEqual([]);
});
