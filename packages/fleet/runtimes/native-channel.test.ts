import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openNativeAgent, type NativeAgent, type NativeProgram } from "./native-agent.js";
import { sha256 } from "./real-terminal.js";

const opencode: NativeProgram = {
  name: "opencode",
  prepare: ({ home, scripts, model }) => {
    const folder = join(home, ".config", "opencode");
    mkdirSync(folder, { recursive: true });
    const provider = {
      npm: "@ai-sdk/openai-compatible",
      options: { baseURL: model, apiKey: "none" },
      models: { "stand-in": { limit: { context: 100_000, output: 4000 } } },
    };
    writeJson(join(folder, "opencode.json"), {
      autoupdate: false,
      model: "local/stand-in",
      small_model: "local/stand-in",
      provider: { local: provider },
    });
    writeJson(join(folder, "tui.json"), { plugin: ["./own.js"] });
    writeFileSync(
      join(folder, "own.js"),
      `import { writeFileSync } from "node:fs";
       export default { id: "own", tui: async () => writeFileSync(${JSON.stringify(join(home, "own"))}, "") };`,
    );
    return {
      args: [],
      environment: { OPENCODE_TUI_CONFIG: join(scripts, "opencode-tui.json") },
    };
  },
};

const pi: NativeProgram = {
  name: "pi",
  prepare: ({ home, scripts, model }) => {
    const folder = join(home, ".pi", "agent");
    mkdirSync(join(folder, "extensions"), { recursive: true });
    writeJson(join(folder, "models.json"), {
      providers: {
        local: {
          baseUrl: model,
          api: "openai-completions",
          apiKey: "none",
          compat: { supportsDeveloperRole: false, supportsReasoningEffort: false },
          models: [{ id: "stand-in" }],
        },
      },
    });
    writeJson(join(folder, "settings.json"), {
      defaultProvider: "local",
      defaultModel: "stand-in",
    });
    writeFileSync(
      join(folder, "extensions", "own.js"),
      `import { writeFileSync } from "node:fs";
       export default () => writeFileSync(${JSON.stringify(join(home, "own"))}, "");`,
    );
    const conversations = join(home, "conversations");
    return {
      args: ["-e", join(scripts, "pi-channel.js"), "--session-dir", conversations],
      environment: { PI_OFFLINE: "1" },
    };
  },
};

const programs = [
  // Requests that are refused before the program itself tells of it
  { name: "opencode", program: opencode, refused: 1, goOn: (id: string) => ["--session", id] },
  { name: "pi", program: pi, refused: 3, goOn: () => ["--continue"] },
];

describe.each(programs)("the channel inside $name", ({ name, program, refused, goOn }) => {
  let agent: NativeAgent;
  beforeAll(async () => {
    agent = await openNativeAgent(program);
    await agent.start();
    await agent.says("idle");
  });
  afterAll(async () => await agent.terminal.close());
  const prompts = () => agent.terminal.model.prompts();
  const asked = () => prompts().map(({ text }) => text);

  test("hands over a message byte for byte, tells of it, and leaves a half-typed draft alone", async () => {
    expect(existsSync(join(agent.terminal.home, "own"))).toBe(true);
    // What is typed before the box is painted would be lost
    await agent.isShown("[┃─]");
    await agent.terminal.keys("half typed");
    await agent.isShown("half typed");
    const text = "/exit is no command here;\n  ünd two  lines;\n";
    const gate = gateOf();
    agent.terminal.model.next({ text: "first answer", after: gate.promise });
    agent.enqueue("one", text);
    await agent.isAsked(text);
    await agent.says("working");
    expect(JSON.parse(agent.terminal.read("receipt"))).toEqual({ prompt: text, id: "one" });
    gate.resolve();
    await agent.says("done");
    await agent.isShown("first answer");
    await agent.isShown("half typed");
    expect(prompts()).toMatchObject([{ text, sha256: sha256(text), status: 200 }]);
    expect(agent.deliveries()).toMatchObject([
      {
        id: "one",
        outcome: "delivered",
        receipt: "native",
        bytes: Buffer.byteLength(text),
        sha256: sha256(text),
      },
    ]);
    expect([...agent.ids("queue"), ...agent.ids("taken")]).toEqual([]);
  });

  test("hands over what waits in its order, one for each turn", async () => {
    const gate = gateOf();
    agent.terminal.model.next({ after: gate.promise });
    agent.enqueue("a", "message a");
    await agent.isAsked("message a");
    agent.enqueue("b", "message b");
    agent.enqueue("c", "message c");
    // Time to hand them over too early
    await sleep(500);
    expect(agent.ids("queue")).toEqual(["b", "c"]);
    expect(asked().slice(1)).toEqual(["message a"]);
    gate.resolve();
    await agent.isAsked("message c");
    await agent.says("done");
    expect(asked().slice(1)).toEqual(["message a", "message b", "message c"]);
    expect(prompts().at(-1)?.earlier.slice(-2)).toEqual(["message a", "message b"]);
  });

  test("tells a limit with its end, and goes on behind it", async () => {
    const headers = { "retry-after": "3", "retry-after-ms": "3000" };
    agent.terminal.model.next(
      { limit: { message: "Rate limit reached, try again in 3s", headers } },
      refused,
    );
    const before = Date.now() / 1000;
    agent.enqueue("limited", "message at the limit");
    const { kind, until } = await agent.says("blocked");
    expect(kind).toBe("quota");
    expect(Number(until)).toBeGreaterThan(before);
    await agent.says("done");
    expect(prompts().at(-1)).toMatchObject({
      text: "message at the limit",
      status: 200,
    });
  });

  // Pi asks for no permissions
  test.skipIf(name === "pi")(
    "says that it waits for a person, and hands nothing over meanwhile",
    async () => {
      agent.terminal.model.next({ tool: { name: "read", input: { filePath: "/etc/hostname" } } });
      agent.enqueue("outside", "message that needs a permission");
      expect(await agent.says("blocked")).toMatchObject({ kind: "permission" });
      agent.enqueue("behind", "message behind it");
      await agent.isShown("Permission required");
      await sleep(500);
      expect(agent.ids("queue")).toEqual(["behind"]);
      await agent.terminal.keys("Enter");
      await agent.isAsked("message behind it");
      await agent.says("done");
    },
  );

  test("after a kill goes on with the conversation, and sends nothing twice", async () => {
    const id = agent.terminal.read("state/conversation").trim();
    await agent.kill();
    agent.leaveTaken("cut", "message cut off");
    await agent.start(goOn(id));
    await agent.says("idle");
    expect(agent.ids("taken")).toEqual([]);
    expect(agent.deliveries().at(-1)).toMatchObject({
      id: "cut",
      outcome: "uncertain",
      receipt: null,
    });
    agent.enqueue("later", "message after the kill");
    await agent.isAsked("message after the kill");
    await agent.says("done");
    expect(asked()).not.toContain("message cut off");
    expect(prompts().at(-1)?.earlier).toContain("message a");
    expect(agent.terminal.read("state/conversation").trim()).toBe(id);
  }, 600_000);
});

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}

/** Holds an answer back until it is opened. */
function gateOf(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
