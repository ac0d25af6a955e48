import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchUnits } from "../../test/scratch-units.js";
import { shippedUnits } from "../shipped-units.js";
import { checkUnits } from "./check-units.js";
import { loadUnitSet } from "./load-unit-set.js";
import { mergedUnits } from "./merged-units.js";

const scratch = scratchUnits();

test("a folder gives its units and drop-ins, and nothing else", () => {
  const { home, units } = scratch;
  scratch.write("a@.service", "[Service]\nExecStart=/bin/true\n");
  scratch.write("a@x.service.d/50.conf", "[Service]\nNice=1\n");
  scratch.write("a@x.service.d/note.txt", "no unit");
  scratch.write("README.md", "no unit");
  scratch.write("default.target.wants/b.service", "junk");
  const set = loadUnitSet([units], { home, env: {} });
  expect(set.files.map(({ path }) => path.slice(units.length + 1))).toEqual([
    "a@.service",
    "a@x.service.d/50.conf",
  ]);
  expect(set.unreadable).toEqual([]);
});

test("what an installed agent names is looked at: programs, environment files and what stands in them, working directory, own command", () => {
  const { home, units } = scratch;
  const agents = join(home, ".config/mosaic/fleet/agents");
  const tools = join(home, ".config/mosaic/tools/fleet");
  for (const folder of [agents, tools, join(home, "bin")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(tools, "start-agent-session.sh"), "#!/bin/sh\n", { mode: 0o644 });
  writeFileSync(join(home, "bin/own"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(home, "file"), "");
  const env = (name: string, text: string, mode = 0o600): void =>
    writeFileSync(join(agents, `${name}.env`), text, { mode });
  env(
    "good",
    "MOSAIC_AGENT_WORKDIR=$HOME/bin\nMOSAIC_AGENT_COMMAND=own --flag\nPATH=/usr/bin:%h/bin\n",
  );
  env("file", "MOSAIC_AGENT_WORKDIR=~/file\n");
  env("none", "MOSAIC_AGENT_WORKDIR=~/none\nMOSAIC_AGENT_COMMAND='no-such x'\n");
  env("open", "SOME_TOKEN=x\nexport A=1\n", 0o644);
  scratch.write(
    "mosaic-agent@.service",
    [
      "[Unit]",
      "Requires=mosaic-tmux-holder.service",
      "After=mosaic-tmux-holder.service",
      "PartOf=mosaic-fleet.target",
      "[Service]",
      "Type=notify",
      "NotifyAccess=all",
      `Environment=PATH=/usr/bin:${join(home, "bin")}`,
      "EnvironmentFile=-%E/mosaic/fleet/agents/%i.env",
      "EnvironmentFile=%h/required.env",
      "ExecStart=%E/mosaic/tools/fleet/start-agent-session.sh %i",
      "Restart=always",
      "RestartSec=5",
      "RestartPreventExitStatus=78",
      "TimeoutStopSec=30",
      "Delegate=yes",
      "Slice=mosaic-fleet.slice",
      "RuntimeDirectory=mosaic-fleet/agents/%i",
      "",
    ].join("\n"),
  );
  scratch.write("default.target.wants/mosaic-agent@good.service", "");
  rmSync(join(units, "default.target.wants/mosaic-agent@good.service"));
  symlinkSync("../gone.service", join(units, "default.target.wants/gone.service"));
  symlinkSync(
    "../mosaic-agent@.service",
    join(units, "default.target.wants/mosaic-agent@good.service"),
  );
  const instances = ["good", "file", "none", "open"].map((name) => `mosaic-agent@${name}.service`);
  const findings = (installed: boolean): string[] =>
    checkUnits(loadUnitSet([units], { home, env: {}, instances }), { installed, version: 252 }).map(
      ({ code, file, line }) => `${code} ${file.slice(home.length)}:${String(line)}`,
    );
  const folder = "/.config/systemd/user";
  const always = [
    "MF604 /.config/systemd/user/mosaic-agent@.service:11",
    "MF609 /.config/mosaic/fleet/agents/open.env:2",
    "MF612 /.config/mosaic/fleet/agents/open.env:1",
    "MF614 /.config/mosaic/fleet/agents/file.env:1",
  ];
  expect(findings(false).toSorted()).toEqual(always.toSorted());
  expect(findings(true).toSorted()).toEqual(
    [
      ...always,
      `MF208 ${folder}/mosaic-agent@.service:2`,
      `MF513 ${folder}/mosaic-agent@.service:17`,
      `MF607 ${folder}/mosaic-agent@.service:10`,
      "MF614 /.config/mosaic/fleet/agents/none.env:1",
      // A `%h` in an environment file is text.
      "MF616 /.config/mosaic/fleet/agents/good.env:2",
      "MF616 /.config/mosaic/fleet/agents/none.env:2",
      `MF705 ${folder}/default.target.wants/gone.service:1`,
    ].toSorted(),
  );
});

test("the shipped units, installed as they are, hold under every rule", async () => {
  const { home, units } = scratch;
  for (const { name, text } of await shippedUnits()) scratch.write(name, text);
  const tools = join(home, ".config/mosaic/tools/fleet");
  const agents = join(home, ".config/mosaic/fleet/agents");
  for (const folder of [tools, agents]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(tools, "start-agent-session.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(agents, "canary.env"), "MOSAIC_AGENT_WORKDIR=~/\n", { mode: 0o600 });
  const instances = ["mosaic-agent@canary.service"];
  const set = loadUnitSet([units], { home, env: {}, instances });
  expect(mergedUnits(set).map(({ name }) => name)).toContain("mosaic-agent@canary.service");
  expect(checkUnits(set, { installed: true, tmuxVersion: "3.3a" })).toEqual([]);
});
