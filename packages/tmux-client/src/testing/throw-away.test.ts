import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processBirth } from "../server/process.js";
import { findLeaks, openThrowAwayTmux, throwAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";

let shelter: ThrowAwayTmux;
let folder: string;
beforeAll(async () => {
  // Its folder goes even when this test is killed.
  shelter = await openThrowAwayTmux({ start: false });
  folder = shelter.directory;
});
afterAll(async () => await shelter.close());

const gone = (pid: number) => () => processBirth(pid) === undefined;

test("close leaves neither server, nor program, nor folder, also when the server is stopped", async () => {
  const fixture = await openThrowAwayTmux();
  const immune = ["sh", "-c", "trap '' HUP TERM; while :; do sleep 600; done"];
  const { session } = await fixture.tmux.sessions.ensure({ name: "immune", command: immune });
  const [row] = await fixture.tmux.list(["pane_pid"]);
  process.kill(session.server.pid, "SIGSTOP");
  await fixture.close();
  expect(existsSync(fixture.directory)).toBe(false);
  await waitFor(gone(session.server.pid), { what: "the server to be gone" });
  await waitFor(gone(row?.pane_pid ?? 0), { what: "the program to be gone" });
  await fixture.close();
});

test("two at once know nothing of each other", async () => {
  await using one = await openThrowAwayTmux();
  await using two = await openThrowAwayTmux();
  await one.tmux.sessions.ensure({ name: "a", command: ["cat"] });
  expect(await two.tmux.list(["session_name"])).toEqual([]);
  expect(one.env["TMUX_TMPDIR"]).toBe(one.directory);
});

test.each(["SIGKILL", "SIGTERM", undefined] as const)(
  "an owner that ends by %s takes all with it",
  async (signal) => {
    const { owner, said } = await startOwner(signal === undefined);
    const { pid, directory } = said;
    if (signal) owner.kill(signal);
    await waitFor(gone(pid), { what: "the server to be gone" });
    await waitFor(() => !existsSync(directory), { what: "the folder to be gone" });
    expect(owner.signalCode).toBe(signal ?? null);
  },
);

/** A process of its own that opens a fixture, tells of it, and stays, or ends without closing it. */
async function startOwner(
  ends: boolean,
): Promise<{ owner: ChildProcess; said: { pid: number; directory: string } }> {
  const source = join(folder, "owner.ts");
  const program = join(folder, "owner.mjs");
  writeFileSync(
    source,
    `import { openThrowAwayTmux } from ${JSON.stringify(join(import.meta.dirname, "..", "testing.ts"))};
     const fixture = await openThrowAwayTmux();
     const { session } = await fixture.tmux.sessions.ensure({ name: "a", command: ["sleep", "600"] });
     console.log(JSON.stringify({ pid: session.server.pid, directory: fixture.directory }));
     if (process.argv[2] === "stay") setInterval(() => {}, 1000);`,
  );
  buildSync({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const owner = spawn(process.execPath, [program, ends ? "end" : "stay"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  owner.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await waitFor(() => text.includes("\n"), { what: "the owner to speak" });
  return { owner, said: JSON.parse(text) as { pid: number; directory: string } };
}

test("waitFor gives the result, and says what it waited for in vain and what was there", async () => {
  let count = 0;
  expect(await waitFor(() => (count += 1) === 3 && "third", { what: "three", everyMs: 1 })).toBe(
    "third",
  );
  const options = { what: "the impossible", timeoutMs: 10, everyMs: 1 };
  await expect(waitFor(() => undefined, options)).rejects.toThrow(
    /^waited 10 ms for the impossible, in vain$/,
  );
  const saw = async (): Promise<string> => "what is\n";
  await expect(waitFor(() => undefined, { ...options, saw })).rejects.toThrow(
    /, in vain: there is 'what is\\n'$/,
  );
  const broken = (): never => {
    throw new Error("gone");
  };
  await expect(waitFor(() => undefined, { ...options, saw: broken })).rejects.toThrow(
    /, in vain: Error: gone$/,
  );
});

const it = test.extend({ server: throwAwayTmux });
let left: string | undefined;

it("a vitest fixture gives each test a server, and leaks are named while they are there", async ({
  server,
}) => {
  left = server.directory;
  const { session } = await server.tmux.sessions.ensure({ name: "a", command: ["cat"] });
  const leaks = findLeaks(server.directory);
  expect(leaks.sockets).toEqual([server.tmux.socketPath]);
  expect(leaks.processes).toContain(session.server.pid);
});

test("nothing is left of it", () => {
  expect(findLeaks(left ?? "")).toEqual({ sockets: [], processes: [] });
});
