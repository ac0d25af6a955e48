import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guard } from "./testing/belongings.js";
import { faultOf } from "./testing/judge.js";
import { bundleInto } from "./testing/scratch.js";

const [VICTIM, STRANGER] = [54_321, 54_322];

/** Why nobody else can be tried here. */
function obstacleHere(): string | undefined {
  if (process.getuid?.() !== 0) return "not root";
  if (existsSync(`/run/user/${VICTIM}`)) return `/run/user/${VICTIM} is there`;
  const argv = [...identity(VICTIM), "test", "-x", process.execPath];
  return spawnSync("setpriv", argv).status === 0 ? undefined : "node is out of others' reach";
}

const obstacle = obstacleHere();
if (obstacle !== undefined) console.warn(`skipped, no second user: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("somebody else at the place of the runtime folder", () => {
  let away: ThrowAwayTmux;
  let program: string;
  let home: string;
  let shared: string;
  beforeAll(async () => {
    away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
    chmodSync(away.directory, 0o711);
    program = await readableProgram(away.directory);
    [home, shared] = [join(away.directory, "home"), join(away.directory, "shared")];
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    mkdirSync(join(home, ".config/mosaic/fleet"), { recursive: true });
    mkdirSync(join(home, ".local/state"), { recursive: true });
    mkdirSync(join(home, "precious"));
    writeFileSync(
      join(home, ".config/mosaic/fleet/roster.yaml"),
      `version: 1
name: mine
socket_name: mosaic-fleet
defaults: { runtime: command, command: [start-agent-session.sh, --canary] }
agents: [{ name: canary }]
`,
    );
    writeFileSync(join(home, "precious/mosaic-fleet"), "mine\n");
    mkdirSync(join(home, "precious/mosaic-fleet.d"));
    mkdirSync(join(home, "sockets"), { mode: 0o700 });
    execFileSync("chown", ["-R", `${VICTIM}:${VICTIM}`, home]);
  });
  afterAll(async () => await away.close());

  const place = (): string => join(shared, `mosaic-fleet-${VICTIM}`);
  const shapes: Record<string, () => void> = {
    "a folder with a link in it": () => {
      mkdirSync(place(), { mode: 0o777 });
      for (const name of ["servers", "hand", "once", "channels"])
        symlinkSync(join(home, "precious"), join(place(), name));
      chownSync(place(), STRANGER, STRANGER);
    },
    "a link": () => symlinkSync(join(home, "precious"), place()),
    "a file": () => writeFileSync(place(), ""),
    "a FIFO": () => void execFileSync("mkfifo", [place()]),
    "one's own that others can write": () => {
      mkdirSync(join(place(), "servers"), { recursive: true });
      chownSync(place(), VICTIM, VICTIM);
      chmodSync(place(), 0o777);
    },
  };

  test.each(Object.keys(shapes))("%s: refused by name, and nothing is touched", (shape) => {
    rmSync(place(), { recursive: true, force: true });
    shapes[shape]?.();
    const before = guard(home);
    const faults: string[] = [];
    for (const argv of [
      ["down"],
      ["doctor"],
      ["status"],
      ["stop", "--all"],
      ["up"],
      ["start", "--all"],
    ]) {
      const { status, stdout, stderr } = spawnSync(
        "setpriv",
        [...identity(VICTIM), process.execPath, program, ...argv, "--supervisor", "tmux"],
        {
          encoding: "utf8",
          env: {
            HOME: home,
            PATH: process.env["PATH"],
            TMPDIR: shared,
            // Its end takes along whatever was started after all
            TMUX_TMPDIR: join(home, "sockets"),
          },
        },
      );
      const fault = faultOf({ code: status ?? undefined, stdout, stderr, ms: 0 });
      if (fault !== undefined) faults.push(`${argv.join(" ")}: ${fault}`);
      if (!`${stdout}${stderr}`.includes(basename(place())))
        faults.push(`${argv.join(" ")}: does not name the folder: ${stdout}${stderr}`);
      if (status === 0) faults.push(`${argv.join(" ")}: exits 0`);
    }
    expect(faults).toEqual([]);
    expect(guard(home)).toEqual(before);
  });
});

function identity(uid: number): string[] {
  return [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--"];
}

/** The bundled program with what it ships, where everybody can read it. */
async function readableProgram(folder: string): Promise<string> {
  const bundle = join(folder, "bundle");
  mkdirSync(bundle);
  const file = await bundleInto(bundle);
  const copy = join(folder, "program");
  cpSync(dirname(file), join(copy, "dist"), { recursive: true });
  const skipped = ["node_modules", "src", "test", "bench", "dist"];
  for (const name of ["session-launcher", "systemd-units", "fleet-cli"]) {
    const place = join("node_modules/@mosaicstack", name);
    cpSync(join(bundle, place), join(copy, place), {
      recursive: true,
      dereference: true,
      filter: (source) => !skipped.includes(basename(source)),
    });
  }
  return join(copy, "dist/main.js");
}
