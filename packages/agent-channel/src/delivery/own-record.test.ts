import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { shellsOfLongSuites } from "../testing/shells.js";
import type { DeliveryRecord } from "../channel/delivery-record.js";
import { deliver } from "./deliver.js";

// A runtime that tells no receipt, or none in time, and keeps a record of its conversation. Both typists.
const id = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
const lines = {
  rollouts:
    '{"timestamp":"2026-11-29T16:09:53.112Z","ordinal":18,"type":"event_msg","payload":{"type":"item_completed","thread_id":"t","turn_id":"t","item":{"type":"UserMessage","id":"i","client_id":"c","content":[{"type":"text","text":"TEXT","text_elements":[]}]}}}',
  transcript:
    '{"parentUuid":null,"isSidechain":false,"promptId":"p","type":"user","message":{"role":"user","content":"TEXT"},"uuid":"u"}',
} as const;
type Place = keyof typeof lines;
const line = (place: Place, text: string): string => `${lines[place].replace("TEXT", text)}\n`;

let shelter: ThrowAwayTmux;
beforeAll(async () => {
  shelter = await openThrowAwayTmux({ start: false });
});
afterAll(async () => await shelter.close());

type Engine = (agent: DrainedAgent, text: string) => Promise<Partial<DeliveryRecord> | undefined>;
const drain: Engine = async (agent, text) => {
  const message = agent.enqueue(text);
  expect(await agent.drain()).toEqual([0, ""]);
  return agent.record(message);
};
const send: Engine = async ({ target }, text) => await deliver(target, text);
const [first] = shellsOfLongSuites();
const engines = [
  ...shellsOfLongSuites().map((shell) => ({
    name: `the drain under ${shell.name}`,
    shell,
    engine: drain,
  })),
  { name: "send", shell: first!, engine: send },
];

describe.each(engines)("$name", ({ shell, engine }) => {
  const open = async (
    place: Place,
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ agent: DrainedAgent; path: string } & AsyncDisposable> => {
    const script = installPaneScripts(join(shelter.directory, shell.name), shell).drainQueue;
    const folder = join(shelter.directory, `records-${(count += 1)}`);
    const day = join(folder, "2026/11/29");
    mkdirSync(day, { recursive: true });
    const name = place === "rollouts" ? `rollout-2026-11-29T16-09-52-${id}` : id;
    const path = join(day, `${name}.jsonl`);
    // What it said before is long, and no receipt
    writeFileSync(path, line(place, "again").repeat(100));
    const agent = await openDrainedAgent(script, {
      BOX_HOOK: "0",
      BOX_RECORD: path,
      BOX_RECORD_LINE: lines[place],
      ...env,
    });
    const { folder: channel, state } = agent.target.channel;
    agent.tell("state=idle\nsource=hook\n");
    if (place === "rollouts") {
      agent.aim({ rollouts: folder });
      writeFileSync(join(state, "conversation"), `${id}\n`);
    } else {
      const receipt = { session_id: id, transcript_path: path, prompt: "before" };
      writeFileSync(join(channel, "receipt"), JSON.stringify(receipt));
    }
    return {
      agent,
      path,
      [Symbol.asyncDispose]: async () => await agent[Symbol.asyncDispose](),
    };
  };

  test.each(["rollouts", "transcript"] as const)(
    "without a receipt its own record is one, once and word for word (%s)",
    async (place) => {
      await using box = await open(place);
      const text = 'say "again"\n\tto C:\\new; é 漢';
      for (const each of [text, "again"])
        expect(await engine(box.agent, each)).toMatchObject({
          outcome: "delivered",
          receipt: "record",
        });
      expect(box.agent.submissions().map((each) => each.text)).toEqual([text, "again"]);
    },
  );

  // Each waits for its time to be over
  const patient = shell === first ? ["older ones"] : [];
  test.each(patient)("other words are not delivered, nor are %s", async () => {
    await using box = await open("transcript", {
      BOX_RECORD_LINE: line("transcript", "quite TEXT").trim(),
    });
    expect(await engine(box.agent, "again")).toMatchObject({
      outcome: "uncertain",
      receipt: null,
      reason: expect.stringMatching(/^no-receipt/) as string,
    });
    expect(box.agent.submissions()).toHaveLength(1);
  });

  test.each(patient.map(() => "escapes"))(
    "nor are other words that are written in %s alone",
    async () => {
      await using box = await open("transcript", {
        BOX_RECORD_LINE: line("transcript", String.raw`\u00e9`).trim(),
      });
      expect(await engine(box.agent, "漢字")).toMatchObject({
        outcome: "uncertain",
        receipt: null,
      });
    },
  );

  test("Enter goes again where it holds nothing and the box the text, and not behind it", async () => {
    await using box = await open("rollouts", { BOX_DEAF: "2" });
    expect(await engine(box.agent, "third time lucky")).toMatchObject({
      outcome: "delivered",
      receipt: "record",
    });
    expect(box.agent.submissions().map((each) => each.text)).toEqual(["third time lucky"]);
  });
});
let count = 0;

test("a record that is not this agent's alone, or not ours to read, proves nothing", async () => {
  const script = installPaneScripts(join(shelter.directory, "own"), first!).drainQueue;
  const folder = join(shelter.directory, "planted");
  const day = join(folder, "2026/11/29");
  mkdirSync(day, { recursive: true });
  const elsewhere = join(shelter.directory, "elsewhere.jsonl");
  writeFileSync(elsewhere, "");
  const path = join(day, `rollout-2026-11-29T16-09-52-${id}.jsonl`);
  symlinkSync(elsewhere, path);
  const env = { BOX_HOOK: "0", BOX_RECORD: elsewhere, BOX_RECORD_LINE: lines.rollouts };
  await using agent = await openDrainedAgent(script, env);
  const { folder: channel, state } = agent.target.channel;
  agent.tell("state=idle\nsource=hook\n");
  agent.aim({ rollouts: folder });
  const tried = [
    // No conversation is noted, though there is one
    undefined,
    // It is a link
    id,
    // It is no id
    `../${id}`,
  ];
  const policy = { receiptMs: 1000, enterMs: 500 };
  for (const [at, noted] of tried.entries()) {
    if (noted !== undefined) writeFileSync(join(state, "conversation"), `${noted}\n`);
    const end = await deliver(agent.target, `try ${at}`, policy);
    expect([noted, end.outcome]).toEqual([noted, "uncertain"]);
  }
  writeFileSync(join(state, "conversation"), `${id}\n`);
  expect(await drain(agent, "by the drain")).toMatchObject({ outcome: "uncertain" });
  agent.aim({ rollouts: "" });
  for (const session of ["other", "a/b", ""]) {
    const receipt = { session_id: session, transcript_path: elsewhere };
    writeFileSync(join(channel, "receipt"), JSON.stringify(receipt));
    const end = await deliver(agent.target, `of ${session}`, policy);
    expect([session, end.outcome]).toEqual([session, "uncertain"]);
  }
  expect(await drain(agent, "by the drain, too")).toMatchObject({ outcome: "uncertain" });
});
