import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentReport } from "@mosaicstack/fleet";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleInto, openScratch, type Scratch } from "./testing/scratch.js";

describe("a stop that an agent asks for itself, in tmux alone", () => {
  let away: ThrowAwayTmux;
  let me: Scratch;
  let program = "";
  beforeAll(async () => {
    away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
    program = await bundleInto(away.directory);
    me = openScratch(program, away);
  });
  afterAll(async () => await away.close());

  const file = (name: string): string => join(me.home, name);
  const stop = (name: string, ...agents: string[]): string =>
    `TMUX_TMPDIR='${away.env["TMUX_TMPDIR"] ?? away.directory}' '${process.execPath}' '${program}' stop ${agents.join(" ")} --json > '${file(`${name}.json`)}' 2> '${file(`${name}.err`)}' < /dev/null`;
  const script = (name: string, body: string): string => {
    writeFileSync(file(`${name}.sh`), `${body}\n`);
    return `  - { name: ${name}, command: [sh, '${file(`${name}.sh`)}'] }\n`;
  };

  test("is answered, whether it stands below the agent or left its session; its own signals reach it not", async () => {
    const wait = `while [ ! -e '${file("go")}' ]; do sleep 0.05; done`;
    const agents = [
      // The agent ignores what ends it, so that its child has somebody to tell.
      script("inside", `${wait}\n${stop("inside", "inside")}\necho $? > '${file("inside.code")}'`),
      // Longer than the pane half's helper would wait for what bears the mark
      script(
        "apart",
        `${wait}\n(setsid sh -c "${stop("apart", "apart", "deaf").replaceAll('"', '\\"')}; echo \\$? > '${file("apart.code")}'" &)\nexec sleep 4321`,
      ),
      script(
        "deaf",
        `trap '' TERM HUP INT\necho > '${file("deaf.armed")}'\nwhile :; do sleep 1; done`,
      ),
      script("other", "exec sleep 4321"),
    ];
    me.writeRoster(
      `version: 1\nsocket_name: mosaic-fleet\ndefaults: { runtime: command }\nagents:\n${agents.join("")}`,
    );
    expect(await me.run(["up", "--supervisor", "tmux"])).toMatchObject({ code: 0 });
    await waitFor(() => existsSync(file("deaf.armed")), { what: "the trap" });
    writeFileSync(file("go"), "");
    const told = async (name: string): Promise<string> =>
      await waitFor(() => existsSync(file(name)) && readFileSync(file(name), "utf8"), {
        what: name,
        saw: () => readFileSync(file(name.replace(/\..*/, ".err")), "utf8"),
      });
    const code = await told("apart.code");
    expect([code, readFileSync(file("apart.err"), "utf8"), await told("apart.json")]).toEqual([
      "0\n",
      "",
      expect.any(String),
    ]);
    const reports = (text: string): [string, string][] =>
      (JSON.parse(text) as { agents: AgentReport[] }).agents.map(({ agent, outcome }) => [
        agent,
        outcome,
      ]);
    expect(reports(await told("apart.json"))).toEqual([
      ["apart", "stopped"],
      ["deaf", "stopped"],
    ]);
    expect(reports(await told("inside.json"))).toEqual([["inside", "stopped"]]);
    const { stdout } = await me.run(["status", "--json"]);
    const { agents: now } = JSON.parse(stdout) as { agents: { name: string; lifecycle: string }[] };
    expect(now.map(({ name, lifecycle }) => [name, lifecycle])).toEqual([
      ["inside", "inactive"],
      ["apart", "inactive"],
      ["deaf", "inactive"],
      ["other", "active"],
    ]);
    expect(await me.run(["down"])).toMatchObject({ code: 0 });
    expect(me.processes()).toEqual([]);
  });
});
