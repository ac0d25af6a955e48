import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heardIn, mosaic, startsOf, tmuxBed, type Bed } from "./testing/bed.js";
import { faultOf } from "./testing/judge.js";
import { parseStatus } from "./testing/planted-fleet.js";
import { bundleInto } from "./testing/scratch.js";

const socket = "mosaic-fleet";
const OLD = new Date("2020-01-01T00:00:00Z");

let away: ThrowAwayTmux;
let bed: Bed;
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  bed = tmuxBed(await bundleInto(away.directory), away);
  const file = join(bed.home, ".config/mosaic/fleet/roster.yaml");
  mkdirSync(join(file, ".."), { recursive: true });
  const agent = (name: string): string =>
    `  - { name: ${name}, runtime: claude, env: { CLAUDE_CONFIG_DIR: ${bed.home}/.cache/${name} } }\n`;
  writeFileSync(
    file,
    `version: 1
name: hostile
socket_name: ${socket}
defaults: { restart: { policy: always, delay: 1s } }
agents:
  - { name: good, runtime: command, command: [start-agent-session.sh, --canary] }
  - { name: plain, runtime: command, command: [cat] }
${["talks", "queues", "limited", "marked"].map(agent).join("")}`,
  );
  await mosaic(bed, ["up", "--supervisor", "tmux"]);
});
afterAll(async () => await away.close());

const channel = (agent: string): string =>
  join(bed.runtime, "mosaic-fleet/channels", socket, agent);
const kept = (agent: string): string =>
  join(bed.home, ".local/state/mosaic/fleet/agents", socket, agent);
const says = (agent: string, lines: string): void =>
  writeFileSync(join(channel(agent), "activity"), lines);
const pane = async (agent: string): Promise<number> => {
  const { agents } = parseStatus(await mosaic(bed, ["status", "--json"]));
  const pid = agents.find(({ name }) => name === agent)?.pane?.pid;
  if (pid === undefined) throw new Error(`${agent} has no pane`);
  return pid;
};
const shown = async (agent: string): Promise<string> =>
  (await bed.exec("tmux", ["-L", socket, "capture-pane", "-p", "-J", "-t", `=${agent}:`])).stdout;
/** The words of each start of a stand-in. */
const starts = (): string[][] =>
  readFileSync(startsOf(bed.home), "latin1")
    .split("\0\n")
    .filter(Boolean)
    .map((line) => line.split("\0"));

test("the id of a conversation that is none reaches no command line", async () => {
  expect(await mosaic(bed, ["stop", "talks"])).toMatchObject({ code: 0 });
  for (const id of ["--dangerously-skip-permissions", "a b"]) {
    writeFileSync(join(kept("talks"), "conversation"), `${id}\n`);
    const before = starts().length;
    expect(await mosaic(bed, ["start", "talks"])).toMatchObject({ code: 0 });
    const added = starts().slice(before);
    expect(added).not.toEqual([]);
    for (const words of added) expect(words.filter((word) => word.includes(id))).toEqual([]);
    expect(await mosaic(bed, ["stop", "talks"])).toMatchObject({ code: 0 });
  }
  // One that is, does; else this test would see nothing.
  writeFileSync(join(kept("talks"), "conversation"), "3f0c8a52-aaaa-4bbb-8ccc-1234567890ab\n");
  expect(await mosaic(bed, ["start", "talks"])).toMatchObject({ code: 0 });
  expect(starts().at(-1)).toContain("3f0c8a52-aaaa-4bbb-8ccc-1234567890ab");
});

test("an old folder among large messages keeps none from arriving", async () => {
  const folder = join(kept("talks"), "messages/planted");
  mkdirSync(folder, { recursive: true });
  utimesSync(folder, OLD, OLD);
  says("talks", "state=idle\nsource=hook\n");
  const sent = await mosaic(bed, ["send", "talks", "-", "--json"], { stdin: "y".repeat(300_000) });
  const [delivery] = (JSON.parse(sent.stdout) as { deliveries: Record<string, unknown>[] })
    .deliveries;
  // The stand-in gives no receipt
  expect(["delivered", "uncertain"]).toContain(delivery?.["outcome"]);
  expect(existsSync(join(kept("talks"), "messages", `${String(delivery?.["id"])}.txt`))).toBe(true);
});

test("what was put into the queue loses its control characters, whoever hands it over", async () => {
  const program = await programOf("queues");
  const queue = (name: string, word: string): void => {
    const text = `\u001B[201~\u0003\u001C\u001A${word}\u009B31m\r`;
    writeFileSync(join(kept("queues"), "queue", name), text, { mode: 0o600 });
    says("queues", "state=idle\nsource=hook\n");
  };
  const heard = (): string => readFileSync(heardIn(bed.home), "utf8");
  const arrives = async (word: string): Promise<void> =>
    void (await waitFor(() => heard().includes(word), { what: `${word} to be typed`, saw: heard }));

  queue("1000000000000-by-send", "SENT");
  expect(faultOf(await mosaic(bed, ["send", "queues", "behind it"]))).toBeUndefined();
  await arrives("SENT");
  queue("1000000000001-by-hook", "DRAINED");
  await bed.exec(join(bed.home, ".config/mosaic/tools/fleet/drain-queue.sh"), [channel("queues")]);
  await arrives("DRAINED");
  expect(await programOf("queues")).toBe(program);
  expect(heard()).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});

test("`until` that is no plain number neither ends the loop nor is believed", async () => {
  const half = await pane("limited");
  for (const until of ["0899", "9".repeat(40), "-1", "0x7fffffffffff"]) {
    const before = starts().length;
    says("limited", `state=blocked\nsource=hook\nkind=quota\nuntil=${until}\n`);
    expect(faultOf(await mosaic(bed, ["status"]))).toBeUndefined();
    await bed.exec("tmux", ["-L", socket, "send-keys", "-t", "=limited:", "/exit", "Enter"]);
    await waitFor(() => starts().length > before, {
      what: `a restart behind until=${until}`,
      saw: async () => await shown("limited"),
    });
  }
  expect(await pane("limited")).toBe(half);
});

test("the mark of an agent makes nobody else its process", async () => {
  const environment = readFileSync(`/proc/${await programOf("marked")}/environ`, "utf8");
  const mark = /MOSAIC_RUN=[^\0]*/.exec(environment)?.[0].slice("MOSAIC_RUN=".length) ?? "";
  expect(mark).toContain("/hand/marked.");
  const env = { ...process.env, MOSAIC_RUN: mark };
  const persons = spawn("sleep", ["3600"], { env, detached: true, stdio: "ignore" });
  await once(persons, "spawn");
  try {
    // The command bears it too, as one that an agent runs does
    const stop = await mosaic(bed, ["stop", "marked", "--json"], { env: { MOSAIC_RUN: mark } });
    expect(stop).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(stop.stdout)).toMatchObject({ agents: [{ outcome: "stopped" }] });
    expect([persons.exitCode, persons.signalCode]).toEqual([null, null]);
  } finally {
    persons.kill("SIGKILL");
  }
});

test("what a killed sender left in the box is not sent with the next message", async () => {
  for (const round of [1, 2, 3]) {
    const argv = [bed.program, "send", "plain", `killed ${round} <`];
    const env = { ...away.env, HOME: bed.home, XDG_RUNTIME_DIR: bed.runtime };
    const sender = spawn(process.execPath, argv, { env, stdio: "ignore" });
    const ended = once(sender, "close");
    // Pasted, and not yet submitted
    await waitFor(
      async () => (await shown("plain")).includes(`killed ${round}`) || sender.exitCode !== null,
      { what: "the paste, or a refusal", everyMs: 1 },
    );
    sender.kill("SIGKILL");
    await ended;
  }
  const last = await mosaic(bed, ["send", "plain", "the last one <", "--json"]);
  expect(faultOf(last)).toBeUndefined();
  const { deliveries } = JSON.parse(last.stdout) as { deliveries: { outcome: string }[] };
  const lines = (await shown("plain")).split("\n").filter((line) => line.includes("<"));
  const isWhole = lines.some((line) => line.trim() === "the last one <");
  expect({ lines, isWhole }).toEqual({ lines, isWhole: deliveries[0]?.outcome === "delivered" });
  for (const line of lines.filter((each) => each.includes("last"))) {
    expect(line.split("<")).toHaveLength(2);
  }
});

test("an agent's env file moves neither its channel nor its tools", async () => {
  const file = join(bed.home, ".config/mosaic/fleet/agents/good.env");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "MOSAIC_CHANNEL=/nowhere\nMOSAIC_TOOLS=/nowhere\n");
  await mosaic(bed, ["stop", "good"]);
  const start = await mosaic(bed, ["start", "good"]);
  expect(start).toMatchObject({ code: 2, stderr: expect.stringContaining("MOSAIC_CHANNEL") });
  rmSync(file);
  expect(await mosaic(bed, ["start", "good"])).toMatchObject({ code: 0 });
  const environment = readFileSync(`/proc/${await programOf("good")}/environ`, "utf8").split("\0");
  expect(environment).toContain(`MOSAIC_CHANNEL=${channel("good")}`);
});

/** The process that the pane half runs. */
async function programOf(agent: string): Promise<number> {
  const half = await pane(agent);
  const children = readdirSync(`/proc/${half}/task`).flatMap((task) =>
    readFileSync(`/proc/${half}/task/${task}/children`, "utf8").trim().split(" "),
  );
  const marked = children.map(Number).find((pid) => {
    const environment = pid > 0 ? readFileSync(`/proc/${pid}/environ`, "utf8") : "";
    return environment.includes("MOSAIC_RUN=");
  });
  if (marked === undefined) throw new Error(`${agent} runs no program`);
  return marked;
}
