import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { openPersonHooks } from "../../test/person-hooks.js";
import { program } from "../../test/pane-scripts.js";
import { everyShell, sh } from "../testing/shells.js";

const tell = "run-person-hook.sh";

describe.each(everyShell())("the person's hooks under $name", (shell) => {
  test("a hook gets the event, the person's own environment, and nothing else of ours", async () => {
    using person = openPersonHooks(shell);
    person.hook(
      "blocked",
      'env >"$out/env.part"; pwd >>"$out/env.part"; mv "$out/env.part" "$out/env"',
    );
    const reason = 'it\'s "so" $(touch x) `id` \\ 100%\nand\ton \u001b[1mé';
    const env = {
      LANG: "C.UTF-8",
      XDG_DATA_HOME: "/a b",
      ANTHROPIC_API_KEY: "secret",
      LC_ALL: "C",
    };
    await person.run(tell, [person.channel("a"), "blocked", reason], { env });
    const lines = (await person.told("env")).trimEnd().split("\n");
    expect(
      lines.filter((line) => !/^(PWD|OLDPWD|SHLVL|SHELL|_|MOSAIC_AT)=/.test(line)).toSorted(),
    ).toEqual(
      [
        person.root,
        `HOME=${person.root}`,
        "LANG=C.UTF-8",
        "MOSAIC_AGENT=a",
        "MOSAIC_EVENT=blocked",
        "MOSAIC_FLEET=it",
        'MOSAIC_REASON=it\'s "so" $(touch x) `id` \\ 100% and on [1mé',
        `PATH=${process.env["PATH"]}`,
        `XDG_CONFIG_HOME=${person.root}/config`,
        "XDG_DATA_HOME=/a b",
        `XDG_RUNTIME_DIR=${person.root}`,
      ].toSorted(),
    );
    expect(lines.find((line) => line.startsWith("MOSAIC_AT="))).toMatch(
      /=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    );
    expect(await person.ended("a")).toEqual({ blocked: "0 0" });
  });

  test("of many events that come meanwhile the newest is run, and the others are counted", async () => {
    using person = openPersonHooks(shell);
    for (const event of ["error", "idle"])
      person.hook(event, 'echo "$MOSAIC_EVENT $MOSAIC_REASON" >>"$out/ran"; exit 3');
    const channel = person.channel("a");
    mkdirSync(join(channel, "hooks"));
    // As one that runs already
    const runner = execa("flock", [join(channel, "hooks/runner"), "sh", "-c", "echo held; read _"]);
    await once(runner.stdout, "data");
    await person.run(tell, [channel, "idle"]);
    const count = shell === sh ? 99 : 9;
    for (let at = 0; at < count; at += 3)
      await Promise.all(
        [1, 2, 3].map((more) => person.run(tell, [channel, "error", `event ${at + more}`])),
      );
    runner.stdin.end("\n");
    await runner;
    expect(existsSync(join(person.root, "ran"))).toBe(false);
    await person.run(tell, [channel, "error", "the last"]);
    expect(await person.ended("a")).toEqual({ error: `3 ${count}`, idle: "3 0" });
    expect((await person.told("ran")).split("\n").toSorted()).toEqual([
      "",
      "error the last",
      "idle ",
    ]);
  });

  test("hooks of two agents run at the same time", async () => {
    using person = openPersonHooks(shell);
    person.hook(
      "failed",
      ': >"$out/$MOSAIC_AGENT"; while [ ! -e "$out/a" ] || [ ! -e "$out/b" ]; do sleep 0.05; done',
    );
    for (const agent of ["a", "b"]) await person.run(tell, [person.channel(agent), "failed"]);
    for (const agent of ["a", "b"]) expect(await person.ended(agent)).toEqual({ failed: "0 0" });
  });

  test("what is no plain program of this user alone is not run", async () => {
    using person = openPersonHooks(shell);
    const channel = person.channel("a");
    const target = program(join(person.root, "target"), `#!/bin/sh\n: >'${person.root}/ran'\n`);
    symlinkSync(target, join(person.hooks, "blocked"));
    mkdirSync(join(person.hooks, "idle"));
    execFileSync("mkfifo", ["-m", "755", join(person.hooks, "quota")]);
    writeFileSync(join(person.hooks, "failed"), "#!/bin/sh\n");
    for (const event of ["blocked", "idle", "quota", "failed", "started"])
      await person.run(tell, [channel, event]);
    expect(readdirSync(channel)).toEqual(["state"]);
    person.hook("error", ': >"$out/ran"');
    chmodSync(join(person.hooks, "error"), 0o757);
    await person.run(tell, [channel, "error"]);
    expect(await person.ended("a")).toEqual({ error: "refused 0" });
    expect(existsSync(join(person.root, "ran"))).toBe(false);
  });

  test("an agent's hooks tell a change of what it does, each once", async () => {
    using person = openPersonHooks(shell);
    for (const event of ["blocked", "idle", "error", "quota"])
      person.hook(event, 'echo "$MOSAIC_EVENT: $MOSAIC_REASON" >>"$out/ran"');
    const channel = person.channel("a");
    const limit =
      '{"error":"rate_limit","last_assistant_message":"usage limit reached|4070908800"}';
    const steps: [string, string, string?][] = [
      ["SessionStart", '{"source":"startup"}'],
      ["Stop", "{}"],
      ["UserPromptSubmit", '{"prompt":"x"}'],
      ["PermissionRequest", '{"tool_name":"Bash"}', "blocked: Bash"],
      ["Notification", '{"notification_type":"permission_prompt"}'],
      ["PostToolUse", "{}"],
      ["Stop", "{}", "idle: "],
      ["Stop", "{}"],
      ["UserPromptSubmit", '{"prompt":"x"}'],
      ["StopFailure", limit, "quota: usage limit reached|4070908800"],
      ["StopFailure", limit],
      ["UserPromptSubmit", '{"prompt":"x"}'],
      ["StopFailure", '{"error":"overloaded"}', "error: overloaded"],
      ["StopFailure", '{"error":"overloaded"}'],
    ];
    const wanted: string[] = [];
    for (const [event, input, told] of steps) {
      await person.run("agent-hook.sh", [event], { env: { MOSAIC_CHANNEL: channel }, input });
      if (told === undefined) continue;
      wanted.push(told);
      expect(await person.told("ran", new RegExp(`^(.*\n){${wanted.length}}`))).toBe(
        `${wanted.join("\n")}\n`,
      );
    }
    await person.ended("a");
    expect(readFileSync(join(person.root, "ran"), "utf8")).toBe(`${wanted.join("\n")}\n`);
  });

  test("so do the records in its output", async () => {
    using person = openPersonHooks(shell);
    for (const event of ["blocked", "idle"])
      person.hook(event, 'echo "$MOSAIC_EVENT: $MOSAIC_REASON" >>"$out/$MOSAIC_EVENT.ran"');
    const records = [
      "idle",
      "working",
      "blocked:kind=question",
      "blocked:kind=question",
      "idle",
      "idle",
    ];
    const input = records.map((each) => `\u001b]7501;state=${each}\u0007`).join("");
    await person.run("read-pane.sh", [person.channel("a"), "off", "osc"], { input });
    await person.told("idle.ran");
    await person.told("blocked.ran");
    expect(await person.ended("a")).toEqual({ blocked: "0 0", idle: "0 0" });
    expect(await person.told("blocked.ran")).toBe("blocked: question\n");
    expect(await person.told("idle.ran")).toBe("idle: \n");
  });
});

test("a hook that hangs, or writes without end, is ended after ten seconds with all that it started", async () => {
  await Promise.all(
    everyShell().map(async (shell) => {
      using person = openPersonHooks(shell);
      person.hook("blocked", 'sleep 1000 & echo $! >"$out/pid"; trap "" TERM; yes; wait');
      person.hook("error", 'sleep 1000 & echo $! >"$out/later"; exit 1');
      const channel = person.channel("a");
      await person.run(tell, [channel, "error"]);
      expect(await person.ended("a")).toEqual({ error: "1 0" });
      await person.run(tell, [channel, "blocked"]);
      expect(await person.ended("a")).toEqual({ blocked: "timeout 0", error: "1 0" });
      for (const name of ["pid", "later"]) {
        const pid = (await person.told(name, /\n/)).trim();
        expect(pid).toMatch(/^\d+$/);
        expect(existsSync(`/proc/${pid}/cwd/.`)).toBe(false);
      }
    }),
  );
});

test("a plugin in the runtime tells each change once, and the runtime does not wait", async () => {
  using person = openPersonHooks(sh);
  for (const event of ["blocked", "idle"])
    person.hook(event, 'echo "$MOSAIC_EVENT: $MOSAIC_REASON" >>"$out/$MOSAIC_EVENT.ran"');
  const plugin = join(person.root, "scripts/native-channel.js");
  for (const name of [
    "native-answer.js",
    "native-files.js",
    "native-channel.js",
    "native-messages.js",
    "native-rules.js",
    "person-hook.js",
  ])
    copyFileSync(join(import.meta.dirname, "../../scripts", name), join(dirname(plugin), name));
  writeFileSync(join(dirname(plugin), "package.json"), '{ "type": "module" }');
  const says = ["idle", "working", "blocked", "blocked", "idle"].map(
    (state) => `channel.say({ state: "${state}", message: "it's ${state}" });`,
  );
  const channel = person.channel("a");
  await execa(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { openNativeChannel } from ${JSON.stringify(pathToFileURL(plugin))};
      const channel = openNativeChannel({ free: () => false, give: async () => undefined });
      ${says.join("\n")}`,
    ],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: person.root,
        XDG_CONFIG_HOME: join(person.root, "config"),
        XDG_RUNTIME_DIR: person.root,
        MOSAIC_CHANNEL: channel,
      },
      extendEnv: false,
      timeout: HANG_MS,
    },
  );
  expect(await person.told("blocked.ran")).toBe("blocked: it's blocked\n");
  expect(await person.told("idle.ran")).toBe("idle: it's idle\n");
  expect(await person.ended("a")).toEqual({ blocked: "0 0", idle: "0 0" });
});

test("a plugin starts no shell for a change that no hook is for", async () => {
  using person = openPersonHooks(sh);
  person.hook("idle", ":");
  const scripts = join(person.root, "scripts");
  program(join(scripts, "run-person-hook.sh"), '#!/bin/sh\necho "$3" >>"$HOME/calls"\n');
  copyFileSync(
    join(import.meta.dirname, "../../scripts/person-hook.js"),
    join(scripts, "person-hook.mjs"),
  );
  const changes = ["error", "blocked", "working", "done"].map(
    (state, at, all) => `tellChange("/c", { state: "${state}" }, { state: "${all[at - 1]}" });`,
  );
  const url = pathToFileURL(join(scripts, "person-hook.mjs"));
  const text = `import { tellChange } from ${JSON.stringify(url)};\n${changes.join("\n")}`;
  const env = { PATH: process.env["PATH"], HOME: person.root };
  const run = async (more: object): Promise<void> => {
    const all = { env: { ...env, ...more }, extendEnv: false, timeout: HANG_MS };
    await execa(process.execPath, ["--input-type=module", "-e", text], all);
  };
  // Another folder of hooks is none
  await run({ XDG_CONFIG_HOME: "relative" });
  await run({ XDG_CONFIG_HOME: join(person.root, "config") });
  expect(await person.told("calls")).toBe("done\n");
});
