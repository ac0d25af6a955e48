import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes the person's own configuration with a stand-in for the model; gives what stands in the roster's `env`. */
export type Configure = (home: string, url: string) => Readonly<Record<string, string>>;

const json = (file: string, value: unknown): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};
const apiKey = "sk-ant-placeholder-of-no-account";

export const configurations = {
  claude: (home, url) => {
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
  codex: (home, url) => {
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
  opencode: (home, url) => {
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
  pi: (home, url) => {
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
  qwen: (home, url) => {
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
  copilot: (home, url) => {
    json(join(home, ".copilot/config.json"), { trustedFolders: [home] });
    return {
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_MODEL: "none",
      COPILOT_OFFLINE: "true",
    };
  },
} satisfies Readonly<Record<string, Configure>>;
export type ProgramName = keyof typeof configurations;
