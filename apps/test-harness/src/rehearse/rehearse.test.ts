import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { run } from "../program.js";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import type { RehearsalDocument } from "./rehearsal-document.js";

const lane = chooseLane("auto", await readLanes());
if (lane.lane === null) console.warn(`rehearsals are skipped, no lane here: ${lane.reason}`);

let folder: string;
let out: string;
beforeAll(() => {
  folder = scratchFolder("rehearse");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function live(roster: string, ...args: string[]): Promise<number> {
  const file = join(folder, "roster.yaml");
  writeFileSync(file, roster);
  out = "";
  const write = (text: string): void => void (out += text);
  return run(["live", "--roster", file, ...args], {
    env: { ...process.env, HOME: folder },
    cwd: folder,
    out: write,
    err: args.includes("json") ? () => undefined : write,
    color: false,
  });
}

const roster = `version: 1
name: mine
socket_name: mine
defaults: { runtime: claude, workdir: ~/nowhere, env_file: ~/nowhere.env }
agents:
  - { name: coder }
  - { name: gone, restart: { policy: no } }
  - { name: night, enabled: false }
  - { name: tool, runtime: command, command: [nowhere] }
`;

it.skipIf(lane.lane === null)("tells for each agent what becomes of it", async () => {
  const code = await live(roster, "--scenario", "agent-crash,reboot", "--format", "json");
  const { disasters, summary } = JSON.parse(out) as RehearsalDocument;
  const told = (id: string): Record<string, unknown> =>
    Object.fromEntries(
      (disasters.find((each) => each.id === id)?.agents ?? []).map(({ name, outcome, memory }) => [
        name,
        [outcome, memory],
      ]),
    );
  expect(told("agent-crash")).toEqual({
    coder: ["back", "conversation"],
    gone: ["away", "conversation"],
    night: ["off", "conversation"],
    tool: ["back", "nothing"],
  });
  expect(told("reboot")).toEqual({
    coder: ["back", "conversation"],
    gone: ["back", "conversation"],
    night: ["off", "conversation"],
    tool: ["back", "nothing"],
  });
  expect(disasters[0]?.agents[1]?.why).toMatch(/`mosaic-fleet start gone`|`mosaic-fleet up`/);
  expect(summary).toEqual({ survived: 1, lost: 1, failed: 0, skipped: 0 });
  expect(code).toBe(1);
});

it.skipIf(lane.lane === null)("under tmux nothing starts at boot, and it is said", async () => {
  const alone = roster.replaceAll(/.*(?:gone|night|tool).*\n/g, "");
  expect(await live(alone, "--scenario", "reboot", "--supervisor", "tmux")).toBe(1);
  expect(out).toMatch(/1 of 1 agents need you\n +coder {2}stays away: /);
});

it.skipIf(lane.lane === null)(
  "an agent that never came up is lost, and nothing is struck",
  async () => {
    const alone = roster.replaceAll(/.*(?:gone|night|tool).*\n/g, "");
    const folderOfDropIns = join(folder, ".config/systemd/user/mosaic-agent@coder.service.d");
    mkdirSync(folderOfDropIns, { recursive: true });
    onTestFinished(() => rmSync(join(folder, ".config"), { recursive: true }));
    writeFileSync(
      join(folderOfDropIns, "mine.conf"),
      "[Unit]\nConditionPathExists=/nowhere\n[Service]\nEnvironment=TOKEN=hush\n",
    );
    expect(await live(alone, "--scenario", "agent-crash", "--format", "json")).toBe(1);
    const { disasters, summary } = JSON.parse(out) as RehearsalDocument;
    expect(summary).toEqual({ survived: 0, lost: 1, failed: 0, skipped: 0 });
    expect(disasters[0]?.reason).toMatch(/^no agent ran/);
    expect(disasters[0]?.agents).toMatchObject([
      { name: "coder", outcome: "away", why: expect.stringMatching(/^it did not come up\. /) },
    ]);
    expect(disasters[0]?.artefacts).toBeUndefined();
  },
);

it.skipIf(lane.lane === null)("where no agent is to run, nothing is rehearsed", async () => {
  const none = roster.replaceAll(/.*(?:coder|gone|tool).*\n/g, "");
  expect(await live(none, "--scenario", "agent-crash")).toBe(5);
  expect(out).toMatch(/no agent is to run/);
});

it.each([
  ["none", "version: 1\nname: x\nsocket_name: x\nagents: []\n", [], /has no agents|not a valid/],
  ["without a socket", roster.replace("socket_name: mine\n", ""), [], /has no `socket_name`/],
  ["that is wrong", "version: 1\nagent: 3\n", [], /is not a valid roster/],
  ["together with --repeat", roster, ["--repeat", "2"], /rehearsed once: leave out `--repeat`/],
  ["together with --quick", roster, ["--quick"], /has disasters, .*: leave out `--quick`/],
  ["with a disaster that is none", roster, ["--scenario", "flood"], /no scenario matches `flood`/],
])("refuses a roster %s", async (_, text, args, message) => {
  expect(await live(text, ...args)).toBe(2);
  expect(out).toMatch(message);
});
