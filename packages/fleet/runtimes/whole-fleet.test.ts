import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openFleet, type AskDocument, type Fleet } from "../src/index.js";
import { openScratch, type Scratch } from "../test/scratch.js";
import { installed, sha256 } from "./real-terminal.js";
import { openStandInModel, type StandInModel } from "./stand-in-model/server.js";

// One agent of a whole fleet: started, told something, seen at work, killed, brought back with its conversation, stopped.
interface Program {
  readonly spec: string;
  readonly program: string;
  /** Writes the person's own configuration; gives what stands in the roster's `env`. */
  readonly configure: (home: string, url: string) => Readonly<Record<string, string>>;
}

const json = (file: string, value: unknown): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};
const key = "sk-ant-placeholder-of-no-account";

const programs = {
  claude: {
    spec: "@anthropic-ai/claude-code@2.1.197",
    program: "claude",
    configure: (home, url) => {
      const project = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true };
      json(join(home, "claude", ".claude.json"), {
        hasCompletedOnboarding: true,
        customApiKeyResponses: { approved: [key.slice(-20)], rejected: [] },
        projects: { [home]: project },
      });
      return {
        CLAUDE_CONFIG_DIR: join(home, "claude"),
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_API_KEY: key,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
        DISABLE_AUTOUPDATER: "1",
      };
    },
  },
  codex: {
    spec: "@openai/codex@0.171.0",
    program: "codex",
    configure: (home, url) => {
      mkdirSync(join(home, "codex"));
      writeFileSync(
        join(home, "codex", "config.toml"),
        `model = "none"
model_provider = "local"
check_for_update_on_startup = false
[model_providers.local]
name = "local"
base_url = "${url}/v1"
wire_api = "responses"
[projects."${home}"]
trust_level = "trusted"
`,
      );
      return { CODEX_HOME: join(home, "codex") };
    },
  },
  opencode: {
    spec: "opencode-ai@1.18.33",
    program: "opencode",
    configure: (home, url) => {
      json(join(home, ".config/opencode/opencode.json"), {
        autoupdate: false,
        model: "local/stand-in",
        small_model: "local/stand-in",
        provider: {
          local: {
            npm: "@ai-sdk/openai-compatible",
            options: { baseURL: `${url}/v1`, apiKey: "none" },
            models: { "stand-in": { limit: { context: 100_000, output: 4000 } } },
          },
        },
      });
      return {};
    },
  },
  pi: {
    spec: "@mariozechner/pi-coding-agent@0.73.1",
    program: "pi",
    configure: (home, url) => {
      const local = {
        baseUrl: `${url}/v1`,
        api: "openai-completions",
        apiKey: "none",
        compat: { supportsDeveloperRole: false, supportsReasoningEffort: false },
        models: [{ id: "stand-in" }],
      };
      json(join(home, ".pi/agent/models.json"), { providers: { local } });
      json(join(home, ".pi/agent/settings.json"), {
        defaultProvider: "local",
        defaultModel: "stand-in",
      });
      return { PI_OFFLINE: "1" };
    },
  },
} satisfies Readonly<Record<string, Program>>;
type Name = keyof typeof programs;

interface Running extends AsyncDisposable {
  readonly scratch: Scratch;
  readonly model: StandInModel;
  readonly fleet: Fleet;
  /** Waits until its activity is that. */
  becomes(state: string): Promise<unknown>;
  heard(text: string): { readonly sha256: string; readonly earlier: readonly string[] }[];
}

async function run(name: Name): Promise<Running> {
  const { spec, program, configure } = programs[name] as Program;
  const bin = dirname(installed(spec, program));
  const scratch = await openScratch();
  const model = await openStandInModel();
  const home = scratch.env["HOME"] ?? scratch.root;
  const env = { ...scratch.env, PATH: `${bin}:${scratch.env["PATH"]}` };
  const agent = {
    name: "it",
    runtime: name,
    restart: { delay: "1s" },
    env: configure(home, model.url),
  };
  const roster = join(scratch.root, "roster.yaml");
  writeFileSync(
    roster,
    `version: 1\nsocket_name: mosaic-fleet\nagents: ${JSON.stringify([agent])}\n`,
  );
  const fleet = await openFleet({ roster, env, supervisor: "tmux" });
  return {
    scratch,
    model,
    fleet,
    becomes: async (state) =>
      await waitFor(
        async () => {
          const [seen] = (await fleet.status()).agents;
          return seen?.lifecycle === "active" && seen.activity.state === state && seen.activity;
        },
        { what: `its activity to be ${state}`, timeoutMs: 120_000 },
      ),
    heard: (text) => model.prompts().filter((each) => each.text.includes(text)),
    [Symbol.asyncDispose]: async () => {
      await scratch.close();
      await model.close();
    },
  };
}

/** Asked again while its box is not painted yet: an agent that came back says that it is idle a little earlier. */
async function askTaken(fleet: Fleet, text: string): Promise<AskDocument> {
  return await waitFor(
    async () => {
      const asked = await fleet.ask("it", text);
      return asked.outcome !== "refused" && asked;
    },
    { what: `it to take ${JSON.stringify(text)}`, timeoutMs: 120_000 },
  );
}

/** Command lines of all that runs in the scratch home. */
function processes(root: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return environment.includes(`HOME=${join(root, "home")}\0`)
          ? [readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ")]
          : [];
      } catch {
        return [];
      }
    });
}

const receipts: readonly (readonly [Name, string, string])[] = [
  ["claude", "hook", "hook"],
  ["codex", "stream", "record"],
  ["opencode", "native", "native"],
  ["pi", "native", "native"],
];

describe.each(receipts)("%s in a fleet", (name, receipt, source) => {
  test("is told, works, is killed and goes on with its conversation, and leaves nothing", async () => {
    await using it = await run(name);
    const { fleet, model, scratch } = it;
    expect((await fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
    await it.becomes("idle");

    let open = (): void => undefined;
    model.next({ after: new Promise<void>((resolve) => (open = resolve)) });
    const first = 'the first; "quoted" \\ é\n\n  second line';
    expect((await fleet.send(["it"], first)).deliveries).toMatchObject([
      { outcome: "delivered", receipt },
    ]);
    await it.becomes("working");
    await waitFor(() => it.heard(first).length > 0, { what: "the model to be asked" });
    const second = "the second; it comes while the first is worked on";
    expect((await fleet.send(["it"], second)).deliveries).toMatchObject([{ outcome: "queued" }]);
    open();
    await waitFor(() => it.heard(second).length > 0, {
      what: "the queued message",
      timeoutMs: 60_000,
    });
    await it.becomes("done");
    expect(it.heard(first).map((each) => each.sha256)).toEqual([sha256(first)]);
    expect(it.heard(second).map((each) => each.sha256)).toEqual([sha256(second)]);

    const [before] = (await fleet.status()).agents;
    const half = before?.pane?.pid ?? 0;
    const child = readFileSync(`/proc/${half}/task/${half}/children`, "utf8").split(" ")[0];
    process.kill(Number(child), "SIGKILL");
    await waitFor(async () => (await fleet.status()).agents[0]?.restarts === 1, {
      what: "its restart",
      timeoutMs: 30_000,
    });
    await it.becomes("idle");
    const third = "the third, to the one that came back";
    // Two at once; the model answers them in its order
    for (const text of ["one,\n  of two lines", "two"]) model.next({ text });
    const asked = await Promise.all(
      [third, "the fourth, at the same time"].map(async (text) => await askTaken(fleet, text)),
    );
    const ends = asked.map(({ outcome, reason, source: from }) => ({ outcome, reason, from }));
    const end = { outcome: "answered", from: source };
    expect(ends).toEqual([end, end]);
    const isFirst = it.heard("at the same time")[0]?.earlier.includes(third);
    const answers = asked.map(({ answer }) => answer);
    expect(isFirst ? answers : answers.toReversed()).toEqual(["one,\n  of two lines", "two"]);
    expect(it.heard(third)[0]?.earlier).toContain(first);
    await it.becomes("done");

    const lines: string[] = [];
    for await (const line of fleet.logs("it", { lines: 1_000_000 })) lines.push(line);
    expect(lines.join("\n")).toContain("the third, to the one that came back");
    expect((await fleet.stop(["it"])).agents).toMatchObject([{ agent: "it", outcome: "stopped" }]);
    expect((await fleet.down()).server).toBe("ended");
    await waitFor(() => processes(scratch.root).length === 0, { what: "the end of all of it" });
  });
});
