import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openFleet, type AskDocument, type Fleet } from "../src/index.js";
import { openScratch, type Scratch } from "../test/scratch.js";
import { installed } from "./installed.js";
import { openStandInModel, type StandInModel } from "./stand-in-model/server.js";

interface Program {
  /** Writes the person's own configuration; gives what stands in the roster's `env`. */
  readonly configure: (home: string, url: string) => Readonly<Record<string, string>>;
}

const json = (file: string, value: unknown): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};
const apiKey = "sk-ant-placeholder-of-no-account";

const programs = {
  claude: {
    configure: (home, url) => {
      const project = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true };
      json(join(home, "claude", ".claude.json"), {
        hasCompletedOnboarding: true,
        customApiKeyResponses: { approved: [apiKey.slice(-20)], rejected: [] },
        projects: { [home]: project },
      });
      return {
        CLAUDE_CONFIG_DIR: join(home, "claude"),
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_API_KEY: apiKey,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
        DISABLE_AUTOUPDATER: "1",
      };
    },
  },
  codex: {
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
  qwen: {
    configure: (home, url) => {
      const own = { type: "command", command: 'cat >> "$HOME/own-hook"' };
      json(join(home, ".qwen/settings.json"), {
        security: { auth: { selectedType: "openai" } },
        general: { enableAutoUpdate: false },
        model: { name: "none" },
        // Each would ask the model for itself
        memory: { enableManagedAutoMemory: false, enableManagedAutoDream: false },
        ui: { enableFollowupSuggestions: false },
        hooks: { Stop: [{ hooks: [own] }] },
      });
      return {
        OPENAI_API_KEY: "none",
        OPENAI_BASE_URL: `${url}/v1`,
        OPENAI_MODEL: "none",
      };
    },
  },
  copilot: {
    configure: (home, url) => {
      json(join(home, ".copilot/config.json"), { trustedFolders: [home] });
      return {
        COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
        COPILOT_MODEL: "none",
        COPILOT_OFFLINE: "true",
      };
    },
  },
} satisfies Readonly<Record<string, Program>>;
export type ProgramName = keyof typeof programs;

/** One agent named `it` of a whole fleet, of a real program with a stand-in for its model. */
export interface OneAgent extends AsyncDisposable {
  readonly scratch: Scratch;
  readonly model: StandInModel;
  readonly fleet: Fleet;
  readonly home: string;
  /** Presses a key at its pane, as a person does. */
  press(key: string): Promise<void>;
  /** Waits until its activity is that, and gives it. */
  becomes(state: string): Promise<unknown>;
  heard(text: string): { readonly sha256: string; readonly earlier: readonly string[] }[];
}

export async function openOneAgent(name: ProgramName): Promise<OneAgent> {
  const { configure } = programs[name] as Program;
  const folders = installed(name);
  const scratch = await openScratch();
  const model = await openStandInModel();
  const home = scratch.env["HOME"] ?? scratch.root;
  const env = { ...scratch.env, PATH: [...folders, scratch.env["PATH"]].join(":") };
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
    home,
    press: async (key) => {
      const tmux = openTmux({ socket: "mosaic-fleet" }, { env });
      const [row] = await tmux.list(["pane_id", "pid", "start_time"]);
      if (row === undefined) throw new Error("no pane");
      const server = { pid: row.pid, startTime: row.start_time };
      await tmux.panes.keys({ id: row.pane_id, server }, key);
    },
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
export async function askTaken(fleet: Fleet, text: string): Promise<AskDocument> {
  return await waitFor(
    async () => {
      const asked = await fleet.ask("it", text);
      return asked.outcome !== "refused" && asked;
    },
    { what: `it to take ${JSON.stringify(text)}`, timeoutMs: 120_000 },
  );
}

/** Command lines of all that runs in the scratch home. */
export function processes(root: string): string[] {
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
