import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HANG_MS, openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";
import { atLeast } from "../../test/at-least.js";
import { tmuxVersion } from "../server/version.js";
import type { PaneRef, SessionRef } from "../values/target.js";
import { parseShellForm } from "./session-environment.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
let session: SessionRef;
let pane: PaneRef;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
  ({ session } = await tmux.sessions.ensure({ name: "a", command: ["cat"] }));
  const [row] = await tmux.list(["pane_id"]);
  pane = { id: row?.pane_id ?? "%0", server: session.server };
});
afterAll(async () => await fixture.close());

const hard = "1\n2\t数 → é #{pid} #(touch x) %H ; $HOME ~ '\" -x =y;";
const scopes = (): readonly (readonly [string, Parameters<Tmux["options"]["get"]>[0]])[] => [
  ["server", "server"],
  ["global", "global"],
  ["global-window", "global-window"],
  ["session by name", { session: "a" }],
  ["session by reference", { session }],
  ["window", { window: session }],
  ["pane", { pane }],
];

test("an option is set, read and unset in each scope, as it is written", async () => {
  for (const [name, scope] of scopes()) {
    const option = `@${name.replaceAll(" ", "-")}`;
    expect(await tmux.options.get(scope, option)).toBeUndefined();
    for (const value of [hard, "", ";", "x;", "\\;", "{", "=", "-"]) {
      await tmux.options.set(scope, option, value);
      expect(await tmux.options.get(scope, option)).toBe(value);
    }
    await tmux.options.unset(scope, option);
    expect(await tmux.options.get(scope, option)).toBeUndefined();
  }
});

test("what a scope above has is seen only when asked for", async () => {
  await tmux.options.set("global", "history-limit", "1234");
  expect(await tmux.options.get({ session }, "history-limit")).toBeUndefined();
  expect(await tmux.options.get({ session }, "history-limit", { inherited: true })).toBe("1234");
  await tmux.options.set("server", "command-alias[90]", "x=list-keys");
  expect(await tmux.options.get("server", "command-alias[90]")).toBe("x=list-keys");
});

test("options that are none, and values that they do not take, are said", async () => {
  await expect(tmux.options.set("global", "no-such-option", "x")).rejects.toMatchObject({
    code: "UnknownOption",
    delivery: "rejected",
  });
  for (const value of ["many", "-5", "99999999999"]) {
    await expect(tmux.options.set("global", "history-limit", value)).rejects.toMatchObject({
      code: "BadValue",
    });
  }
  for (const name of ["", "-g", "@", "a b", "x;y", "@a\n"]) {
    await expect(tmux.options.get("global", name)).rejects.toMatchObject({
      code: "InvalidArgument",
    });
  }
  await expect(tmux.options.set("global", "@a", "nul\0")).rejects.toMatchObject({
    code: "InvalidArgument",
    delivery: "not-sent",
  });
});

test("every word of tmux for a value that an option does not take is BadValue", async () => {
  const rows = [
    ["global", "display-panes-active-colour", "nocolour"],
    ["global-window", "pane-colours[0]", "nocolour"],
    ["global", "prefix", "NoSuchKey"],
    ["server", "backspace", ""],
    ["global", "default-shell", "/nonexistent"],
    ["global", "status-left[0]", "x"],
    ["global", "status-style", "fg=nocolour"],
    ["global", "status", "perhaps"],
    ["global", "after-new-window", "{"],
    ["global", "after-new-window", "no-such-command"],
    ["global", "after-new-window", "list-keys -Y"],
    ["global", "after-new-window", "bind-key"],
    ["global", "after-new-window", "set"],
    ["global-window", "clock-mode-colour", "nocolour"],
  ] as const;
  for (const [scope, name, value] of rows) {
    const error: unknown = await tmux.options.set(scope, name, value).catch((caught) => caught);
    expect({ name, value, error }).toMatchObject({
      error: { code: "BadValue", delivery: "rejected", message: expect.stringMatching(/; see `/) },
    });
  }
  const unchanged = await tmux.options.get("global", "after-new-window");
  expect(unchanged).toBeUndefined();
});

test("a name may be a beginning that means one option; a key of an array may be a word", async () => {
  await tmux.options.set("global", "display-t", "1234");
  expect(await tmux.options.get("global", "display-time")).toBe("1234");
  await expect(tmux.options.get("global", "display-pa")).rejects.toMatchObject({
    code: "UnknownOption",
  });
  const words = atLeast(await tmuxVersion(), 3, 8);
  const named = tmux.options.set("global", "update-environment[notify]", "A");
  if (words) {
    await named;
    expect(await tmux.options.get("global", "update-environment[notify]")).toBe("A");
    await tmux.hooks.set("global", "after-new-window[mine]", [["list-sessions"]]);
    expect(await tmux.hooks.get("global", "after-new-window")).toEqual([
      "after-new-window[mine] list-sessions",
    ]);
    await tmux.hooks.unset("global", "after-new-window[mine]");
  } else await expect(named).rejects.toMatchObject({ code: "UnknownOption" });
  for (const name of ["update-environment[]", "update-environment[99999999999]", "status[a b]"])
    await expect(tmux.options.set("global", name, "A")).rejects.toMatchObject({
      code: "InvalidArgument",
    });
});

test("a setting of a session, or pane, that is not the one meant is refused", async () => {
  const stale = { ...session, created: session.created - 1 };
  const refused = { code: "StaleReference", delivery: "rejected" };
  await expect(tmux.options.set({ session: stale }, "@a", "b")).rejects.toMatchObject(refused);
  await expect(tmux.environment.set({ session: stale }, "A", "b")).rejects.toMatchObject(refused);
  const gone = { ...pane, id: "%4242" as const };
  await expect(tmux.options.set({ pane: gone }, "@a", "b")).rejects.toMatchObject({
    code: "NoSuchPane",
  });
  await expect(tmux.options.set({ session: "agent" }, "@a", "b")).rejects.toMatchObject({
    code: "NoSuchSession",
  });
});

test("what is not set is told from a session, or an option, that is not there", async () => {
  const missing = { code: "NoSuchSession", delivery: "rejected" };
  for (const scope of [{ session: "agent" }, { window: "agent" }] as const) {
    await expect(tmux.options.get(scope, "@a")).rejects.toMatchObject(missing);
    await expect(tmux.options.get(scope, "status")).rejects.toMatchObject(missing);
    await expect(tmux.options.unset(scope, "@a")).rejects.toMatchObject(missing);
    await expect(tmux.hooks.get(scope, "pane-died")).rejects.toMatchObject(missing);
    await expect(tmux.hooks.unset(scope, "pane-died")).rejects.toMatchObject(missing);
  }
  await expect(tmux.environment.get({ session: "agent" }, "A")).rejects.toMatchObject(missing);
  await expect(tmux.environment.all({ session: "agent" })).rejects.toMatchObject(missing);
  await expect(tmux.options.get("global", "no-such-option")).rejects.toMatchObject({
    code: "UnknownOption",
  });
  expect(await tmux.options.get({ session: "a" }, "status")).toBeUndefined();
  expect(await tmux.options.get("global", "@never")).toBeUndefined();
});

test("the environment: set, removed, unset, hidden; what new programs get", async () => {
  const scope = { session } as const;
  await tmux.environment.set(scope, "HARD", hard);
  await tmux.environment.set(scope, "HIDDEN", "h", { hidden: true });
  await tmux.environment.set("global", "SHARED", "s");
  await tmux.environment.remove(scope, "SHARED");
  expect(await tmux.environment.get(scope, "HARD")).toBe(hard);
  expect(await tmux.environment.get(scope, "NONE")).toBeUndefined();
  expect(await tmux.environment.get(scope, "HIDDEN")).toBeUndefined();
  expect(await tmux.environment.get(scope, "HIDDEN", { hidden: true })).toBe("h");
  expect(await tmux.environment.get("global", "SHARED")).toBe("s");
  const all = await tmux.environment.all(scope);
  expect(all.get("HARD")).toBe(hard);
  expect(all.has("SHARED")).toBe(true);
  expect(all.get("SHARED")).toBeUndefined();
  expect(all.has("HIDDEN")).toBe(false);
  expect([...(await tmux.environment.all(scope, { hidden: true })).keys()]).toEqual(["HIDDEN"]);

  await tmux.panes.respawn(pane, { command: ["cat", "-"], kill: true });
  const [row] = await tmux.list(["pane_pid"]);
  const environ = (): string[] =>
    readFileSync(`/proc/${String(row?.pane_pid)}/environ`, "utf8").split("\0");
  await waitFor(() => environ().includes(`HARD=${hard}`), { what: "the program's environment" });
  expect(environ().some((entry) => /^(SHARED|HIDDEN)=/.test(entry))).toBe(false);
  await tmux.environment.unset(scope, "SHARED");
  expect((await tmux.environment.all(scope)).has("SHARED")).toBe(false);
});

test("a value of 60 kB, and a secret, pass without an argv that shows them", async () => {
  const value = "v".repeat(60_000);
  await tmux.environment.set({ session }, "LONG", value);
  expect(await tmux.environment.get({ session }, "LONG")).toBe(value);
  await tmux.options.set({ session }, "@long", value);
  expect(await tmux.options.get({ session }, "@long")).toBe(value);
  const error: unknown = await tmux.environment
    .set({ session: "none" }, "TOKEN", "hunter2")
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "NoSuchSession" });
  expect(`${JSON.stringify(error)}${String(error)}`).not.toContain("hunter2");
});

test("what no environment takes is refused", async () => {
  for (const name of ["", "A=B", "1A", "A B", "A\n"]) {
    await expect(tmux.environment.set("global", name, "x")).rejects.toMatchObject({
      code: "InvalidArgument",
    });
  }
});

test("variables that another program named with any characters are all listed", async () => {
  const names = ["a;b", "l\nn", "z;\nq", "x y", "数", "%%", 'q"r', "unset u", "$H"];
  const foreign = (...words: string[]): void => {
    execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "set-environment", "-g", ...words]);
  };
  for (const name of names) foreign(name, `v of "${name}"; export ${name};\n`);
  const removed = ["r;s", "r;\ns", "r\nunset"];
  for (const name of removed) foreign("-r", name);
  const all = await tmux.environment.all("global");
  for (const name of names) expect(all.get(name)).toBe(`v of "${name}"; export ${name};\n`);
  for (const name of removed) expect([all.has(name), all.get(name)]).toEqual([true, undefined]);
  expect(all.get("PATH")).toBe(fixture.env["PATH"]);
  for (const name of [...names, ...removed]) foreign("-u", name);
});

test("the shell form of an environment is read whole or not at all", () => {
  const value = fc.string({ unit: fc.constantFrom(...'ab\\"$`\n;=é '.split("")) });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z;"\n $]{1,6}$/), value), {
        selector: ([name]) => name,
      }),
      (entries) => {
        const text = entries
          .map(
            ([name, each]) => `${name}="${each.replaceAll(/[\\$`"]/g, "\\$&")}"; export ${name};\n`,
          )
          .join("");
        expect(parseShellForm(text)).toEqual(new Map(entries));
        if (text !== "") expect(parseShellForm(text.slice(0, -2))).toBeUndefined();
      },
    ),
  );
});

test("a hook runs its commands, and only commands that are allowed", async () => {
  const command = ["set-option", "-g", "@hooked", "it's; #{pid} a\nb"] as const;
  await tmux.hooks.set("global", "after-new-window", [command, ["wait-for", "-S", "hooked"]]);
  expect(await tmux.hooks.get("global", "after-new-window")).not.toEqual([]);
  execFileSync("tmux", ["-u", "-N", "-S", tmux.socketPath, "new-window", "-d", "-t", "=a:"]);
  expect(await tmux.channels.wait("hooked", { deadlineMs: HANG_MS })).toBe(true);
  expect(await tmux.options.get("global", "@hooked")).toBe("it's; #{pid} a\nb");
  await tmux.hooks.unset("global", "after-new-window");
  expect(await tmux.hooks.get("global", "after-new-window")).toEqual([]);
  for (const bad of [
    ["run-shell", "true"],
    ["kill-server"],
    ["wait-for", "x"],
    ["if-shell", "x"],
  ]) {
    await expect(tmux.hooks.set("global", "after-new-window", [bad])).rejects.toMatchObject({
      code: "Unsupported",
    });
  }
  await expect(tmux.hooks.set("global", "no-such-hook", [command])).rejects.toMatchObject({
    code: "UnknownOption",
  });
});

test("the default server: its sessions may be set up, what all share may not", async () => {
  const person = openTmux({ default: true }, { env: fixture.env });
  const refused = { code: "InvalidArgument", delivery: "not-sent" };
  await expect(person.options.set("global", "@a", "b")).rejects.toMatchObject(refused);
  await expect(person.options.unset("server", "@a")).rejects.toMatchObject(refused);
  await expect(person.environment.set("global", "A", "b")).rejects.toMatchObject(refused);
  await expect(person.hooks.unset("global", "pane-died")).rejects.toMatchObject(refused);
  await expect(person.options.set({ session: "x" }, "@a", "b")).rejects.toMatchObject({
    code: "ServerAbsent",
  });
});
