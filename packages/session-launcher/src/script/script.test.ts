import { readFileSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { launcherScript, tmuxProfile } from "../launch/launcher-script.js";

const { path } = launcherScript();
const text = readFileSync(path, "utf8");
const shellcheck = await execa("shellcheck", ["--version"], { reject: false });
if (shellcheck.failed) console.warn("skipped: shellcheck of the script, for it is not installed");

describe("the script as a file", () => {
  test.skipIf(shellcheck.failed)(
    "is clean to shellcheck, and each exception says why",
    async () => {
      const { stdout } = await execa("shellcheck", ["--shell=sh", path], { reject: false });
      expect(stdout).toBe("");
      const exceptions = text.match(/shellcheck disable=.*/g) ?? [];
      for (const line of exceptions) expect(line).toMatch(/disable=[SC0-9,]+ # .{10}/);
    },
  );

  test("every function says in a line what it is for", () => {
    const functions = [...text.matchAll(/^(.*)\n([a-z_]+\(\) [{(].*)$/gm)];
    expect(functions.length).toBeGreaterThan(20);
    // One that fits in its line is its own comment
    const silent = functions.filter(
      ([, above = "", line = ""]) =>
        !above.startsWith("# ") && !line.includes(" # ") && !line.endsWith("}"),
    );
    expect(silent.map(([, , line]) => line)).toEqual([]);
  });

  test("asks tmux for nothing without a named socket, and never to end a server", () => {
    const calls = [...text.matchAll(/\btmux (-[^;|]*)/g)].map(([, options = ""]) => options);
    expect(calls.length).toBeGreaterThan(3);
    for (const options of calls) expect(options).toContain("-L ");
    expect(text).not.toContain("kill-server");
  });

  test("both files are shipped where the installed package finds them", () => {
    expect(launcherScript()).toMatchObject({ name: "start-agent-session.sh", mode: 0o755 });
    expect(readFileSync(tmuxProfile().path, "utf8")).toContain("exit-empty off");
  });
});
