import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { presets } from "@mosaicstack/roster";
import type { RenderedFile } from "@mosaicstack/fleet";
import { afterEach, beforeEach, expect, it } from "vitest";
import { installFiles } from "../../test/sample-fleet.js";
import { runCheck } from "./run-check.js";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mosaic-harness-presets-"));
});
afterEach(() => rmSync(home, { recursive: true }));

/** What a person may well want, beside what the roster says. */
const SENSIBLE: readonly string[] = [
  "Environment=EDITOR=vi\nUnsetEnvironment=SSH_AUTH_SOCK",
  "EnvironmentFile=\nEnvironmentFile=-%h/all.env\nEnvironmentFile=-%E/mosaic/fleet/agents/%i.env",
  "SuccessExitStatus=130 143\nRestartPreventExitStatus=2\nRestart=on-failure",
  "MemoryHigh=3G\nMemoryMax=4G\nTasksMax=512\nCPUQuota=200%\nLimitNOFILE=65536",
  "NoNewPrivileges=yes\nLockPersonality=yes\nRestrictRealtime=yes\nPrivateDevices=yes",
  "SystemCallFilter=@system-service\nSystemCallFilter=~@resources @privileged",
  "SystemCallFilter=~@debug @mount @swap",
  "Nice=5\nIOSchedulingClass=idle\nOOMScoreAdjust=500",
];

async function found(): Promise<string[]> {
  const context = { env: { HOME: home, PATH: "" }, cwd: home, out() {}, err() {}, color: false };
  const asked = { installed: true, strict: true, verify: false, writeBaseline: false };
  const { document } = await runCheck([], asked, context);
  return (
    document.files
      .flatMap(({ path, findings }) => findings.map((one) => ({ path, ...one })))
      // Of the machine, and of folders that a preset names and nobody made.
      .filter(({ code }) => !["MF707", "MF614"].includes(code))
      .map(({ path, line, code, message }) => `${path}:${String(line)}: ${code}: ${message}`)
  );
}

it.each(presets.map((preset) => [preset.name, preset] as const))(
  "nothing is found in what the preset %s makes",
  async (_, { text }) => {
    await installFiles(home, text);
    expect(await found()).toEqual([]);
  },
);

it.each(SENSIBLE)("nothing is found in %j", async (lines) => {
  const beside = ["mosaic-agent@.service", "mosaic-agent@canary.service"].map(
    (unit): RenderedFile => ({
      path: `systemd/user/${unit}.d/60-own.conf`,
      text: `[Service]\n${lines}\n`,
      mode: 0o644,
    }),
  );
  await installFiles(home, presets.find(({ name }) => name === "canary")?.text ?? "", beside);
  expect(await found()).toEqual([]);
});
