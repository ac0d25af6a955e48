import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { atLeast } from "../../test/at-least.js";
import { tmuxVersion } from "../server/version.js";
import { fieldNames } from "../values/fields.js";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
});
afterAll(async () => await fixture.close());

test("a server without sessions has an empty list, an absent one has none", async () => {
  await using empty = await openThrowAwayTmux();
  expect(await empty.tmux.list(["session_name"])).toEqual([]);
  const absent = openTmux({ socket: "absent" }, { env: fixture.env });
  await expect(absent.list(["session_name"])).rejects.toMatchObject({
    code: "ServerAbsent",
    delivery: "not-sent",
  });
});

test("fields come with their types", async () => {
  const { session } = await fixture.tmux.sessions.ensure({
    name: "typed",
    command: ["sleep", "600"],
  });
  const fields = [
    "session_id",
    "session_created",
    "pid",
    "start_time",
    "pane_dead",
    "pane_dead_status",
    "@none",
  ] as const;
  const rows = await fixture.tmux.list([
    ...fields,
    "session_name",
    "pane_pid",
    "pane_current_command",
  ]);
  const row = rows.find((each) => each.session_name === "typed");
  expect(row).toMatchObject({
    session_id: session.id,
    session_created: session.created,
    pid: session.server.pid,
    start_time: session.server.startTime,
    pane_dead: false,
    pane_dead_status: undefined,
    "@none": "",
  });
  expect(row?.pane_pid).toBeGreaterThan(1);
});

test("every field that is offered can be read", async () => {
  await fixture.tmux.sessions.ensure({ name: "every", command: ["sleep", "600"] });
  const [row] = await fixture.tmux.list(fieldNames);
  expect(Object.keys(row ?? {})).toEqual([...fieldNames]);
  expect(row?.socket_path).toBe(fixture.tmux.socketPath);
});

test("a dead pane has every field too, on any version", async () => {
  await using other = await openThrowAwayTmux();
  await other.tmux.options.set("global-window", "remain-on-exit", "on");
  const { session } = await other.tmux.sessions.ensure({
    name: "dead",
    command: ["sh", "-c", "exit 5"],
  });
  const [first] = await other.tmux.list(["pane_id"]);
  const pane = { id: first?.pane_id ?? "%0", server: session.server } as const;
  await waitFor(async () => await other.tmux.panes.exit(pane), { what: "the end" });
  const [row] = await other.tmux.list(fieldNames);
  expect(row).toMatchObject({ pane_dead: true, pane_dead_status: 5 });
  expect(Number.isSafeInteger(row?.pane_pid)).toBe(true);
});

test("values with newline, tab, CJK and format signs survive, in any locale", async () => {
  const value = "1\n2\t数据 → é #{pid} #(touch x) %H ; \u001f'\"\\ 3:abc\n";
  await fixture.tmux.sessions.ensure({
    name: "values",
    command: ["sleep", "600"],
    options: { "@v": value, "@w": ";" },
  });
  for (const env of [
    fixture.env,
    { ...fixture.env, LC_ALL: "C", LANG: "C" },
    { TMUX_TMPDIR: fixture.directory, PATH: fixture.env["PATH"] },
  ]) {
    const rows = await openTmux({ socket: "throw-away" }, { env }).list([
      "session_name",
      "@v",
      "@w",
    ]);
    expect(rows.find((row) => row.session_name === "values")).toEqual({
      session_name: "values",
      "@v": value,
      "@w": ";",
    });
  }
});

test("a folder with newline, tab, CJK and a format in its name", async () => {
  const folder = join(fixture.directory, "a\tb\n数 #(touch x) %Y #{pid} ;");
  mkdirSync(folder);
  await fixture.tmux.sessions.ensure({ name: "folder", command: ["sleep", "600"], cwd: folder });
  // Until the program is there, the pane's folder is the server's.
  const seen = await waitFor(
    async () => {
      const rows = await fixture.tmux.list(["session_name", "pane_current_path"]);
      const path = rows.find((row) => row.session_name === "folder")?.pane_current_path;
      return path && path !== "/" ? path : undefined;
    },
    { what: "the pane to be in its folder" },
  );
  expect(seen).toBe(folder);
});

test("a foreign session of any name is listed", async () => {
  const foreign = ["$5", "=x", "ag*", "é 数", "a b"];
  for (const name of foreign) {
    execFileSync("tmux", [
      "-u",
      "-N",
      "-S",
      fixture.tmux.socketPath,
      "new-session",
      "-d",
      "-s",
      name,
      "sleep 600",
    ]);
  }
  const names = (await fixture.tmux.list(["session_name"])).map((row) => row.session_name);
  expect(names).toEqual(expect.arrayContaining(foreign));
});

test("a foreign name that is no UTF-8 breaks no list", async () => {
  const script = 'exec tmux -N -S "$0" new-session -d -s "$(printf "bad\\377name")" cat';
  const made = spawnSync("sh", ["-c", script, fixture.tmux.socketPath], { encoding: "utf8" });
  const rows = await fixture.tmux.list(["session_name", "session_id"]);
  const found = rows.filter((row) => /^bad.*name$/.test(row.session_name));
  // From 3.7 on tmux makes no such session.
  const refuses = atLeast(await tmuxVersion(), 3, 7);
  expect(found).toHaveLength(refuses ? 0 : 1);
  expect(made.stderr).toMatch(refuses ? /^invalid session name/ : /^$/);
});

test("a foreign session is listed as tmux named it, and ended by its reference", async () => {
  await using own = await openThrowAwayTmux();
  const { tmux } = own;
  const server = await tmux.server.start();
  await tmux.sessions.ensure({ name: "a", command: ["cat"] });
  for (const name of ["a.b", "a:b2", ""])
    spawnSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "new-session", "-d", "-s", name, "cat"]);
  const rows = await tmux.list(["session_name", "session_id", "session_created"]);
  const kept = atLeast(await tmuxVersion(), 3, 7);
  expect(rows.map((row) => row.session_name).toSorted()).toEqual(
    kept ? ["", "a", "a.b", "a:b2"] : ["a", "a_b", "a_b2"],
  );
  for (const { session_name: name, session_id: id, session_created: created } of rows)
    if (name !== "a")
      expect(await tmux.sessions.kill({ id, name, created, server })).toBe("killed");
  expect((await tmux.list(["session_name"])).map((row) => row.session_name)).toEqual(["a"]);
});

test("what is no field is refused before tmux is asked", async () => {
  const { tmux } = fixture;
  await expect(tmux.list([])).rejects.toMatchObject({ code: "InvalidArgument" });
  for (const name of ["@", "@a}b", "session_nam", "#{pid}", "toString", "buffer_name"]) {
    await expect(tmux.list([name as "@x"])).rejects.toMatchObject({ code: "InvalidArgument" });
  }
});

test("any text without NUL goes through a user option and back", async () => {
  const { session } = await fixture.tmux.sessions.ensure({
    name: "property",
    command: ["sleep", "600"],
  });
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."'\";\\#{}$~% \n\r\t\u001b".split("")),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      text.filter((each) => !each.includes("\0")),
      fc.boolean(),
      async (value, guarded) => {
        const command = ["set-option", "-t", "=property:", "@any", value] as const;
        await fixture.tmux.run(command, guarded ? { server: session.server } : {});
        const rows = await fixture.tmux.list(["@any", "session_name"]);
        expect(rows.find((row) => row.session_name === "property")?.["@any"]).toBe(value);
      },
    ),
    { numRuns: 60 },
  );
});
