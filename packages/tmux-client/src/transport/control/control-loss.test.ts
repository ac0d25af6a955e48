import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { waitFor } from "../../testing.js";
import { isTmuxError } from "../../values/error.js";
import { fixture, idle, open, raw, safe, tmux } from "../../../test/control-fixture.js";

test("a server that is killed rejects what is in flight as unknown, and the next is another", async () => {
  const { session } = await tmux.sessions.ensure({ name: "a", command: idle });
  process.kill(session.server.pid, "SIGSTOP");
  const asked = Array.from(
    { length: 100 },
    async () => await tmux.run(["display-message", "-p", "x"]),
  );
  // They are written in the same tick
  await new Promise((resolve) => setImmediate(resolve));
  process.kill(session.server.pid, "SIGKILL");
  const settled = await Promise.allSettled(asked);
  const told = settled.map(
    (each) => each.status === "rejected" && (each.reason as { code: string; delivery: string }),
  );
  // Those that were written may have been done; the others were not sent.
  expect(
    told.filter((each) => each && each.code === "Disconnected" && each.delivery === "unknown")
      .length,
  ).toBe(64);
  expect(told.filter((each) => each && each.delivery === "not-sent").length).toBe(36);
  const epoch = await fixture.tmux.server.start();
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch });
  expect(await tmux.list(["session_name"])).toEqual([]);
});

test.skipIf(!safe)("a connection that a person ends comes back by itself", async () => {
  await tmux.sessions.ensure({ name: "a", command: idle });
  for (const end of [
    ["detach-client", "-a"],
    ["detach-client", "-s"],
    ["kill-session", "-t"],
  ]) {
    await tmux.run(["display-message", "-p", "x"]);
    const anchor = raw("list-clients", "-F", "#{session_name}").trim();
    raw(...end.slice(0, 1), ...(end[1] === "-a" ? ["-s"] : end.slice(1)), anchor);
    const [row] = await waitFor(
      async () => await tmux.list(["session_name"]).catch(() => undefined),
      { what: "the connection" },
    );
    expect(row?.session_name).toBe("a");
  }
});

test("a stopped server: a deadline for each, the watchdog for the connection", async () => {
  const { session } = await tmux.sessions.ensure({ name: "a", command: idle });
  const watched = open({ control: { watchdogMs: 600 } });
  await watched.list(["pid"]);
  const quick = watched.with({ deadlineMs: 300 });
  process.kill(session.server.pid, "SIGSTOP");
  await expect(quick.list(["pid"])).rejects.toMatchObject({ code: "Timeout", delivery: "unknown" });
  const late = await Promise.allSettled(
    Array.from({ length: 200 }, async () => await quick.list(["pid"])),
  );
  expect(
    late.every(
      (each) => each.status === "rejected" && isTmuxError(each.reason, "Timeout", "Disconnected"),
    ),
  ).toBe(true);
  process.kill(session.server.pid, "SIGCONT");
  await waitFor(async () => await watched.sessions.find("a").catch(() => undefined), {
    what: "the server",
  });
  await watched.close();
});

test("a signal takes back what was not sent, and lets go of what was", async () => {
  await tmux.run(["display-message", "-p", "x"]);
  const aborted = tmux.with({ signal: AbortSignal.abort() });
  await expect(aborted.list(["pid"])).rejects.toMatchObject({
    code: "Aborted",
    delivery: "not-sent",
  });
  const controller = new AbortController();
  const view = tmux.with({ signal: controller.signal });
  const asked = Array.from(
    { length: 100 },
    async () => await view.run(["display-message", "-p", "x"]),
  );
  controller.abort();
  const settled = await Promise.allSettled(asked);
  expect(
    settled.every((each) => each.status === "rejected" && isTmuxError(each.reason, "Aborted")),
  ).toBe(true);
  expect(await tmux.run(["display-message", "-p", "after"])).toBe("after\n");
});

test("ten thousand replies at once grow neither the server nor this process beyond the limit", async () => {
  const { session } = await tmux.sessions.ensure({ name: "a", command: idle });
  await tmux.options.set({ session: "a" }, "@big", "x".repeat(10_000));
  const memory = (): number =>
    Number(
      /VmRSS:\s+(\d+)/.exec(
        readFileSync(`/proc/${String(session.server.pid)}/status`, "utf8"),
      )?.[1],
    );
  await tmux.options.get({ session: "a" }, "@big");
  const before = memory();
  const count = process.env["TMUX_LONG"] ? 10_000 : 2000;
  await Promise.all(
    Array.from({ length: count }, async () => await tmux.options.get({ session: "a" }, "@big")),
  );
  // All of it is 20 to 100 MB; 64 in flight are less than one.
  expect(memory() - before).toBeLessThan(8000);
});

test("an idle connection keeps no program alive, and closing twice is no error", async () => {
  await tmux.run(["display-message", "-p", "x"]);
  await tmux.close();
  await tmux.close();
  // Closed, it works by exec.
  expect(await tmux.run(["display-message", "-p", "x"])).toBe("x\n");
});
