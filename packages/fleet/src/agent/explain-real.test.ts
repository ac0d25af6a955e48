import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { openScratch, type Scratch } from "../../test/scratch.js";
import type { ExplainDocument } from "../documents/explain.js";
import { openFleet } from "../open-fleet.js";

const units = ".config/systemd/user";
const ofAgent = `${units}/mosaic-agent@a.service.d`;
const awkward = '"a \\\\\'\\`\\$HOME 50% é"';

/** An agent that writes its environment down, with every layer that may say something of it. */
async function furnish(home: string, roster: string): Promise<void> {
  const files: Record<string, string> = {
    [roster]: `version: 1
socket_name: mosaic-fleet
defaults:
  runtime: command
  env: { ONE: defaults, TWO: defaults, DEFAULTS: "50% \\"é\\" $HOME" }
agents:
  - name: a
    command: [/bin/sh, -c, 'env -0 > "$HOME/seen.new"; mv "$HOME/seen.new" "$HOME/seen"; exec sleep 1000']
    on_quota: resume
    env: { TWO: agent, THREE: agent, FOUR: agent, FIVE: agent, SIX: agent, PATH: "/opt/own:/usr/bin:/bin" }
    env_file: ~/shared.env
`,
    "shared.env": "THREE=shared\nFOUR=shared\nUNSET=1\n",
    "more.env": "FIVE=more\nMORE='x\ny'\n",
    ".config/mosaic/fleet/agents/a.env": `FOUR=own\nFIVE=own\nAWKWARD=${awkward}\n`,
    [`${ofAgent}/10-early.conf`]:
      "[Service]\nEnvironment=ONE=early EARLY=%h/%i\nEnvironmentFile=%h/gone.env\n",
    [`${units}/service.d/60-all.conf`]: "[Service]\nEnvironment='ALL=a\\tb' SIX=all 1BAD=1\n",
    [`${ofAgent}/60-late.conf`]:
      "[Service]\nEnvironment=THREE=late SIX=late %i_NAME=%n\nEnvironmentFile=-%h/more.env\nUnsetEnvironment=UNSET\n",
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(home, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
  }
}

/** What the agent has of ours: the names that were told, all of the launcher's, and those that it should not have. */
async function seenIn(home: string, told: Record<string, string>): Promise<Record<string, string>> {
  let text = "";
  const read = async (): Promise<string> =>
    await readFile(join(home, "seen"), "utf8").catch(() => "");
  await waitFor(async () => (text = await read()) !== "", { what: "the agent's environment" });
  const isOurs = (name: string): boolean =>
    Object.hasOwn(told, name) || /^(?:MOSAIC_.*|UNSET|1BAD)$/.test(name);
  const lines = text.split("\0").map((line) => /^([^=]+)=([^]*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name = "", value = ""] = line ?? [];
      return isOurs(name) ? [[name, value] as const] : [];
    }),
  );
}

function toldBy({ values }: ExplainDocument): Record<string, string> {
  return Object.fromEntries(values.map(({ name, value }) => [name, value]));
}

/** Each start has its own. */
const life = { MOSAIC_RUN: expect.stringMatching(/^\//) };

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });

  test("an agent has what is told, and nothing more of ours", async () => {
    const { home } = fixture.sandbox;
    await furnish(home, "roster.yaml");
    await fixture.verb("up");
    const told = toldBy(await fixture.verb<ExplainDocument>("explain", "a"));
    expect(await seenIn(home, told)).toEqual({ ...told, ...life });
    expect(told).toMatchObject({
      ONE: "defaults",
      THREE: "shared",
      FIVE: "more",
      SIX: "late",
      a_NAME: "mosaic-agent@a.service",
    });
  });
});

describe("by tmux alone", () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await openScratch();
  });
  afterEach(async () => await scratch.close());

  test("an agent has what is told, and nothing more of ours", async () => {
    const { HOME = "" } = scratch.env;
    await furnish(HOME, "roster.yaml");
    const roster = join(HOME, "roster.yaml");
    const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
    await fleet.up();
    const told = toldBy(await fleet.explain("a"));
    expect(await seenIn(HOME, told)).toEqual({ ...told, ...life });
    expect(told).toMatchObject({ ONE: "defaults", FIVE: "own", SIX: "agent", UNSET: "1" });
  });
});
