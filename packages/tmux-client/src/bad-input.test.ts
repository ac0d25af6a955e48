import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux, waitFor } from "./testing.js";
import type { ThrowAwayTmux } from "./testing.js";
import type { Tmux } from "./tmux.js";
import { isTmuxError } from "./values/error.js";
import { isSessionName } from "./values/name.js";
import type { SessionRef } from "./values/target.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
let session: SessionRef;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
  ({ session } = await tmux.sessions.ensure({ name: "agent-10", command: ["cat", "-"] }));
});
afterAll(async () => await fixture.close());

/** What people, and attackers, put where a plain word was meant. */
const piece = fc.oneof(
  fc.constantFrom(..."\0\n\r\t;'\"`\\$~%{}[]=-#()*@:. \u001b\u0001\u007f".split("")),
  fc.constantFrom(
    "#(touch /tmp/x)",
    "$(touch x)",
    "`touch x`",
    "#{pid}",
    "##[",
    "; kill-server",
    "agent-1",
    "\ud800",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
);
const anything = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const runs = { numRuns: process.env["TMUX_LONG"] ? 500 : 40 };

/** The value when it was taken as it is; `refused` when an error with a code said so. */
async function taken<T>(work: Promise<T>): Promise<T | "refused"> {
  try {
    return await work;
  } catch (error) {
    expect(
      isTmuxError(error, "InvalidArgument", "InvalidName", "PayloadTooLarge", "BadValue"),
    ).toBe(true);
    expect(isTmuxError(error) && error.delivery).not.toBe("applied");
    return "refused";
  }
}

test("a name: that very session, or a refusal; never another", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (name) => {
      const found = await taken(tmux.sessions.find(name));
      if (isSessionName(name)) expect(found === undefined || name === "agent-10").toBe(true);
      else expect(found).toBe("refused");
      if (name !== "agent-10")
        expect(["absent", "refused"]).toContain(await taken(tmux.sessions.kill(name)));
    }),
    runs,
  );
  expect(await tmux.sessions.find("agent-10")).toEqual(session);
});

test("a value of the environment, an option and a buffer: literally, or refused", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const scope = { session } as const;
      const legal = !/[\0\p{Surrogate}]/u.test(value);
      const set = [
        await taken(tmux.environment.set(scope, "ANY", value)),
        await taken(tmux.options.set(scope, "@any", value)),
        await taken(tmux.buffers.set("any", value)),
      ];
      expect(set).toEqual(
        legal
          ? [undefined, undefined, value === "" ? "refused" : undefined]
          : set.map(() => "refused"),
      );
      if (!legal) return;
      const rows = await tmux.list(["session_name", "@any"]);
      const row = rows.find((each) => each.session_name === "agent-10");
      expect(row?.["@any"]).toBe(value);
      if (value !== "") expect((await tmux.buffers.get("any"))?.toString()).toBe(value);
      // tmux 3.5 alone cannot say some values plainly, and then says so.
      const plain = await tmux.environment.get(scope, "ANY").catch((error: unknown) => {
        expect(isTmuxError(error, "Protocol")).toBe(true);
        return value;
      });
      expect(plain).toBe(value);
    }),
    runs,
  );
});

test("what a program gets: argv, folder and environment, literally or refused", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(anything, async (word) => {
      round += 1;
      const legal = !/[\0\p{Surrogate}]/u.test(word);
      const folderName = word.replaceAll(/[/\0]/g, "").slice(0, 60);
      const folder = join(fixture.directory, "folders", `x${folderName}`);
      if (legal) mkdirSync(folder, { recursive: true });
      const output = join(fixture.directory, `argv-${String(round)}`);
      const script =
        'pwd -P >"$0"; printf "%s\\0%s" "$1" "$ANY" >>"$0"; mv "$0" "$0.done"; exec cat';
      const name = `argv-${String(round)}`;
      const made = await taken(
        tmux.sessions.ensure({
          name,
          command: ["sh", "-c", script, output, word],
          cwd: folder,
          environment: { ANY: word },
          windowName: `w${word.replaceAll(/\p{Cc}/gu, "")}`,
        }),
      );
      if (!legal) {
        expect(made).toBe("refused");
        return;
      }
      expect(made).toMatchObject({ created: true });
      const said = await waitFor(
        () => {
          try {
            return readFileSync(`${output}.done`, "utf8");
          } catch {
            return undefined;
          }
        },
        { what: "the program" },
      );
      expect(said).toBe(`${folder}\n${word}\0${word}`);
      await tmux.sessions.kill(name);
    }),
    { numRuns: process.env["TMUX_LONG"] ? 200 : 25 },
  );
  for (const windowName of ["", "\u001b", "a\nb"]) {
    expect(await taken(tmux.sessions.ensure({ name: "window", windowName }))).toBe("refused");
  }
  expect(readdirSync("/")).not.toContain("x");
});

test("text that is pasted, and text that is typed: byte for byte, or refused", async () => {
  const file = join(fixture.directory, "typed");
  const script = 'stty raw -echo; echo ready; exec cat >"$0"';
  const typed = await tmux.sessions.ensure({ name: "typed", command: ["sh", "-c", script, file] });
  const rows = await tmux.list(["session_id", "pane_id"]);
  const row = rows.find((each) => each.session_id === typed.session.id);
  const pane = { id: row?.pane_id ?? "%4242", server: session.server } as const;
  await waitFor(async () => (await tmux.panes.capture(pane)).includes("ready"), { what: "ready" });
  let expected = "";
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      const legal = !/[\0\p{Surrogate}]/u.test(text);
      expect(await taken(tmux.panes.paste(pane, text))).toBe(legal ? undefined : "refused");
      if (legal) expected += text;
      // What names no key is text: two signs in front make sure of that.
      expect(await taken(tmux.panes.keys(pane, `<>${text}`))).toBe(legal ? undefined : "refused");
      if (legal) expected += `<>${text}`;
      await waitFor(() => readFileSync(file, "utf8").length >= expected.length, { what: "it" });
      expect(readFileSync(file, "utf8")).toBe(expected);
    }),
    runs,
  );
});

test("a megabyte is taken whole, or refused with a code", async () => {
  const big = "é;#{pid}\n".repeat(100_000);
  expect(Buffer.byteLength(big)).toBeGreaterThan(1_000_000 - 1);
  expect(await taken(tmux.sessions.find(big))).toBe("refused");
  expect(await taken(tmux.options.set({ session }, "@big", big))).toBe(undefined);
  const rows = await tmux.list(["session_name", "@big"]);
  expect(rows.find((row) => row.session_name === "agent-10")?.["@big"] === big).toBe(true);
  expect(await taken(tmux.environment.set({ session }, "BIG", big))).toBe(undefined);
  expect((await tmux.environment.get({ session }, "BIG")) === big).toBe(true);
  expect(await taken(tmux.sessions.ensure({ name: "big", cwd: `/${big}` }))).toBe("refused");
});

test("after all that the server and the session are as they were", async () => {
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch: session.server });
  expect(await tmux.sessions.find("agent-10")).toEqual(session);
});
