import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseRoster, resolveFleet } from "@mosaicstack/roster";
import type { ExplainDocument } from "../documents/explain.js";
import { fleetPaths } from "../files/paths.js";
import { explainAgent } from "./explain.js";
import { selectAgent } from "./select-agents.js";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "explain-"));
});
afterEach(async () => await rm(home, { recursive: true }));

type Kind = "systemd" | "tmux";

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(home, file)), { recursive: true });
  await writeFile(join(home, file), text, { mode: 0o600 });
}

const own = ".config/mosaic/fleet/agents/a.env";
const units = ".config/systemd/user";
const ofAgent = `${units}/mosaic-agent@a.service.d`;

/** Of agent `a`; `entry` are more of its keys, `defaults` those of all. */
async function explain(
  entry = "",
  { kind = "systemd", defaults = "" }: { kind?: Kind; defaults?: string } = {},
): Promise<ExplainDocument> {
  const text = `version: 1
socket_name: mosaic-fleet
defaults:
  workdir: ~/src
${defaults}agents:
  - name: a
    runtime: command
    command: [/bin/sh, -c, "true"]
${entry}`;
  const { roster, diagnostics } = parseRoster(text, { file: "r.yaml" });
  if (roster === undefined) throw new Error(JSON.stringify(diagnostics));
  const desired = resolveFleet(roster, { home });
  const env = { HOME: home, XDG_RUNTIME_DIR: join(home, "run"), PATH: "/usr/bin:/bin" };
  const context = { desired, env, paths: fleetPaths(env), socket: "mosaic-fleet" };
  const supervisor = { kind, path: "/usr/bin:/bin" };
  const all = { ...context, systemdVersion: async () => 257, supervisor };
  return await explainAgent(all, selectAgent(desired, "a"));
}

/** `VALUE KIND FILE:LINE` of a variable, the home as `~`. */
function told({ values }: ExplainDocument, name: string): string | undefined {
  const found = values.find((each) => each.name === name);
  if (found === undefined) return undefined;
  const { kind, file = "", line = "" } = found.source;
  return `${found.value} ${kind} ${file}:${line}`.replace(/ :$/, "").replaceAll(home, "~");
}

test("what the roster changes of its runtime, in the roster's own words and with its place", async () => {
  const text = `version: 1
socket_name: mosaic-fleet
runtimes:
  pi: { stuck: 5m }
  claude:
    ready: { dialogs: [One, "T{2}wo"], deadline: 150s }
    title: { idle: null }
    quit: /bye
agents: [{ name: a, runtime: claude }, { name: b, runtime: command, command: [x] }]
`;
  const { roster, diagnostics } = parseRoster(text, { file: "/r.yaml" });
  if (roster === undefined) throw new Error(JSON.stringify(diagnostics));
  const desired = resolveFleet(roster, { home });
  const env = { HOME: home, XDG_RUNTIME_DIR: join(home, "run"), PATH: "/usr/bin:/bin" };
  const context = { desired, env, paths: fleetPaths(env), socket: "mosaic-fleet" };
  const supervisor = { kind: "tmux" as const, path: "/usr/bin:/bin" };
  const all = { ...context, systemdVersion: async () => 257, supervisor };
  const { runtime } = await explainAgent(all, selectAgent(desired, "a"));
  const changes = runtime?.map(({ name, value, source: { kind, line } }) => [
    name,
    value,
    kind,
    line,
  ]);
  expect(changes).toEqual([
    ["ready.dialogs", '["One","T{2}wo"]', "defaults", 6],
    ["ready.deadline", "2m30s", "defaults", 6],
    ["title.idle", "null", "defaults", 7],
    ["quit", "/bye", "defaults", 8],
  ]);
  expect(await explainAgent(all, selectAgent(desired, "b"))).not.toHaveProperty("runtime");
  await write(own, "MOSAIC_AGENT_RUNTIME=pi\n");
  expect((await explainAgent(all, selectAgent(desired, "a"))).runtime).toMatchObject([
    { name: "stuck", value: "5m" },
  ]);
});

describe("each layer wins over those below it", () => {
  const layers = ["defaults", "agent", "early", "late", "env_file", "own"];
  /** In the layers of `mask`, a name; in each the value is the layer's. */
  const name = (mask: number): string => `L${mask}`;
  const masks = Array.from({ length: 2 ** layers.length - 1 }, (_, index) => index + 1);
  const holding = (layer: string): number[] =>
    masks.filter((mask) => (mask & (1 << layers.indexOf(layer))) !== 0);
  const yaml = (layer: string, indent: string): string =>
    `${indent}env:\n${holding(layer)
      .map((mask) => `${indent}  ${name(mask)}: ${layer}\n`)
      .join("")}`;
  const lines = (layer: string): string =>
    holding(layer)
      .map((mask) => `${name(mask)}=${layer}\n`)
      .join("");
  const dropIn = (layer: string): string =>
    `[Service]\n${lines(layer)
      .replaceAll(/^/gm, "Environment=")
      .replace(/Environment=$/, "")}`;

  /** The layers of a supervisor, lowest first: a drop-in counts in the order of the files' names, ours is 50. */
  const orders: Record<Kind, readonly string[]> = {
    systemd: ["early", "defaults", "agent", "late", "env_file", "own"],
    tmux: ["defaults", "agent", "env_file", "own"],
  };
  const places: Record<string, { kind: string; file: string; before: number }> = {
    defaults: { kind: "defaults", file: "r.yaml", before: 5 },
    agent: { kind: "agent", file: "r.yaml", before: 5 + 32 + 5 },
    early: { kind: "drop-in", file: `~/${ofAgent}/10-early.conf`, before: 1 },
    late: { kind: "drop-in", file: `~/${units}/mosaic-agent@.service.d/60-late.conf`, before: 1 },
    env_file: { kind: "roster-env-file", file: "~/shared.env", before: 0 },
    own: { kind: "env-file", file: `~/${own}`, before: 0 },
  };

  test.each(["systemd", "tmux"] as const)("under %s", async (kind) => {
    await write(`${ofAgent}/10-early.conf`, dropIn("early"));
    await write(`${units}/mosaic-agent@.service.d/60-late.conf`, dropIn("late"));
    await write("shared.env", lines("env_file"));
    await write(own, lines("own"));
    const entry = `${yaml("agent", "    ")}    env_file: ~/shared.env\n`;
    const document = await explain(entry, { kind, defaults: yaml("defaults", "  ") });
    for (const mask of masks) {
      const winner = orders[kind].findLast((layer) => holding(layer).includes(mask));
      const place = winner === undefined ? undefined : places[winner];
      const line = holding(winner ?? "").indexOf(mask) + 1 + (place?.before ?? 0);
      const wanted = place && `${winner} ${place.kind} ${place.file}:${line}`;
      expect([mask, told(document, name(mask))]).toEqual([mask, wanted]);
    }
  });
});

describe("a person's drop-ins count as systemd has it", () => {
  test("an empty line takes back what stands above it, ours too; UnsetEnvironment what is left", async () => {
    await write(own, "KEPT=1\nTAKEN=1\n");
    await write(
      `${ofAgent}/60-own.conf`,
      "[Service]\nEnvironment=LOST=1\nEnvironment=\nEnvironment=B=2 'C=two words' P=50%% H=%h\nUnsetEnvironment=TAKEN\n",
    );
    const document = await explain("    env: { A: x }\n");
    expect(
      ["A", "B", "C", "P", "H", "LOST", "TAKEN", "KEPT", "PATH"].map((name) =>
        told(document, name),
      ),
    ).toEqual([
      undefined,
      `2 drop-in ~/${ofAgent}/60-own.conf:4`,
      `two words drop-in ~/${ofAgent}/60-own.conf:4`,
      `50% drop-in ~/${ofAgent}/60-own.conf:4`,
      `~ drop-in ~/${ofAgent}/60-own.conf:4`,
      undefined,
      undefined,
      `1 env-file ~/${own}:1`,
      undefined,
    ]);
    // As the launcher takes it, with neither runtime nor command.
    expect(document.command.slice(1)).toEqual(["--canary", "a"]);
    expect(document.workdir).toBe(home);
  });

  test("their env files count in the order of all, and ours are taken back by an empty line", async () => {
    await write(own, "A=own\nB=own\n");
    await write("more.env", "# a\nA=more\n");
    const file = join(home, "more.env");
    await write(`${units}/service.d/70-more.conf`, `[Service]\nEnvironmentFile=${file}\n`);
    const added = await explain();
    expect([told(added, "A"), told(added, "B")]).toEqual([
      "more drop-in ~/more.env:2",
      `own env-file ~/${own}:2`,
    ]);
    await write(`${ofAgent}/80-none.conf`, "[Service]\nEnvironmentFile=\n");
    const reset = await explain();
    expect([told(reset, "A"), told(reset, "B")]).toEqual([undefined, undefined]);
  });

  test("one of our name elsewhere, and one that another hides, do not count", async () => {
    await write(`${units}/service.d/50-roster.conf`, "[Service]\nEnvironment=A=1\n");
    await write(`${units}/service.d/60-x.conf`, "[Service]\nEnvironment=B=1\n");
    await mkdir(join(home, ofAgent), { recursive: true });
    await symlink("/dev/null", join(home, ofAgent, "60-x.conf"));
    const document = await explain();
    expect([told(document, "A"), told(document, "B")]).toEqual([undefined, undefined]);
  });

  test("what they name instead of the roster is run, and nothing of it by tmux alone", async () => {
    await write(".local/bin/mine", "");
    await chmod(join(home, ".local/bin/mine"), 0o700);
    const lines = "Environment='MOSAIC_AGENT_COMMAND=mine \"a b\"' MOSAIC_AGENT_WORKDIR=${HOME}/w";
    await write(`${ofAgent}/60-own.conf`, `[Service]\n${lines}\n`);
    const { command, workdir } = await explain();
    expect([command, workdir]).toEqual([[join(home, ".local/bin/mine"), "a b"], join(home, "w")]);
    expect(await explain("", { kind: "tmux" })).toMatchObject({
      command: ["/bin/sh", "-c", "true"],
      workdir: join(home, "src"),
    });
  });
});

test("what the launcher adds has the place of the key that it comes from", async () => {
  const document = await explain(`    on_quota: resume\n    env: { PATH: "/opt:/bin" }\n`);
  expect(document.values.map(({ name }) => `${name}: ${told(document, name)}`).join("\n"))
    .toMatchInlineSnapshot(`
    "MOSAIC_AGENT_RUNTIME: command agent r.yaml:7
    MOSAIC_AGENT_WORKDIR: ~/src defaults r.yaml:4
    MOSAIC_CHANNEL: ~/run/mosaic-fleet/channels/mosaic-fleet/a built-in
    MOSAIC_ON_QUOTA: resume agent r.yaml:9
    MOSAIC_TMUX_SOCKET: mosaic-fleet defaults r.yaml:2
    MOSAIC_TOOLS: ~/.config/mosaic/tools/fleet built-in
    MOSAIC_UNIT: mosaic-agent@a.service built-in
    PATH: /opt:/bin agent r.yaml:10"
  `);
});

test("of a runtime that an env file names, all its own words are run", async () => {
  await write(own, "MOSAIC_AGENT_RUNTIME=cline\n");
  expect((await explain()).command).toEqual(["cline", "--tui"]);
});

test.each([
  ['MOSAIC_AGENT_COMMAND="\'open"\n', "bad-command", 1],
  ["MOSAIC_AGENT_COMMAND=' '\n", "bad-command", 1],
  ["A=1\nMOSAIC_AGENT_RUNTIME=emacs\n", "bad-command", 2],
  ["MOSAIC_AGENT_WORKDIR='$USER/x'\n", "MF614", 1],
  ["A=$HOME\n", "MF611", 1],
  ["MOSAIC_RUN=1\n", "reserved-env-name", 1],
])("what a file says wrong is told once, with its line: %j", async (text, code, line) => {
  await write(own, text);
  const { diagnostics } = await explain();
  expect(diagnostics.map((each) => [each.code, each.file, each.line])).toEqual([
    [code, join(home, own), line],
  ]);
});

test.each([own, "more.env"])("a file that systemd refuses whole is thrown: %s", async (file) => {
  const line = `EnvironmentFile=-${join(home, "more.env")}`;
  await write(`${ofAgent}/60-own.conf`, `[Service]\n${line}\n`);
  await write(file, "A=1\nB=\0\n");
  await expect(explain()).rejects.toMatchObject({
    code: "InvalidRoster",
    message: expect.stringContaining(`${join(home, file)}:2:3: `),
  });
});
