import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionRef } from "../values/target.js";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { steps } from "../batch/steps.js";
import { fleetProfile } from "../server/profile.js";
import { openTmux } from "../tmux.js";
import { isTmuxError } from "../values/error.js";
import type { Tmux } from "../tmux.js";

// A stopped server keeps the streams of its clients: a call that waited for their end would hang
// until the time limit of all tests.
let fixture: ThrowAwayTmux;
let tmux: Tmux;
let session: SessionRef;
let panePid: string;

beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  ({ session } = await fixture.tmux.sessions.ensure({ name: "a", command: ["cat"] }));
  const [row] = await fixture.tmux.list(["pane_pid"]);
  panePid = String(row?.pane_pid);
  tmux = openTmux({ socket: "throw-away" }, { env: fixture.env, deadlineMs: 400 });
  process.kill(session.server.pid, "SIGSTOP");
  await waitFor(
    () => readFileSync(`/proc/${String(session.server.pid)}/stat`, "utf8").includes(") T "),
    {
      what: "the server to stop",
    },
  );
});
afterAll(async () => await fixture.close());

const pane = (): { id: "%0"; server: SessionRef["server"] } => ({
  id: "%0",
  server: session.server,
});
const verbs: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["server.start", async () => await tmux.server.start()],
  ["server.shutdown", async () => await tmux.server.shutdown(session.server)],
  ["sessions.ensure", async () => await tmux.sessions.ensure({ name: "b" })],
  ["sessions.find", async () => await tmux.sessions.find("a")],
  ["sessions.kill by name", async () => await tmux.sessions.kill("never-there")],
  ["sessions.kill by reference", async () => await tmux.sessions.kill({ ...session, id: "$4242" })],
  ["panes.keys", async () => await tmux.panes.keys(pane(), "x")],
  ["panes.paste", async () => await tmux.panes.paste(pane(), "x".repeat(500_000))],
  ["panes.capture", async () => await tmux.panes.capture(pane())],
  ["list", async () => await tmux.list(["session_name"])],
  ["run", async () => await tmux.run(["list-buffers"])],
  ["sessions.rename", async () => await tmux.sessions.rename("never-there", "b")],
  ["panes.bytes", async () => await tmux.panes.bytes(pane(), Buffer.from("x"))],
  ["panes.respawn", async () => await tmux.panes.respawn({ ...pane(), id: "%4242" })],
  ["panes.exit", async () => await tmux.panes.exit(pane())],
  ["panes.pipe", async () => await tmux.panes.pipe(pane(), { command: ["true"] })],
  ["panes.unpipe", async () => await tmux.panes.unpipe(pane())],
  ["options.get", async () => await tmux.options.get("global", "@a")],
  ["options.set", async () => await tmux.options.set("global", "@a", "b")],
  ["environment.set", async () => await tmux.environment.set("global", "A", "b")],
  ["environment.all", async () => await tmux.environment.all("global")],
  ["hooks.get", async () => await tmux.hooks.get("global", "pane-died")],
  ["buffers.set", async () => await tmux.buffers.set("a", "b")],
  ["buffers.get", async () => await tmux.buffers.get("a")],
  ["channels.wait", async () => await tmux.channels.wait("a", { deadlineMs: 200 })],
  ["channels.signal", async () => await tmux.channels.signal("a")],
  ["capabilities", async () => await tmux.capabilities()],
  ["server.drift", async () => await tmux.server.drift(fleetProfile)],
  ["options.unset", async () => await tmux.options.unset("global", "@a")],
  ["environment.unset", async () => await tmux.environment.unset("global", "A")],
  ["environment.remove", async () => await tmux.environment.remove("global", "A")],
  ["environment.get", async () => await tmux.environment.get("global", "A")],
  ["hooks.set", async () => await tmux.hooks.set("global", "pane-died", [["list-buffers"]])],
  ["hooks.unset", async () => await tmux.hooks.unset("global", "pane-died")],
  ["buffers.delete", async () => await tmux.buffers.delete("a")],
  ["buffers.list", async () => await tmux.buffers.list()],
];

test("no verb is left out", () => {
  const here = new Set(verbs.map(([name]) => name.split(" ")[0]));
  const groups = ["server", "sessions", "panes", "options", "environment", "hooks"] as const;
  const all = [...groups, "buffers", "channels"] as const;
  const others = ["server.probe", "server.recover"];
  const verbsOf = all.flatMap((group) =>
    Object.keys(tmux[group]).map((verb) => `${group}.${verb}`),
  );
  expect(verbsOf.filter((name) => !here.has(name)).toSorted()).toEqual(others);
});

test.each(verbs)("%s returns within its deadline", async (name, verb) => {
  // `start` has sent nothing by then: it only looked.
  const delivery = name === "server.start" ? "not-sent" : "unknown";
  await expect(verb()).rejects.toMatchObject({ code: "Timeout", delivery });
});

test("probe says that it does not answer, recover that it did not help", async () => {
  const { pid } = session.server;
  expect(await tmux.server.probe()).toEqual({ state: "not-answering", pid });
  expect(await tmux.server.recover(pid)).toBe(false);
});

test("a watcher is told of a gap", async () => {
  await using watch = tmux.watch(["session_name"], 100);
  expect((await watch.next()).value).toMatchObject({ kind: "gap", error: { code: "Timeout" } });
});

test("a batch says of each step that it is not known", async () => {
  const outcomes = await tmux.batch([steps.find("a"), steps.kill("never-there")]);
  expect(outcomes).toMatchObject([
    { status: "unknown", error: { code: "Timeout" } },
    { status: "unknown", error: { code: "Timeout" } },
  ]);
});

test("calls that wait for a place end within their deadline too", async () => {
  const asked = Array.from({ length: 40 }, async () => await tmux.list(["pid"]));
  const settled = await Promise.allSettled(asked);
  const deliveries = settled.map(
    (each) => each.status === "rejected" && (each.reason as { delivery: string }).delivery,
  );
  expect(deliveries.filter((delivery) => delivery === "unknown").length).toBeGreaterThanOrEqual(8);
  expect(deliveries).toContain("not-sent");
  expect(
    settled.every((each) => each.status === "rejected" && isTmuxError(each.reason, "Timeout")),
  ).toBe(true);
});

test("no pipe is left open that would keep this process", async () => {
  const pipes = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === "PipeWrap").length;
  const before = pipes();
  await Promise.allSettled(Array.from({ length: 8 }, async () => await tmux.list(["pid"])));
  await waitFor(() => pipes() < before + 4, { what: "the pipes to be closed" });
  expect(pipes()).toBeLessThan(before + 4);
});

test("no client is left behind, not even one behind a prefix", async () => {
  const prefix = ["sh", "-c", '"$@"; exit $?', "sh"];
  const wrapped = openTmux({ socket: "throw-away" }, { env: fixture.env, deadlineMs: 400, prefix });
  await expect(wrapped.list(["pid"])).rejects.toMatchObject({ code: "Timeout" });
  const server = String(session.server.pid);
  await waitFor(() => marked(fixture.directory).every((pid) => pid === server || pid === panePid), {
    what: "every client to be gone",
  });
  expect(marked(fixture.directory)).toContain(server);
});

test("going on heals it, and nothing was lost", async () => {
  // The guarded `shutdown` above was cut off: a client that is gone has no command any more, or it
  // was carried out. Either is what "unknown" means; so this server is one of its own.
  await using other = await openThrowAwayTmux();
  const { session: kept } = await other.tmux.sessions.ensure({ name: "kept", command: ["cat"] });
  const quick = openTmux({ socket: "throw-away" }, { env: other.env, deadlineMs: 300 });
  process.kill(kept.server.pid, "SIGSTOP");
  await expect(quick.list(["pid"])).rejects.toMatchObject({ code: "Timeout" });
  expect((await quick.server.probe()).state).toBe("not-answering");
  process.kill(kept.server.pid, "SIGCONT");
  expect(await other.tmux.sessions.find("kept")).toEqual(kept);
  expect(await other.tmux.server.probe()).toMatchObject({
    state: "running",
    epoch: kept.server,
    sessions: 1,
  });
});

/** The processes whose first environment has this TMUX_TMPDIR. */
function marked(directory: string): string[] {
  return readdirSync("/proc").filter((entry) => {
    try {
      return (
        /^\d+$/.test(entry) &&
        readFileSync(`/proc/${entry}/environ`, "utf8")
          .split("\0")
          .includes(`TMUX_TMPDIR=${directory}`)
      );
    } catch {
      return false;
    }
  });
}
