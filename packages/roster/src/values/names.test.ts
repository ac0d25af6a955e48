import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AGENT_NAME_PATTERN, checkAgentName } from "./agent-name.js";
import { checkEnvName } from "./env-name.js";
import { nearest } from "../check/nearest.js";
import { isSecretName } from "./secret.js";
import { checkSocketName, SOCKET_NAME_PATTERN } from "./socket-name.js";

test("a proposed agent name is itself safe", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "binary", minLength: 60, maxLength: 90 }),
      ),
      (name) => {
        const finding = checkAgentName(name);
        expect(finding === undefined).toBe(new RegExp(AGENT_NAME_PATTERN).test(name));
        const [, proposal = "a"] = /: `(.+)` would do/.exec(finding?.hint ?? "") ?? [];
        expect(proposal.endsWith("…") ? undefined : checkAgentName(proposal)).toBeUndefined();
      },
    ),
  );
});

test.each(["a", "0", "canary", "builder-1", "a_b", "x".repeat(63)])(
  "agent name %s is safe",
  (name) => {
    expect(checkAgentName(name)).toBeUndefined();
  },
);

test.each(["mosaic-fleet", "Team.2", "a_b", "defaults"])("socket name %s is safe", (name) => {
  expect(checkSocketName(name)).toBeUndefined();
  expect(name).toMatch(new RegExp(SOCKET_NAME_PATTERN));
});

test.each(["", "default", ".", "..", "a/b", "-L", "a b", "a\n", "x".repeat(64)])(
  "socket name %j is refused",
  (name) => {
    expect(checkSocketName(name)?.code).toBe("unsafe-socket-name");
    expect(name).not.toMatch(new RegExp(`${SOCKET_NAME_PATTERN}(?!\\n)`));
  },
);

test.each([
  "GITHUB_TOKEN",
  "API_KEY",
  "OPENAI_APIKEY",
  "DB_PASSWORD",
  "secret",
  "AWS_SECRET_ACCESS_KEY",
  "KEY",
])("%s looks like a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  "MAX_OUTPUT_TOKENS",
  "TOKEN_FILE",
  "KEYBOARD",
  "MONKEY",
  "SSH_KEY_PATH",
  "TOKENIZERS_PARALLELISM",
  "COMPASS",
])("%s does not look like a secret", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  "PATH",
  "HOME",
  "LANG",
  "CLAUDE_CONFIG_DIR",
  "_x",
  "MOSAIC_TMUX_SOCKET",
  "MOSAIC_API_URL",
  "http_proxy",
])("%s may stand in env", (name) => {
  expect(checkEnvName(name)).toBeUndefined();
});

test("the nearest word, or none", () => {
  const keys = ["runtime", "restart", "resume", "socket_name", "env", "env_file"];
  expect(
    ["runtim", "RunTime", "socketName", "ev", "enf", "rseume", "banana", ""].map((word) =>
      nearest(word, keys),
    ),
  ).toEqual(["runtime", "runtime", "socket_name", "env", "env", "resume", undefined, undefined]);
});
