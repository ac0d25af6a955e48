import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@mosaicstack/outside-files";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openRollouts, recordedRollout } from "../../test/rollouts.js";
import { everyShell } from "../testing/shells.js";

const one = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
const two = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002";
const inZone = (zone: string, text: string): string =>
  execFileSync("date", ["-d", text, "+%s"], { encoding: "utf8", env: { TZ: zone } }).trim();
const WINDOW = /"resets_at":1795979448/;
const soon = Math.floor(Date.now() / 1000) + 3600;
const untold = recordedRollout("limit-untold");
/** What a turn says that failed for something else, of the same length. */
const overloaded = untold.replaceAll("usage_limit_exceeded", "server_overloaded");

describe.each(everyShell())("a usage limit in Codex's record, under $name", (shell) => {
  test("is the activity, with the end of the window that is used up", () => {
    using codex = openRollouts(shell);
    codex.write(one, recordedRollout("limit-windows").replace(WINDOW, `"resets_at":${soon}`));
    expect(codex.learn(["error"])).toBe(3);
    const [state, source, kind, until, message] = (codex.read("activity") ?? "").split("\n");
    expect([state, source, kind, until]).toEqual([
      "state=blocked",
      "source=record",
      "kind=quota",
      `until=${soon}`,
    ]);
    expect(message).toMatch(/^message=You’ve hit your usage limit\..* try again at 7:10 PM\.$/);
    expect(codex.read("state/conversation")).toBe(`${one}\n`);
  });

  test.each([
    ["a time of today", "limit-time", "19:09"],
    ["a date", "limit-date", "2026-12-02 16:09"],
  ])("without a window, by the sentence, in its own zone: %s", (_, name, when) => {
    using codex = openRollouts(shell);
    codex.write(one, recordedRollout(name));
    expect(codex.learn(["error"], { TZ: "Asia/Tokyo" })).toBe(3);
    expect(codex.read("activity")).toContain(`\nuntil=${inZone("Asia/Tokyo", when)}\n`);
  });

  test.each([
    ["nothing is told", untold],
    ["the window is over", recordedRollout("limit-windows").replace(WINDOW, '"resets_at":5')],
    ["the time is none", untold.replace("again later", "again at 25:99 PM")],
    ["the date is none", untold.replace("again later", "again at Foo 3rd, 2026 4:09 PM")],
    ["the sentence is code", untold.replace("again later", "again at $(touch /x) `x` PM")],
  ])("no time where %s", (_, lines) => {
    using codex = openRollouts(shell);
    codex.write(one, lines.replace("try again at 7:10 PM", "try again later"));
    expect(codex.learn(["error"])).toBe(3);
    expect(codex.read("activity")).toMatch(/^state=blocked\nsource=record\nkind=quota\nmessage=/);
  });

  test("is none where the turn failed otherwise, ended well, or was not told to have failed", () => {
    using codex = openRollouts(shell);
    const before = codex.read("activity");
    codex.write(one, untold);
    expect([codex.learn(), codex.learn(["done"])]).toEqual([0, 0]);
    codex.write(one, overloaded);
    expect(codex.learn(["error"])).toBe(0);
    const said = overloaded.replaceAll(
      '"last_agent_message":null',
      () => `"last_agent_message":${JSON.stringify(untold)}`,
    );
    codex.write(one, said);
    expect(codex.learn(["error"])).toBe(0);
    expect(codex.read("activity")).toBe(before);
  });

  test("is waited for where the record comes behind the output", async () => {
    using codex = openRollouts(shell);
    const at = untold.lastIndexOf("\n", untold.length - 2) + 1;
    const path = codex.write(one, untold.slice(0, at));
    const child = spawn(codex.script, [codex.channel, "error"], { stdio: "ignore" });
    const ended = once(child, "exit");
    await waitFor(() => codex.read("state/conversation"), { what: "its first look" });
    appendFileSync(path, untold.slice(at));
    expect(await ended).toEqual([3, null]);
  });

  test("does not end work that has begun since", async () => {
    using codex = openRollouts(shell);
    const at = untold.lastIndexOf("\n", untold.length - 2) + 1;
    const path = codex.write(one, untold.slice(0, at));
    const child = spawn(codex.script, [codex.channel, "error"], { stdio: "ignore" });
    const ended = once(child, "exit");
    await waitFor(() => codex.read("state/conversation"), { what: "its first look" });
    replaceFile(join(codex.channel, "receipt"), "{}");
    replaceFile(join(codex.channel, "activity"), "state=working\nsource=stream\n");
    appendFileSync(path, untold.slice(at));
    expect(await ended).toEqual([0, null]);
    expect(codex.read("activity")).toBe("state=working\nsource=stream\n");
  });

  test("of two conversations of one workdir it is that of the one which is noted", () => {
    using codex = openRollouts(shell);
    codex.write(one, untold);
    codex.write(two, overloaded);
    expect(codex.learn(["error"])).toBe(0);
    for (const [id, status] of [
      [two, 0],
      [one, 3],
    ] as const) {
      writeFileSync(join(codex.channel, "state/conversation"), `${id}\n`);
      expect([id, codex.learn(["error"])]).toEqual([id, status]);
    }
  });

  test("with on_quota: resume it is prompted on when that is over, by one", async () => {
    using codex = openRollouts(shell);
    codex.aim({ on_quota: "resume", socket: "/x/s", pane: "%1", session: "cod" });
    codex.write(one, untold.replace("again later", "again at 12:00 AM"));
    expect([codex.learn(["error"]), codex.learn(["error"])]).toEqual([3, 3]);
    await waitFor(() => codex.read("drains"), { what: "the drain", timeoutMs: 60_000 });
    const queue = join(codex.channel, "state/queue");
    const [name = "", ...more] = readdirSync(queue);
    expect([name, more]).toEqual([expect.stringMatching(/^\d{13}-resume-\d+$/), []]);
    expect(readFileSync(join(queue, name), "utf8")).toContain("Go on where the usage limit");
    await waitFor(() => codex.read("drains") === "started\n", {
      what: "one drain to be noted",
      saw: () => codex.read("drains"),
    });
  });
});
