import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import type { EventDocument, StatusDocument } from "../documents.js";
import { openFleet, type Fleet } from "../index.js";

describe("what happens is noted down without us, and told as it happens", () => {
  let scratch: Scratch;
  let ends: AbortController;
  beforeEach(async () => {
    scratch = await openScratch();
    ends = new AbortController();
    writeSleeper(join(scratch.root, "bin"));
  });
  afterEach(async () => {
    ends.abort();
    await scratch.close();
  });

  const journal = (): string =>
    join(scratch.env["HOME"] ?? "", ".local/state/mosaic/fleet/events/mosaic-fleet/events");

  async function open(): Promise<Fleet> {
    const roster = join(scratch.root, "roster.yaml");
    writeFileSync(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { policy: no } }
agents: [ { name: one, env: { NAME: one } }, { name: two, env: { NAME: two } } ]
`,
    );
    const PATH = `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`;
    return await openFleet({ roster, env: { ...scratch.env, PATH }, supervisor: "tmux" });
  }

  const told = ({ agent, kind, from, to, source }: EventDocument): string =>
    `${agent} ${kind} ${from} ${to} ${source}`;

  async function past(
    fleet: Fleet,
    names: readonly string[],
    after?: string,
  ): Promise<EventDocument[]> {
    const found: EventDocument[] = [];
    const from = after === undefined ? { since: 0 } : { after };
    for await (const event of fleet.events(names, { ...from, once: true })) found.push(event);
    return found;
  }

  test("a life: started, told, answered, stopped; and from an id on nothing twice", async () => {
    const fleet = await open();
    await fleet.up();
    await fleet.send(["one"], "first");
    await waitFor(() => noted(scratch.env["HOME"] ?? "", "one").length >= 2, {
      what: "the message",
    });
    await waitFor(async () => (await past(fleet, ["one"])).some(({ to }) => to === "done"), {
      what: "the end of its turn",
    });
    await fleet.stop(["one"]);
    const all = await past(fleet, ["one"]);
    expect(all.map(told).filter((line) => !line.includes("delivery"))).toEqual([
      "one lifecycle null active launcher",
      "one activity null starting launcher",
      "one activity starting idle hook",
      "one activity idle working hook",
      "one activity working done hook",
      "one lifecycle active inactive launcher",
    ]);
    const [delivery] = all.filter(({ kind }) => kind === "delivery");
    expect(delivery).toMatchObject({ from: null, to: "delivered", source: "hook" });
    const third = all[2];
    expect(await past(fleet, ["one"], third?.id ?? "")).toEqual(all.slice(3));
    expect((await past(fleet, ["two"])).every(({ agent }) => agent === "two")).toBe(true);
  });

  test("an end of its own is told with its status, and one of nobody's journal is a gap", async () => {
    const fleet = await open();
    await fleet.up();
    const [last] = (await past(fleet, ["one"])).slice(-1);
    appendFileSync(
      journal(),
      '{"at":"cut sho{"at":"2026-01-01T00:00:00Z","agent":"one","kind":"exit","to":"3","source":"launcher"}\n',
    );
    appendFileSync(journal(), "no event\n{}\n[]\n");
    const lost = `${(last?.id ?? "").slice(0, -12)}000000000000`;
    const [gap] = await past(fleet, ["one"], lost);
    expect(gap).toMatchObject({ kind: "gap", id: null, agent: null });
    const found = await past(fleet, ["one"], last?.id ?? "");
    expect(found.map(told)).toEqual(["one exit null 3 launcher"]);
    await expect(past(fleet, ["one"], "x")).rejects.toMatchObject({ code: "Usage" });
  });

  test("what two say one after the other is both told", async () => {
    const fleet = await open();
    await fleet.up();
    const seen: StatusDocument[] = [];
    const watching = (async () => {
      for await (const status of fleet.watch({ signal: ends.signal })) seen.push(status);
    })();
    const states = (status: StatusDocument | undefined): string =>
      (status?.agents ?? []).map(({ activity }) => activity.state).join();
    await waitFor(() => states(seen.at(-1)) === "idle,idle", { what: "both idle" });
    const say = (agent: string): void => {
      const channel = join(
        scratch.env["XDG_RUNTIME_DIR"] ?? "",
        "mosaic-fleet/channels/mosaic-fleet",
        agent,
      );
      writeFileSync(join(channel, "activity"), "state=blocked\nsource=hook\nkind=permission\n");
      const at = new Date().toISOString();
      appendFileSync(
        journal(),
        `${JSON.stringify({ at, agent, kind: "activity", to: "blocked", source: "hook" })}\n`,
      );
    };
    say("one");
    await waitFor(() => states(seen.at(-1)) === "blocked,idle", { what: "one blocked" });
    const before = seen.length;
    say("two");
    await waitFor(() => states(seen.at(-1)) === "blocked,blocked", { what: "both blocked" });
    expect(seen.slice(before).map(states)).not.toContain("idle,blocked");
    ends.abort();
    await watching;
  });

  test("the status comes again when an agent says something, and when one ends", async () => {
    const fleet = await open();
    await fleet.up();
    const seen: StatusDocument[] = [];
    const watching = (async () => {
      for await (const status of fleet.watch({ signal: ends.signal })) seen.push(status);
    })();
    const states = (): string[] =>
      (seen.at(-1)?.agents ?? []).map(
        ({ lifecycle, activity }) => `${lifecycle} ${activity.state}`,
      );
    await waitFor(() => states().join() === "active idle,active idle", { what: "both idle" });
    await fleet.send(["one"], "first");
    await waitFor(() => states().join() === "active done,active idle", { what: "one done" });
    await fleet.stop(["two"]);
    await waitFor(() => states().join() === "active done,inactive unknown", {
      what: "two stopped",
    });
    ends.abort();
    await watching;
    expect(readFileSync(journal(), "utf8")).toContain('"agent":"two"');
  });
});
