import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findLeaks, openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import type { Tmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
});
afterAll(async () => await fixture.close());

const idle = ["sleep", "600"] as const;

async function names(): Promise<string[]> {
  return [
    ...new Set((await tmux.list(["session_name"])).map((row) => row.session_name)),
  ].toSorted();
}

test("a name is never the start of another", async () => {
  await tmux.sessions.ensure({ name: "agent-10", command: idle });
  await tmux.sessions.ensure({ name: "coder", command: idle });
  expect(await tmux.sessions.find("agent-1")).toBeUndefined();
  expect(await tmux.sessions.kill("agent-1")).toBe("absent");
  expect(await tmux.sessions.kill("cod")).toBe("absent");
  expect(await names()).toEqual(expect.arrayContaining(["agent-10", "coder"]));
  expect(await tmux.sessions.kill("coder")).toBe("killed");
  expect(await names()).not.toContain("coder");
});

test.each(["", "ag*", "$0", "%0", "=agent-10", "a.b", "a:b", "#(touch x)", "{last}"])(
  "%j is no target and no name",
  async (name) => {
    const refused = { code: "InvalidName", delivery: "not-sent" };
    const before = await names();
    await expect(tmux.sessions.kill(name)).rejects.toMatchObject(refused);
    await expect(tmux.sessions.find(name)).rejects.toMatchObject(refused);
    await expect(tmux.sessions.ensure({ name, command: idle })).rejects.toMatchObject(refused);
    expect(await names()).toEqual(before);
  },
);

test("of twenty at once one makes the session", async () => {
  const results = await Promise.all(
    Array.from(
      { length: 20 },
      async () => await tmux.sessions.ensure({ name: "race", command: idle }),
    ),
  );
  expect(results.filter((result) => result.created)).toHaveLength(1);
  expect(new Set(results.map((result) => result.session.id)).size).toBe(1);
});

test("the program gets its argv, folder and environment as they were given", async () => {
  const output = join(fixture.directory, "argv");
  const strange = ["a b", ";", "x;", "\\;", "$HOME", "~", "#{pid}", "'\"", "", "{", "-t", "é"];
  const script =
    'out=$1; shift; { printf "%s\\0" "$@" "$PWD" "$VALUE"; } >"$out.new"; mv "$out.new" "$out"; sleep 600';
  await tmux.sessions.ensure({
    name: "argv",
    command: ["sh", "-c", script, "sh", output, ...strange],
    cwd: fixture.directory,
    environment: { VALUE: "a\nb;" },
  });
  await waitFor(() => existsSync(output), { what: "the program's output" });
  const words = execFileSync("cat", [output]).toString("utf8").split("\0");
  expect(words.slice(0, -1)).toEqual([...strange, fixture.directory, "a\nb;"]);
});

test("a program of one word is run as it is, not by a shell", async () => {
  const program = join(fixture.directory, "my program; $(touch x)");
  writeFileSync(program, '#!/bin/sh\n: >"$0.ran"\nsleep 600\n', { mode: 0o755 });
  await tmux.sessions.ensure({ name: "one-word", command: [program] });
  await waitFor(() => existsSync(`${program}.ran`), { what: "the program to run" });
  expect(existsSync("/x")).toBe(false);
});

test("what tmux would change or drop in silence is refused", async () => {
  const refused = { code: "InvalidArgument", delivery: "not-sent" };
  for (const spec of [
    { command: [] },
    { command: ["a\0b"] },
    { cwd: "relative" },
    { cwd: "/no/such/folder" },
    { environment: { "": "x" } },
    { environment: { "A=B": "x" } },
    { options: { "@": "x" } },
    { options: { "@a": "\ud800" } },
    { size: { width: 0, height: 10 } },
  ]) {
    await expect(
      tmux.sessions.ensure({ name: "refused", command: idle, ...spec }),
    ).rejects.toMatchObject(refused);
  }
  expect(await tmux.sessions.find("refused")).toBeUndefined();
});

test("values stay out of what an error shows", async () => {
  const environment = { SECRET: "s".repeat(17_000) };
  const error: unknown = await tmux.sessions
    .ensure({ name: "secret", environment })
    .catch((caught: unknown) => caught);
  expect(String(error)).not.toContain("sss");
  expect(JSON.stringify(error)).not.toContain("sss");
});

test("a reference kills the session that it means, and no later one of its name", async () => {
  const first = (await tmux.sessions.ensure({ name: "again", command: idle })).session;
  expect(await tmux.sessions.find("again")).toEqual(first);
  expect(await tmux.sessions.kill(first)).toBe("killed");
  expect(await tmux.sessions.kill(first)).toBe("absent");
  const second = (await tmux.sessions.ensure({ name: "again", command: idle })).session;
  await expect(tmux.sessions.kill(first)).rejects.toMatchObject({
    code: "StaleReference",
    delivery: "rejected",
  });
  expect(await tmux.sessions.find("again")).toEqual(second);
  const otherEpoch = {
    ...second,
    server: { ...second.server, startTime: second.server.startTime - 1 },
  };
  await expect(tmux.sessions.kill(otherEpoch)).rejects.toMatchObject({ code: "StaleReference" });
  await tmux.run(["rename-session", "-t", "=again:", "renamed"]);
  await expect(tmux.sessions.kill(second)).rejects.toMatchObject({ code: "StaleReference" });
  expect(await tmux.sessions.kill("renamed")).toBe("killed");
});

test("a foreign session whose name is another one's id is ended only by its own", async () => {
  await using other = await openThrowAwayTmux();
  const at = ["-u", "-N", "-S", other.tmux.socketPath];
  const foreign = (name: string): unknown =>
    execFileSync("tmux", [...at, "new-session", "-d", "-s", name, "sleep 600"]);
  foreign("kept");
  foreign("$0");
  const fields = ["session_id", "session_name", "session_created", "pid", "start_time"] as const;
  const rows = await other.tmux.list(fields);
  const row = rows.find((each) => each.session_name === "$0");
  const named: string = row?.session_name ?? "";
  await expect(other.tmux.sessions.kill(named)).rejects.toMatchObject({ code: "InvalidName" });
  const reference = {
    id: row?.session_id ?? "$4242",
    name: named,
    created: row?.session_created ?? 0,
    server: { pid: row?.pid ?? 0, startTime: row?.start_time ?? 0 },
  };
  expect(await other.tmux.sessions.kill(reference)).toBe("killed");
  expect(await other.tmux.list(["session_name"])).toEqual([{ session_name: "kept" }]);
});

test("a program that ignores the end of its session lives on, and can be found", async () => {
  const immune = ["sh", "-c", "trap '' HUP; while :; do sleep 600; done"];
  const { session } = await tmux.sessions.ensure({ name: "immune", command: immune });
  const rows = await tmux.list(["session_id", "pane_pid"]);
  const pid = rows.find((row) => row.session_id === session.id)?.pane_pid ?? 0;
  const ignoring = /^SigIgn:\t[0-9a-f]*[13579bdf]$/m;
  await waitFor(() => ignoring.test(readFileSync(`/proc/${String(pid)}/status`, "utf8")), {
    what: "the trap",
  });
  expect(await tmux.sessions.kill(session)).toBe("killed");
  expect(existsSync(`/proc/${String(pid)}`)).toBe(true);
  expect(findLeaks(fixture.directory).processes).toContain(pid);
});

test("a reference that was made up is refused", async () => {
  const { session } = await tmux.sessions.ensure({ name: "made-up", command: idle });
  for (const broken of [
    { id: "" as "$0" },
    { id: "%0" as "$0" },
    { server: { pid: 0, startTime: 1 } },
  ]) {
    await expect(tmux.sessions.kill({ ...session, ...broken })).rejects.toMatchObject({
      code: "InvalidArgument",
    });
  }
});

test("the caller's environment reaches neither server nor session", async () => {
  const env = { ...fixture.env, SECRET_OF_CALLER: "x", DISPLAY: ":7", SSH_AUTH_SOCK: "/x" };
  await using other = await openThrowAwayTmux({ env });
  await other.tmux.sessions.ensure({ name: "clean", command: idle });
  const [row] = await other.tmux.list(["pane_pid", "pid"]);
  const global = await other.tmux.run(["show-environment", "-g"]);
  const session = await other.tmux.run(["show-environment", "-t", "=clean:"]);
  const processes = [row?.pane_pid, row?.pid].map((pid) =>
    execFileSync("cat", [`/proc/${String(pid)}/environ`]).toString(),
  );
  for (const seen of [global, session, ...processes])
    expect(seen).not.toMatch(/SECRET_OF_CALLER|DISPLAY=:7|SSH_AUTH_SOCK=/);
  expect(global).not.toContain("LC_ALL");
});
