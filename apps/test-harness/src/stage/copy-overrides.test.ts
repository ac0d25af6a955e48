import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { copyOverrides } from "./copy-overrides.js";

const mine = `# TOKEN=hush-0
[Service]
Environment=A=hush-1 \\
# between
  B=hush-2
KillMode=process
EnvironmentFile=-/hush-3
PassEnvironment=hush-4
SetCredential=key:hush-5
SetCredentialEncrypted=key: \\
  hush-6 \\
  hush-7
LoadCredential=key:/hush-8
ImportCredential=hush-9
ExecStartPre=/bin/hush-10
ExecStopPost=/bin/hush-11
environment=hush-12
Restart=no
[Unit]
Description=two\\
lines
StartLimitBurst=1
no assignment hush-13
`;

it("copies what a person changed, without secrets and programs", async () => {
  const folder = scratchFolder("overrides");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [units, home] = [join(folder, "units"), join(folder, "home")];
  const dropIns = "mosaic-agent@.service.d";
  for (const each of [dropIns, "other.service.d"])
    mkdirSync(join(units, each), { recursive: true });
  writeFileSync(join(units, dropIns, "mine.conf"), mine);
  writeFileSync(join(units, dropIns, "50-roster.conf"), mine);
  writeFileSync(join(units, "other.service.d", "mine.conf"), mine);
  mkdirSync(join(units, dropIns, "folder.conf"));
  writeFileSync(join(units, dropIns, "refused.conf"), "[Service]\nRestart=no\n[Unit\n");
  await copyOverrides(units, home);
  const copied = join(home, ".config/systemd/user");
  expect(readFileSync(join(copied, dropIns, "mine.conf"), "utf8")).toBe(
    "[Service]\nKillMode=process\nRestart=no\n\n[Unit]\nDescription=two lines\nStartLimitBurst=1\n",
  );
  expect(existsSync(join(copied, dropIns, "50-roster.conf"))).toBe(false);
  expect(existsSync(join(copied, dropIns, "refused.conf"))).toBe(false);
  expect(existsSync(join(copied, "other.service.d"))).toBe(false);
});
