import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../test/bundle.js";

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn("skipped: what another user prepares, for only root can be two users");

/** V runs the fleet, X was in the shared temporary folder first; both are nobody's here. */
const victim = 54_321;
const other = 54_322;

describe.skipIf(!isRoot)("a second user at the place of the runtime folder", () => {
  let root = "";
  let shared = "";
  let home = "";
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const scratch = await openThrowAwayTmux({ start: false });
    root = scratch.directory;
    close = async () => await scratch.close();
    chmodSync(root, 0o755);
    [shared, home] = [join(root, "shared"), join(root, "home")];
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    for (const folder of [home, mine(), join(mine(), "servers"), join(root, "sockets")]) {
      mkdirSync(folder, { mode: 0o700 });
      chownSync(folder, victim, victim);
    }
    await bundleVerbs();
    chmodSync(join(root, "verb.mjs"), 0o644);
    as(victim, `cd '${mine()}'; for f in note servers/mosaic-fleet; do printf mine >"$f"; done`);
    writeFileSync(
      join(root, "roster.yaml"),
      "version: 1\nsocket_name: mosaic-fleet\nagents: [{ name: one, runtime: command, command: [cat] }]\n",
      { mode: 0o644 },
    );
  });
  afterAll(async () => {
    await close();
  });

  /** A folder of V's that has nothing to do with the fleet. */
  const mine = (): string => join(home, "mine");

  /** Bundled, with what the packages ship beside it, as V may not be able to enter the folder of these sources. */
  async function bundleVerbs(): Promise<void> {
    for (const [name, assets] of [
      ["agent-channel", "scripts"],
      ["session-launcher", "scripts"],
      ["systemd-units", "units"],
    ] as const)
      for (const asset of ["package.json", assets]) {
        const from = join(import.meta.dirname, "../..", name, asset);
        cpSync(from, join(root, "node_modules/@mosaicstack", name, asset), { recursive: true });
      }
    execFileSync("chmod", ["-R", "a+rX", join(root, "node_modules")]);
    await bundle("all-verbs.ts", join(root, "verb.mjs"));
  }

  function as(uid: number, script: string): void {
    const ids = [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
    execFileSync("setpriv", [...ids, "sh", "-ec", script], { env: environment(), cwd: "/" });
  }

  function environment(): Record<string, string> {
    return {
      HOME: home,
      TMPDIR: shared,
      TMUX_TMPDIR: join(root, "sockets"),
      PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    };
  }

  /** Everything in that folder with its kind, owner, size and times. */
  function snapshot(): string {
    const entries = ["", ...(readdirSync(mine(), { recursive: true }) as string[])].toSorted();
    const facts = entries.map((entry) => {
      const { mode, uid, size, mtimeMs } = statSync(join(mine(), entry));
      return [entry, mode, uid, size, mtimeMs].join(" ");
    });
    return facts.join("\n");
  }

  const place = `"$TMPDIR/mosaic-fleet-${victim}"`;
  const servers = `ln -s "$HOME/mine/servers" ${place}/servers`;
  test.each([
    ["a link to a folder of V's", other, `ln -s "$HOME/mine" ${place}`, "is a link"],
    [
      "a folder of X's with a link to one of V's",
      other,
      `mkdir -m 755 ${place}; ${servers}`,
      "else",
    ],
    ["a plain file", other, `: >${place}`, "is a file"],
    ["a FIFO", other, `mkfifo ${place}`, "is a FIFO"],
    ["a folder of V's for everybody", victim, `mkdir ${place}; chmod 777 ${place}`, "others"],
  ])("%s: each command is refused, and nothing of V's changes", (_, uid, script, words) => {
    as(uid, script);
    try {
      const before = snapshot();
      const ids = [`--reuid=${victim}`, `--regid=${victim}`, "--clear-groups"];
      const file = join(root, "verb.mjs");
      const argv = [...ids, process.execPath, file, join(root, "roster.yaml")];
      const { stdout, stderr } = spawnSync("setpriv", argv, {
        env: environment(),
        cwd: "/",
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      const { doctor, ...verbs } = JSON.parse(stdout) as Record<string, string>;
      for (const [verb, told] of Object.entries(verbs))
        expect([verb, told]).toEqual([
          verb,
          expect.stringMatching(`^Failed: the runtime folder .*${words}`),
        ]);
      expect(Object.keys(verbs)).toHaveLength(9);
      // It says so as a finding, and goes on with the rest.
      expect(doctor).toMatch(/runtime-folder-refused.* supervisor-tmux.* agent-lifecycle/);
      expect(snapshot()).toBe(before);
    } finally {
      execFileSync("rm", ["-rf", join(shared, `mosaic-fleet-${victim}`)]);
    }
  });
});
