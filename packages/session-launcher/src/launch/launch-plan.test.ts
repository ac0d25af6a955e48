import { describe, expect, test } from "vitest";
import { findProgram } from "@mosaicstack/agent-channel";
import { resolveLaunch, type LaunchAgent } from "./launch-plan.js";

const agent = (more: Partial<LaunchAgent>): LaunchAgent => ({
  name: "a",
  runtime: "claude",
  args: [],
  unattended: false,
  ...more,
});
const has =
  (...files: string[]) =>
  (file: string): boolean =>
    files.includes(file);

describe("resolveLaunch", () => {
  test("the program becomes absolute on the agent's own PATH; flag and arguments follow", () => {
    const context = {
      path: "/a:/b",
      fallbackPath: "/c",
      isExecutable: has("/b/claude", "/c/claude"),
    };
    expect(resolveLaunch(agent({ unattended: true, args: ["--model", "opus"] }), context)).toEqual({
      argv: ["/b/claude", "--dangerously-skip-permissions", "--model", "opus"],
      resumeArgv: undefined,
      path: "/a:/b",
      missing: undefined,
      workdir: undefined,
      env: {},
      provenance: {
        command: "claude",
        program: "path",
        unattended: ["--dangerously-skip-permissions"],
        path: "own",
      },
    });
  });

  test("found by the fallback alone, it brings its folder along, for its neighbours", () => {
    const context = { path: "/a", fallbackPath: "/c:/d", isExecutable: has("/d/claude") };
    expect(resolveLaunch(agent({}), context)).toMatchObject({ argv: ["/d/claude"], path: "/d:/a" });
  });

  test("found nowhere, it is named and stays as it is", () => {
    expect(resolveLaunch(agent({}), { path: "/a", isExecutable: has() })).toMatchObject({
      argv: ["claude"],
      path: "/a",
      missing: "claude",
      provenance: { program: "nowhere" },
    });
  });

  test("runtime `command` takes the roster's argv and never a permission flag", () => {
    const wanted = agent({
      runtime: "command",
      command: ["/x/y", "1"],
      args: ["2"],
      unattended: true,
    });
    expect(resolveLaunch(wanted, { path: "", isExecutable: has("/x/y") }).argv).toEqual([
      "/x/y",
      "1",
      "2",
    ]);
  });

  test("a well-known folder comes last, and its source is told", () => {
    const context = { path: "/a", fallbackPath: "/c", folders: ["/w", "/x"] };
    const found = (...files: string[]): unknown =>
      resolveLaunch(agent({}), { ...context, isExecutable: has(...files) });
    expect(found("/x/claude")).toMatchObject({
      argv: ["/x/claude"],
      path: "/x:/a",
      provenance: { program: "well-known", path: "led by the program's folder" },
    });
    expect(found("/x/claude", "/c/claude")).toMatchObject({ provenance: { program: "fallback" } });
  });

  test("a conversation is begun and brought back as the runtime has it, in front of the flags", () => {
    const context = { path: "/a", isExecutable: () => true };
    const words = (runtime: LaunchAgent["runtime"], resume: boolean): unknown[] => {
      const wanted = agent({ runtime, resume, unattended: true, args: ["-x"] });
      const { argv, resumeArgv } = resolveLaunch(wanted, context);
      return [argv.slice(1).join(" "), resumeArgv?.slice(1).join(" ")];
    };
    expect(words("codex", true)).toEqual([
      "--dangerously-bypass-approvals-and-sandbox -x",
      "resume {mosaic:id} --dangerously-bypass-approvals-and-sandbox -x",
    ]);
    expect(words("gemini", true)).toEqual([
      "--session-id {mosaic:id} --yolo --skip-trust -x",
      undefined,
    ]);
    expect(words("pi", false)).toEqual(["--session-dir {mosaic:dir} -x", undefined]);
  });

  test("with a folder of scripts, the runtime is told to tell what it does; the agent's own variables win", () => {
    const context = { path: "/a", tools: "/t", isExecutable: () => true };
    expect(resolveLaunch(agent({ args: ["-x"] }), context).argv).toEqual([
      "/a/claude",
      "--settings",
      "/t/claude-hooks.json",
      "-x",
    ]);
    const opencode = resolveLaunch(agent({ runtime: "opencode" }), context);
    expect(opencode.env).toEqual({ OPENCODE_TUI_CONFIG: "/t/opencode-tui.json" });
    const env = { OPENCODE_TUI_CONFIG: "{}" };
    expect(resolveLaunch(agent({ runtime: "opencode", env }), context).env).toEqual(env);
  });

  test("a field of the runtime is overridden for one agent", () => {
    const context = { path: "/a", isExecutable: has("/a/claude-next") };
    const override = { argv: ["claude-next", "-x"], unattended: ["--free"] };
    expect(resolveLaunch(agent({ override, unattended: true }), context).argv).toEqual([
      "/a/claude-next",
      "-x",
      "--free",
    ]);
  });
});

test("findProgram takes no relative folder or file, and asks the file system by default", () => {
  expect(findProgram("sh", ".::bin:/bin")).toBe("/bin/sh");
  expect(findProgram("./sh", "/bin")).toBeUndefined();
  expect(findProgram("no-such-program", "/bin")).toBeUndefined();
  // A folder may be entered, but it is no program
  expect(findProgram("lib", "/usr")).toBeUndefined();
});
