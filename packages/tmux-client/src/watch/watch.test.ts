import { execFileSync } from "node:child_process";
import { capabilitiesOf } from "../server/capabilities.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HANG_MS, openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";
import type { Change } from "./changes.js";
import type { Watch } from "./watch.js";

const fields = ["session_name", "pane_dead", "pane_dead_status", "@mark"] as const;
type F = (typeof fields)[number];
const idle = ["cat", "-"];

let fixture: ThrowAwayTmux;
let tmux: Tmux;

async function until(
  watch: Watch<F>,
  condition: (change: Change<F>) => boolean,
): Promise<Change<F>[]> {
  const seen: Change<F>[] = [];
  for (;;) {
    const { value, done } = await watch.next();
    if (done) throw new Error(`ended after ${JSON.stringify(seen)}`);
    seen.push(value);
    if (condition(value)) return seen;
  }
}

// Older servers crash of control clients that come and go, so that none is offered them.
const safe = capabilitiesOf(execFileSync("tmux", ["-V"], { encoding: "utf8" }).slice(5)).has(
  "safeControl",
);
if (!safe) console.log("not run: watching by control; this tmux is older than 3.7");

describe.each(safe ? (["exec", "control"] as const) : (["exec"] as const))("by %s", (transport) => {
  beforeEach(async () => {
    fixture = await openThrowAwayTmux();
    const control = { riskOldServer: true };
    const options = { env: fixture.env, deadlineMs: HANG_MS, transport, control };
    tmux = openTmux({ socket: "throw-away" }, options);
  });
  afterEach(async () => {
    await tmux.close();
    await fixture.close();
  });

  test("what is there, what comes, changes, dies and goes", async () => {
    // By the other client, so that its pane is the first of the server.
    const { session } = await fixture.tmux.sessions.ensure({
      name: "a",
      command: ["sh", "-c", "read -r line; exit 4"],
    });
    await tmux.options.set({ window: "a" }, "remain-on-exit", "on");
    await using watch = tmux.watch(fields, 50);
    const first = await until(watch, (change) => change.kind === "added");
    expect(first).toMatchObject([
      { sequence: 1, kind: "server", epoch: session.server },
      { sequence: 2, kind: "added", pane: "%0", row: { session_name: "a", pane_dead: false } },
    ]);
    await tmux.sessions.ensure({ name: "b", command: idle });
    expect((await until(watch, (change) => change.kind === "added")).at(-1)).toMatchObject({
      row: { session_name: "b" },
    });
    await tmux.options.set({ session: "b" }, "@mark", "1\n2\t;");
    expect((await until(watch, (change) => change.kind === "changed")).at(-1)).toMatchObject({
      fields: ["@mark"],
      before: { "@mark": "" },
      row: { session_name: "b", "@mark": "1\n2\t;" },
    });
    const pane = { id: "%0", server: session.server } as const;
    await tmux.panes.keys(pane, "Enter");
    // Which also makes a tmux that missed the end of its program look for it.
    await waitFor(async () => await tmux.panes.exit(pane), { what: "the end" });
    const death = await until(
      watch,
      (change) => change.kind === "changed" && change.row.pane_dead_status === 4,
    );
    expect(death.at(-1)).toMatchObject({
      pane: "%0",
      row: { pane_dead: true, pane_dead_status: 4 },
    });
    await tmux.sessions.kill("b");
    expect((await until(watch, (change) => change.kind === "removed")).at(-1)).toMatchObject({
      before: { session_name: "b" },
    });
    await tmux.sessions.kill("a");
    expect((await until(watch, (change) => change.kind === "removed")).at(-1)).toMatchObject({
      pane: "%0",
    });
  });

  test("a server that goes and comes back is a gap, and another run", async () => {
    const { session } = await tmux.sessions.ensure({ name: "a", command: idle });
    await using watch = tmux.watch(fields, 50);
    await until(watch, (change) => change.kind === "added");
    process.kill(session.server.pid, "SIGKILL");
    const gap = (await until(watch, (change) => change.kind === "gap")).at(-1);
    expect(gap).toMatchObject({ reason: "unreadable", error: { name: "TmuxError" } });
    await fixture.tmux.server.start();
    const { session: second } = await fixture.tmux.sessions.ensure({ name: "a", command: idle });
    const after = await until(watch, (change) => change.kind === "added");
    const kinds = after.filter(({ kind }) => kind !== "gap").map(({ kind }) => kind);
    expect(kinds).toEqual(["removed", "server", "added"]);
    expect(after.find(({ kind }) => kind === "server")).toMatchObject({ epoch: second.server });
    expect(after.at(-1)).toMatchObject({ row: { session_name: "a" } });
  });

  test("a slow consumer gets a gap and what is, never more than fits", async () => {
    await tmux.sessions.ensure({ name: "a", command: idle });
    await using watch = tmux.watch(fields, 20, { queue: 3 });
    await until(watch, (change) => change.kind === "added");
    // The server notes at each look what is there to be seen
    const note = ["set-option", "-gF", "@seen", "#{S:#{@mark}}"] as const;
    await fixture.tmux.hooks.set("global", "after-list-panes", [note]);
    for (let round = 1; round <= 12; round += 1) {
      await tmux.options.set({ session: "a" }, "@mark", String(round));
      const seen = async () => await fixture.tmux.options.get("global", "@seen");
      await waitFor(async () => (await seen()) === String(round), { what: "a look", saw: seen });
    }
    const seen = await until(
      watch,
      (change) => change.kind === "changed" && change.row["@mark"] === "12",
    );
    const gap = seen.find(({ kind }) => kind === "gap");
    expect(gap).toMatchObject({ reason: "slow" });
    expect(seen.length).toBeLessThanOrEqual(5);
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index + 3));
  });

  test("it ends when it is left, and when it is aborted", async () => {
    await tmux.sessions.ensure({ name: "a", command: idle });
    const seen: string[] = [];
    for await (const change of tmux.watch(fields, 20)) {
      seen.push(change.kind);
      if (change.kind === "added") break;
    }
    expect(seen).toEqual(["server", "added"]);
    const controller = new AbortController();
    const watch = tmux.watch(fields, 20, { signal: controller.signal });
    for await (const change of watch) {
      seen.push(change.kind);
      if (change.kind === "added") controller.abort();
    }
    expect(seen).toEqual(["server", "added", "server", "added"]);
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });
});

test("calls of next that wait together each get a change, in order, and an end", async () => {
  await using other = await openThrowAwayTmux();
  const watch = other.tmux.watch(["session_name"], 20);
  const waiting = Array.from({ length: 3 }, async () => await watch.next());
  await other.tmux.sessions.ensure({ name: "a", command: idle });
  await other.tmux.sessions.ensure({ name: "b", command: idle });
  const changes = (await Promise.all(waiting)).map(({ value }) => value as Change<"session_name">);
  expect(changes.map(({ sequence, kind }) => [sequence, kind])).toEqual([
    [1, "server"],
    [2, "added"],
    [3, "added"],
  ]);
  const late = Array.from({ length: 3 }, async () => await watch.next());
  await watch.return();
  expect((await Promise.all(late)).map(({ done }) => done)).toEqual([true, true, true]);
});

test("what cannot be watched is refused", async () => {
  await using other = await openThrowAwayTmux();
  const invalid = expect.objectContaining({ code: "InvalidArgument" }) as Error;
  expect(() => other.tmux.watch(["pane_id"], 0)).toThrow(invalid);
  expect(() => other.tmux.watch(["pane_id"], Number.NaN)).toThrow(invalid);
  expect(() => other.tmux.watch(["pane_id"], 100, { queue: 0 })).toThrow(invalid);
});

test("an absent server is a gap until it is there", async () => {
  await using other = await openThrowAwayTmux({ start: false });
  await using watch = other.tmux.watch(["session_name"], 20);
  expect((await watch.next()).value).toMatchObject({
    kind: "gap",
    error: { code: "ServerAbsent" },
  });
  await other.tmux.server.start();
  await other.tmux.sessions.ensure({ name: "late", command: idle });
  await waitFor(async () => (await watch.next()).value?.kind === "added", { what: "the session" });
});
