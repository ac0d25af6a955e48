import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { launcherScript } from "@mosaicstack/session-launcher";
import { afterAll, describe, expect, test } from "vitest";
import { fleetPaths } from "./paths.js";

// Places on disk are chosen in sh, too, where no Node is: one rule, twice, and one table for both.

const root = mkdtempSync(join(tmpdir(), "paths-agree-"));
afterAll(() => rmSync(root, { recursive: true }));
const there = join(root, "there");
mkdirSync(there);
symlinkSync(there, join(root, "link"));
const HOME = join(root, "home");

/** Environments of a caller; `refused` where both say no. */
const rows: readonly (readonly [string, Record<string, string>, "refused"?])[] = [
  ["nothing but a home", { HOME }],
  ["empty", { HOME, XDG_RUNTIME_DIR: "", XDG_CONFIG_HOME: "", XDG_STATE_HOME: "", TMPDIR: "" }],
  ["relative", { HOME, XDG_RUNTIME_DIR: "run", XDG_CONFIG_HOME: "conf", XDG_STATE_HOME: "./st" }],
  ["relative, and a temporary folder", { HOME, XDG_RUNTIME_DIR: "../run", TMPDIR: there }],
  ["a relative temporary folder", { HOME, TMPDIR: "tmp" }],
  ["a temporary folder with a slash", { HOME, TMPDIR: `${there}/` }],
  ["a tilde is no expansion", { HOME, XDG_RUNTIME_DIR: "~/run", XDG_CONFIG_HOME: "~/conf" }],
  ["absolute", { HOME, XDG_RUNTIME_DIR: there, XDG_CONFIG_HOME: "/c", XDG_STATE_HOME: "/s" }],
  ["not there", { HOME, XDG_RUNTIME_DIR: join(root, "none"), XDG_STATE_HOME: "/none" }],
  ["not ours", { HOME, XDG_RUNTIME_DIR: "/proc" }],
  ["a link", { HOME, XDG_RUNTIME_DIR: join(root, "link"), XDG_CONFIG_HOME: join(root, "link") }],
  ["blanks within", { HOME, XDG_RUNTIME_DIR: join(root, "a  b c"), XDG_CONFIG_HOME: "/a b" }],
  ["a blank before it", { HOME, XDG_RUNTIME_DIR: ` ${there}`, XDG_STATE_HOME: "\t/s" }],
  ["slashes", { HOME: `${HOME}//`, XDG_RUNTIME_DIR: `${there}//`, XDG_CONFIG_HOME: "/c/" }],
  ["the root", { HOME: "/", XDG_RUNTIME_DIR: "/", XDG_STATE_HOME: "//" }],
  ["odd letters", { HOME: `${HOME}/é*$x'"`, XDG_RUNTIME_DIR: `${root}/$(id)\`;[a]` }],
  ["a line's end", { HOME, XDG_RUNTIME_DIR: `${root}/a\nb` }],
  ["a relative home", { HOME: "home", XDG_RUNTIME_DIR: there }, "refused"],
  ["a home in a tilde", { HOME: "~" }, "refused"],
];

const table = rows.map(([title, env, refused]) => ({ title, env, refused }));

const launcher = join(dirname(launcherScript().path), "..");
const fragments = [
  join(launcher, "../outside-files/lib/outside.sh"),
  ...["say.sh", "places.sh"].map((name) => join(launcher, "launcher", name)),
];
const batch = `set -u -f
${fragments.map((path) => `. '${path}'`).join("\n")}
die() { printf 'refused\\0'; exit "$1"; }
choose_folders; name_runtime; printf '%s\\0' "$config" "$state" "$runtime"`;

const shells = [["sh"], ["bash", "--posix"], ["busybox", "sh"]].filter(([program = ""]) => {
  const isThere = ["/bin", "/usr/bin"].some((folder) => existsSync(`${folder}/${program}`));
  if (!isThere) console.warn(`skipped, not there: ${program}`);
  return isThere;
});

describe.each(shells.map((shell) => ({ shell, name: shell.join(" ") })))(
  "places by the script under $name are those of fleetPaths",
  ({ shell: [program = "", ...args] }) => {
    test.each(table)("$title", ({ env, refused }) => {
      const told = (): string[] =>
        execFileSync(program, [...args, "-c", batch], {
          env: { ...env, PATH: "/usr/bin:/bin" },
          encoding: "utf8",
          stdio: ["ignore", "pipe", "pipe"],
        })
          .split("\0")
          .slice(0, -1);
      if (refused !== undefined) {
        expect(told).toThrow(expect.objectContaining({ status: 78, stdout: "refused\0" }));
        expect(() => fleetPaths(env)).toThrow("is not absolute");
        return;
      }
      const { config, state, runtime } = fleetPaths(env);
      expect(told().map((path) => normalize(path))).toEqual([config, state, runtime]);
    });
  },
);

test("a user without a folder in /run/user is sent to the temporary one by both", () => {
  const uid = 4_000_000_000;
  for (const [env, folder] of [
    [{ HOME, TMPDIR: "tmp", XDG_RUNTIME_DIR: "run" }, "/tmp"],
    [{ HOME, TMPDIR: there }, there],
  ] as const) {
    const script = `id() { echo ${uid}; }\n${batch}`;
    const told = execFileSync("sh", ["-c", script], { env, encoding: "utf8" });
    const wanted = `${folder}/mosaic-fleet-${uid}`;
    expect([told.split("\0").at(-2), fleetPaths(env, uid).runtime]).toEqual([wanted, wanted]);
  }
});
