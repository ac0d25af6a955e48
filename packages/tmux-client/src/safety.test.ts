import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findLeaks, HANG_MS, openThrowAwayTmux, waitFor } from "./testing.js";
import type { ThrowAwayTmux } from "./testing.js";
import { openTmux, steps } from "./index.js";
import type { Tmux } from "./index.js";
import { listeningPaths } from "./server/process.js";

const idle = ["cat", "-"];
let fixture: ThrowAwayTmux;
let spied: Tmux;
let log: string;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  // Writes down every argv, and what stands in the environment of the client.
  log = join(fixture.directory, "argv.log");
  const spy = join(fixture.directory, "spy");
  writeFileSync(
    spy,
    `#!/bin/sh\n{ for word; do printf '%s\\037' "$word"; done; printf '\\n'; env; } >>"${log}"\nexec tmux "$@"\n`,
  );
  chmodSync(spy, 0o755);
  spied = openTmux(
    { socket: "throw-away" },
    { env: { ...fixture.env, CALLERS_SECRET: "s3cr3t" }, binary: spy, deadlineMs: HANG_MS },
  );
});
afterAll(async () => await fixture.close());

test("no call is without its socket, and no secret stands in an argv", async () => {
  const epoch = await spied.server.start();
  const secret = "hunter2-hunter2";
  const { session } = await spied.sessions.ensure({
    name: "a",
    command: idle,
    environment: { TOKEN: secret },
  });
  await spied.environment.set({ session }, "TOKEN", secret);
  await spied.environment.set("global", "TOKEN", secret, { hidden: true });
  const [row] = await spied.list(["pane_id"]);
  const pane = { id: row?.pane_id ?? "%0", server: epoch } as const;
  await spied.panes.respawn(pane, { command: idle, kill: true, environment: { TOKEN: secret } });
  await spied.panes.paste(pane, secret);
  await spied.panes.capture(pane);
  await spied.buffers.set("b", secret);
  await spied.buffers.delete("b");
  await spied.batch([
    steps.create({ name: "b", command: idle, environment: { TOKEN: secret } }),
    steps.kill("b"),
  ]);
  await spied.run(["list-sessions"]);
  await spied.server.probe();
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("\u001f"));
  expect(lines.length).toBeGreaterThan(12);
  for (const line of lines) {
    const words = line.split("\u001f");
    if (words.join(" ").trim() === "-V") continue;
    expect(words[words.indexOf("-S") + 1]).toBe(fixture.tmux.socketPath);
    expect(line).not.toContain(secret);
  }
});

test("the caller's environment reaches neither server, nor panes, nor a caller's file descriptor", async () => {
  await using other = await openThrowAwayTmux({ start: false });
  const env = { ...other.env, CALLERS_SECRET: "s3cr3t" };
  const open = join(other.directory, "open");
  const descriptor = openSync(open, "w");
  const tmux = openTmux({ socket: "throw-away" }, { env, deadlineMs: HANG_MS });
  const { pid } = await tmux.server.start();
  await tmux.sessions.ensure({ name: "a", command: idle });
  const [row] = await tmux.list(["pane_pid"]);
  for (const each of [pid, row?.pane_pid]) {
    expect(readFileSync(`/proc/${String(each)}/environ`, "utf8")).not.toContain("s3cr3t");
  }
  expect((await tmux.environment.all("global")).has("CALLERS_SECRET")).toBe(false);
  const inherited = readdirSync(`/proc/${String(pid)}/fd`).map((fd) =>
    readlinkSync(`/proc/${String(pid)}/fd/${fd}`),
  );
  expect(inherited).not.toContain(open);
  // Of sockets it has the one it listens on, and those of its clients: none of ours.
  expect(listeningPaths(pid)).toEqual([tmux.socketPath]);
  closeSync(descriptor);
});

test("a hostile configuration of the person is not read", async () => {
  await using other = await openThrowAwayTmux({ start: false });
  const mark = join(other.directory, "mark");
  writeFileSync(
    join(other.directory, ".tmux.conf"),
    `run-shell "touch ${mark}"\nset -g base-index 1\n`,
  );
  const tmux = openTmux(
    { socket: "throw-away" },
    { env: { ...other.env, HOME: other.directory }, deadlineMs: HANG_MS },
  );
  await tmux.server.start();
  await tmux.sessions.ensure({ name: "a", command: idle });
  expect(await tmux.list(["window_index"])).toEqual([{ window_index: 0 }]);
  expect(existsSync(mark)).toBe(false);
});

test("a signal aborts any verb: before, during, and not after", async () => {
  const { tmux } = fixture;
  const before = tmux.with({ signal: AbortSignal.abort() });
  for (const verb of [
    async () => await before.list(["pid"]),
    async () => await before.sessions.ensure({ name: "aborted" }),
    async () => await before.server.probe(),
    async () => await before.options.set("global", "@a", "b"),
    async () => await before.batch([steps.find("a")]),
    async () => await before.channels.wait("x", { deadlineMs: 1000 }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: "Aborted", delivery: "not-sent" });
  }
  const controller = new AbortController();
  const during = tmux.with({ signal: controller.signal });
  const asked = findLeaks(fixture.directory).processes.length;
  const waiting = during.channels.wait("never-comes", { deadlineMs: HANG_MS });
  await waitFor(() => findLeaks(fixture.directory).processes.length > asked, { what: "a client" });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: "Aborted", delivery: "unknown" });
  const late = new AbortController();
  const rows = await tmux.with({ signal: late.signal }).list(["pid"]);
  late.abort();
  expect(rows).toEqual(rows);
  expect(await tmux.sessions.find("aborted")).toBeUndefined();
});

test("a deadline leaves no client behind, nor does a signal", async () => {
  const before = findLeaks(fixture.directory).processes;
  const clients = (): number[] =>
    findLeaks(fixture.directory).processes.filter((pid) => !before.includes(pid));
  const controller = new AbortController();
  const view = fixture.tmux.with({ signal: controller.signal });
  const waiting = view.channels.wait("nobody", { deadlineMs: HANG_MS });
  await waitFor(() => clients().length === 1, { what: "the client" });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: "Aborted" });
  expect(await fixture.tmux.channels.wait("nobody", { deadlineMs: 100 })).toBe(false);
  await waitFor(() => clients().length === 0, { what: "the clients to be gone" });
});
