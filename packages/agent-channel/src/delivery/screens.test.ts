import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openThrowAwayTmux, waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { everyShell } from "../testing/shells.js";
import {
  findObstacle,
  needsColours,
  runtimes,
  type RuntimeName,
  type Screen,
} from "@mosaicstack/runtimes";
import { lookAtScreens } from "../look-at-screens.js";

// What a screen says is read in TypeScript and, by the drain of a queue, in sh: one rule, two tongues. Each screen stands in a
// real pane: `=== RUNTIME: WORD: what it is`, then the screen, with \e for ESC and ~ at its end for "no new line".

const folder = join(import.meta.dirname, "../../test/fixtures/screens");
const { stdout: client } = await execa("sh", ["-c", "command -v tmux"]);

interface Case {
  readonly title: string;
  readonly runtime: RuntimeName | "command";
  readonly word: string;
  readonly paint: string;
}

const cases = readdirSync(folder).flatMap((name): Case[] => {
  const parts = readFileSync(join(folder, name), "utf8").split(/^=== /m).slice(1);
  return parts.map((part) => {
    const [head = "", ...rest] = part.split("\n");
    const [runtime = "", word = "", ...what] = head.split(": ");
    const lines = rest.join("\n").replaceAll("\\e", "\u001b").replace(/~\n*$/, "");
    const paint = /~\n*$/.test(rest.join("\n")) ? lines : `${lines.trimEnd()}\n`;
    const title = `${basename(name, ".txt")}: ${what.join(": ")}`;
    return { title, runtime: runtime as Case["runtime"], word, paint };
  });
});

/** Where the drain types; elsewhere a plugin hands over, or nobody. */
const types: readonly unknown[] = ["hook", "stream"];

const looksOf = (name: Case["runtime"]) => (name === "command" ? undefined : runtimes[name]);

describe("what a screen says", async () => {
  const found = await lookAtAll();
  test.each(found)("$title: $word", ({ runtime, screen, word }) => {
    const obstacle = findObstacle(looksOf(runtime), screen);
    expect(obstacle?.word ?? "nothing").toBe(word);
  });

  test.each(everyShell())("the drain reads the same, under $name", ({ name }) => {
    const said = found.map(({ title, shells }) => [title, shells[name]]);
    const typed = found.filter(
      ({ runtime }) => runtime === "command" || types.includes(runtimes[runtime].channel.drain),
    );
    expect(typed.length).toBeGreaterThan(50);
    const wanted = typed.map(({ title, word }) => [title, word === "nothing" ? "" : word]);
    const got = said.filter(([title]) => typed.some((each) => each.title === title));
    expect(got).toEqual(wanted);
  });
});

/** Paints each in a session of its own, and asks both. */
async function lookAtAll(): Promise<
  (Case & { readonly screen: Screen; readonly shells: Readonly<Record<string, string>> })[]
> {
  await using server = await openThrowAwayTmux();
  const { tmux, directory } = server;
  const paint = `cat "$0"; printf '\\033]2;painted\\033\\\\'; exec sleep 1000`;
  await Promise.all(
    cases.map(async (each, at) => {
      const file = join(directory, `screen${at}`);
      writeFileSync(file, each.paint);
      const command = ["sh", "-c", `stty -echo; ${paint}`, file];
      await tmux.sessions.ensure({ name: `s${at}`, command, size: { width: 100, height: 30 } });
    }),
  );
  const fields = ["session_name", "pane_id", "pane_title", "pid", "start_time"] as const;
  const rows = await waitFor(
    async () => {
      const all = await tmux.list([...fields, "socket_path"]);
      return all.every((row) => row.pane_title === "painted") && all;
    },
    { what: "every screen", timeoutMs: 60_000 },
  );
  const panes = cases.map((_, at) => {
    const row = rows.find(({ session_name }) => session_name === `s${at}`);
    if (row === undefined) throw new Error(`screen ${at} has no session`);
    const ref = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
    return { ref, socket: row.socket_path };
  });
  const screens = await lookAtScreens(
    tmux,
    panes.map(({ ref }, at) => ({
      pane: ref,
      colours: needsColours(looksOf(cases[at]?.runtime ?? "command")),
    })),
  );
  const shells = cases.map((): Record<string, string> => ({}));
  for (const shell of everyShell()) {
    const { drainQueue } = installPaneScripts(join(directory, shell.name), shell);
    for (const [at, { ref, socket }] of panes.entries()) {
      const runtime = looksOf(cases[at]?.runtime ?? "command");
      const channel = join(directory, `channel${at}`);
      const state = join(directory, `state${at}`);
      mkdirSync(channel, { recursive: true });
      mkdirSync(state, { recursive: true });
      symlinkOnce(state, join(channel, "state"));
      const target = {
        client,
        socket,
        pane: ref.id,
        session: `s${at}`,
        draft: runtime?.box.text ?? "",
        shown: runtime?.box.shown ?? "",
        empty: runtime?.box.empty ?? "",
        dialogs: runtime?.ready.dialogs.join("|") ?? "",
      };
      const lines = Object.entries(target).map(([key, value]) => `${key}=${value}\n`);
      writeFileSync(join(channel, "target"), lines.join(""));
      const { stdout } = await execa(drainQueue, ["--look", channel], {
        env: { PATH: "/usr/bin:/bin", TMUX_TMPDIR: directory },
        extendEnv: false,
      });
      Object.assign(shells[at] ?? {}, { [shell.name]: stdout.replace(/: .*/s, "") });
    }
  }
  return cases.map((each, at) => {
    const look = screens[at];
    if (look?.status !== "done") throw new Error(`screen ${at} could not be looked at`);
    return { ...each, screen: look.value, shells: shells[at] ?? {} };
  });
}

function symlinkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
