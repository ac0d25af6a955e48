import { readFileSync } from "node:fs";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import type { ProgramName } from "./configurations.js";
import { openOneAgent } from "./one-agent.js";
import { sha256 } from "./real-terminal.js";

// One agent of a whole fleet: started, told something, seen at work, killed, brought back with its conversation, stopped.
const receipts: readonly (readonly [ProgramName, string, string])[] = [
  ["claude", "hook", "hook"],
  ["codex", "stream", "record"],
  ["opencode", "native", "native"],
  ["pi", "native", "native"],
  ["qwen", "hook", "hook"],
];

describe.each(receipts)("%s in a fleet", (name, receipt, source) => {
  test("is told, works, is killed and goes on with its conversation, and leaves nothing", async () => {
    await using it = await openOneAgent(name);
    const { fleet, model } = it;
    expect((await fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
    await it.becomes("idle");

    let open = (): void => undefined;
    model.next({ after: new Promise<void>((resolve) => (open = resolve)) });
    const first = 'the first; "quoted" \\ é\n\n  second line';
    const { deliveries } = await fleet.send(["it"], first);
    expect(deliveries.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["delivered", undefined],
    ]);
    expect(deliveries).toMatchObject([{ receipt }]);
    await it.becomes("working");
    await waitFor(() => it.heard(first).length > 0, { what: "the model to be asked" });
    const second = "the second; it comes while the first is worked on";
    expect((await fleet.send(["it"], second)).deliveries).toMatchObject([{ outcome: "queued" }]);
    open();
    await waitFor(() => it.heard(second).length > 0, { what: "the queued message" });
    await it.becomes("done");
    expect(it.heard(first).map((each) => each.sha256)).toEqual([sha256(first)]);
    expect(it.heard(second).map((each) => each.sha256)).toEqual([sha256(second)]);

    const [before] = (await fleet.status()).agents;
    const half = before?.pane?.pid ?? 0;
    const child = readFileSync(`/proc/${half}/task/${half}/children`, "utf8").split(" ")[0];
    process.kill(Number(child), "SIGKILL");
    await waitFor(async () => (await fleet.status()).agents[0]?.restarts === 1, {
      what: "its restart",
    });
    await it.becomes("idle");
    const third = "the third, to the one that came back";
    // Two at once; the model answers them in its order
    for (const text of ["one,\n  of two lines", "two"]) model.next({ text });
    const asked = await Promise.all(
      [third, "the fourth, at the same time"].map(async (text) => await it.ask(text)),
    );
    const ends = asked.map(({ outcome, reason, source: from }) => ({ outcome, reason, from }));
    const end = { outcome: "answered", from: source };
    expect(ends).toEqual([end, end]);
    const isFirst = it.heard("at the same time")[0]?.earlier.includes(third);
    const answers = asked.map(({ answer }) => answer);
    expect(isFirst ? answers : answers.toReversed()).toEqual(["one,\n  of two lines", "two"]);
    expect(it.heard(third)[0]?.earlier).toContain(first);
    await it.becomes("done");

    const lines: string[] = [];
    for await (const line of fleet.logs("it", { lines: 1_000_000 })) lines.push(line);
    expect(lines.join("\n")).toContain("the third, to the one that came back");
    expect((await fleet.stop(["it"])).agents).toMatchObject([{ agent: "it", outcome: "stopped" }]);
    expect((await fleet.down()).server).toBe("ended");
    await it.endsWhole();
  });
});
