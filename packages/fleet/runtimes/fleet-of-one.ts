import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openFleet, type Fleet } from "../src/index.js";
import { openScratch, type Scratch } from "../test/scratch.js";
import { installed } from "./real-terminal.js";
import { openStandInModel, type StandInModel } from "./stand-in-model/server.js";

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
export type Name = keyof typeof programs;

/** A real agent program from npm, `it`, the only one of a whole fleet. */
export interface FleetOfOne extends AsyncDisposable {
  /** Environment of whoever runs the fleet. */
  readonly env: Readonly<Record<string, string>>;
  readonly scratch: Scratch;
  readonly model: StandInModel;
  readonly fleet: Fleet;
  /** Waits until its activity is that. */
  becomes(state: string): Promise<Readonly<Record<string, unknown>>>;
  heard(text: string): { readonly sha256: string; readonly earlier: readonly string[] }[];
}

/** `more` stands in the roster, too. */
export async function openFleetOfOne(
  name: Name,
  more: Readonly<Record<string, unknown>> = {},
): Promise<FleetOfOne> {
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
    ...more,
  };
  const roster = join(scratch.root, "roster.yaml");
  writeFileSync(
    roster,
    `version: 1\nsocket_name: mosaic-fleet\nagents: ${JSON.stringify([agent])}\n`,
  );
  const fleet = await openFleet({ roster, env, supervisor: "tmux" });
  return {
    env,
    scratch,
    model,
    fleet,
    becomes: async (state) =>
      await waitFor(
        async () => {
          const [seen] = (await fleet.status()).agents;
          return (
            seen?.lifecycle === "active" && seen.activity.state === state && { ...seen.activity }
          );
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
