import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPlanted, type Planted } from "../../test/planted.js";
import { otherShells, sh } from "../testing/shells.js";

describe.each([sh, ...otherShells()])(
  "what is planted in a channel, under $name",
  ({ shebang }) => {
    const [shell = "", ...flags] = shebang.slice(2).split(" ");
    let root: string;
    let planted: Planted;
    let channel: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "planted-"));
      planted = openPlanted(join(root, "person"));
      channel = join(root, "channel");
    });
    // What was started in the background may write one more file.
    const remove = (path: string): void =>
      rmSync(path, { recursive: true, force: true, maxRetries: 20 });
    afterEach(() => remove(root));

    const fresh = (): void => {
      remove(channel);
      mkdirSync(join(channel, "state/queue"), { recursive: true });
    };
    const run = (
      script: string,
      args: readonly string[],
      input = "",
      more: Readonly<Record<string, string>> = {},
    ): number | null => {
      const path = join(import.meta.dirname, "../../scripts", script);
      // A umask that forbids nothing
      const words = ["-c", 'umask 000; exec "$0" "$@"', shell, ...flags, path, ...args];
      const env = { PATH: process.env["PATH"], MOSAIC_CHANNEL: channel, ...more };
      return spawnSync("/bin/sh", words, { input, env, timeout: HANG_MS, stdio: "pipe" }).status;
    };
    /** Type and mode of a file that is replaced whole, where a folder did not stand in its place. */
    const replaced = (name: string): unknown => {
      const stats = lstatSync(join(channel, name));
      return stats.isFile() ? stats.mode & 0o777 : "no file";
    };

    test("a hook neither waits for it, nor writes through it", () => {
      const before = planted.outside();
      const payload =
        '{"session_id":"one","tool_name":"x","error":"overloaded","source":"startup"}';
      for (const kind of planted.kinds) {
        fresh();
        for (const name of ["activity", "receipt", "target", "lock", ".wake", "state/conversation"])
          planted.put(kind, join(channel, name));
        for (const event of ["UserPromptSubmit", "PostToolUse", "StopFailure", "--wake"])
          expect([kind, event, run("agent-hook.sh", [event], payload)]).toEqual([kind, event, 0]);
        expect([kind, planted.outside()]).toEqual([kind, before]);
        if (kind === "folder") continue;
        for (const name of ["activity", "receipt", "state/conversation"])
          expect([kind, name, replaced(name)]).toEqual([kind, name, 0o600]);
        expect(readFileSync(join(channel, "activity"), "utf8")).toMatch(/^state=error\n/);
        expect(readFileSync(join(channel, "receipt"), "utf8")).toBe(payload);
      }
      // Nor into a folder that is another's
      for (const kind of ["link-to-folder", "fifo", "folder"]) {
        fresh();
        planted.put(kind, join(channel, "state"));
        expect(run("agent-hook.sh", ["UserPromptSubmit"], payload)).toBe(0);
        expect([kind, planted.outside()]).toEqual([kind, before]);
      }
    });

    test("an event for a hook of the person neither waits for it, nor writes through it", () => {
      const hooks = join(root, "person/.config/mosaic/fleet/hooks");
      mkdirSync(hooks, { recursive: true });
      writeFileSync(join(hooks, "blocked"), "#!/bin/sh\n", { mode: 0o755 });
      const before = planted.outside();
      const env = { HOME: join(root, "person"), XDG_RUNTIME_DIR: root };
      for (const kind of planted.kinds) {
        for (const names of [
          ["hooks", "state/hooks"],
          ["hooks/blocked", "hooks/lock", "hooks/runner"],
        ]) {
          // Another one each time: who was started in the background may still be at the last.
          channel = join(root, `channel-${kind}-${names.length}`);
          fresh();
          if (names.length === 3) mkdirSync(join(channel, "hooks"));
          for (const name of names) planted.put(kind, join(channel, name));
          const told = run("run-person-hook.sh", [channel, "blocked", "x"], "", env);
          const done = run("run-person-hook.sh", ["--run", channel, hooks], "", env);
          expect([kind, names, told, done]).toEqual([kind, names, 0, 0]);
        }
        expect([kind, planted.outside()]).toEqual([kind, before]);
      }
    });

    test("what is shown to people is one line without control characters, and of no great length", () => {
      fresh();
      const odd = Buffer.from("a\x1b[1m\x7f\x9b2J\xc2\x85b\xc3\xa9\xff", "latin1");
      for (const [bytes, text] of [
        [odd, "a[1m2Jbé"],
        [Buffer.from("é".repeat(900)), "é".repeat(100)],
      ] as const) {
        const input = `{"error":"overloaded","last_assistant_message":"${bytes.toString("latin1")}"}`;
        const path = join(import.meta.dirname, "../../scripts/agent-hook.sh");
        const env = { PATH: process.env["PATH"], MOSAIC_CHANNEL: channel };
        spawnSync(shell, [...flags, path, "StopFailure"], {
          input: Buffer.from(input, "latin1"),
          env,
        });
        const activity = readFileSync(join(channel, "activity"), "utf8");
        expect(activity).toBe(`state=error\nsource=hook\nmessage=${text}\n`);
      }
    });

    test("a limit whose end is written with a zero in front ends like any other", () => {
      fresh();
      writeFileSync(join(root, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
      writeFileSync(
        join(channel, "activity"),
        "state=blocked\nsource=hook\nkind=quota\nuntil=0899\n",
      );
      const path = join(import.meta.dirname, "../../scripts/agent-hook.sh");
      const env = { PATH: `${root}:${process.env["PATH"]}`, MOSAIC_CHANNEL: channel };
      expect(spawnSync(shell, [...flags, path, "--wake"], { env, timeout: HANG_MS }).status).toBe(
        0,
      );
      expect(readdirSync(join(channel, "state/queue"))).toEqual([
        expect.stringMatching(/^\d{13}-resume-\d+$/),
      ]);
    });

    test("a limit that ends in more than eight days is one whose end is not known", () => {
      fresh();
      writeFileSync(join(root, "sleep"), `#!/bin/sh\necho "$1" >>"${channel}/slept"\n`, {
        mode: 0o755,
      });
      writeFileSync(
        join(channel, "activity"),
        "state=blocked\nsource=hook\nkind=quota\nuntil=999999999999\n",
      );
      const path = join(import.meta.dirname, "../../scripts/agent-hook.sh");
      const env = { PATH: `${root}:${process.env["PATH"]}`, MOSAIC_CHANNEL: channel };
      spawnSync(shell, [...flags, path, "--wake"], { env, timeout: HANG_MS });
      expect(readFileSync(join(channel, "slept"), "utf8")).toMatch(/^900\n/);
    });

    test("the learner of conversations neither waits for it, nor writes through it", () => {
      const before = planted.outside();
      const id = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
      const rollout = `sessions/rollout-2026-01-02T03-04-05-${id}.jsonl`;
      const limit =
        '{"type":"event_msg","payload":{"type":"task_complete","error":{"codex_error_info":"usage_limit_exceeded"}}}';
      for (const names of [["target", "receipt", rollout], ["state/conversation"], ["activity"]])
        for (const kind of planted.kinds) {
          fresh();
          mkdirSync(join(channel, "sessions"));
          writeFileSync(join(channel, "target"), `rollouts=${channel}/sessions\nworkdir=/src\n`);
          spawnSync("touch", ["-d", "2026-01-01", join(channel, "receipt")]);
          writeFileSync(join(channel, rollout), `{"cwd":"/src"}\n${limit}\n`);
          for (const name of names) planted.put(kind, join(channel, name));
          const ended = run("learn-conversation.sh", [channel, "error"]) !== null;
          expect([kind, names, ended, planted.outside()]).toEqual([kind, names, true, before]);
          if (names.length > 1 || kind === "folder") continue;
          for (const name of [...names, "state/conversation", "activity"])
            expect([kind, name, replaced(name)]).toEqual([kind, name, 0o600]);
          expect(readFileSync(join(channel, "activity"), "utf8")).toContain("\nkind=quota\n");
          expect(readFileSync(join(channel, "state/conversation"), "utf8")).toBe(`${id}\n`);
        }
    });
  },
);
