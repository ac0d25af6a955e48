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
      "OnFailure=mosaic-gave-up@%i.service",
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
      "[Install]",
      "WantedBy=mosaic-fleet.target",
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
    "MF604 /.config/systemd/user/mosaic-agent@.service:12",
    "MF609 /.config/mosaic/fleet/agents/open.env:2",
    "MF612 /.config/mosaic/fleet/agents/open.env:1",
    "MF614 /.config/mosaic/fleet/agents/file.env:1",
  ];
  expect(findings(false).toSorted()).toEqual(always.toSorted());
  expect(findings(true).toSorted()).toEqual(
    [
      ...always,
      `MF208 ${folder}/mosaic-agent@.service:2`,
      `MF513 ${folder}/mosaic-agent@.service:18`,
      `MF607 ${folder}/mosaic-agent@.service:11`,
      "MF614 /.config/mosaic/fleet/agents/none.env:1",
      // A `%h` in an environment file is text.
      "MF616 /.config/mosaic/fleet/agents/good.env:2",
      "MF616 /.config/mosaic/fleet/agents/none.env:2",
      `MF705 ${folder}/default.target.wants/gone.service:1`,
    ].toSorted(),
  );
});

test("what an environment file names is looked for as that systemd reads it", () => {
  const { home, units } = scratch;
  const file = join(home, "a.env");
  writeFileSync(file, "# note\\\nMOSAIC_AGENT_WORKDIR=/nowhere\n");
  const exec = "ExecStart=/bin/sh start-agent-session.sh %i";
  scratch.write("mosaic-agent@.service", `[Service]\nEnvironmentFile=${file}\n${exec}\n`);
  const named = (version: number): unknown[] =>
    (
      loadUnitSet([units], { home, env: {}, instances: ["mosaic-agent@a.service"], version })
        .named ?? []
    )
      .filter(({ key }) => key === "MOSAIC_AGENT_WORKDIR")
      .map(({ path }) => path);
  expect([named(252), named(254)]).toEqual([[], ["/nowhere"]]);
});

test("the drop-ins of a shorter prefix are the agents' own: what they undo is found there", () => {
  const { home, units } = scratch;
  const notify = "Type=notify\nNotifyAccess=all\nDelegate=yes\nExecStart=/bin/true\n";
  scratch.write("mosaic-agent@.service", `[Service]\n${notify}`);
  scratch.write("mosaic-.service.d/20.conf", "[Service]\nKillMode=none\nDelegate=no\n");
  scratch.write("mosaic-@coder.service.d/30.conf", "[Service]\nRestart=no\n");
  scratch.write("mosaic-@coder.service.d/20.conf", "[Service]\nDelegate=yes\n");
  const merged = mergedUnits(loadUnitSet([units], { home, env: {} }));
  const of = (name: string) =>
    merged
      .find((unit) => unit.name === name)
      ?.files.map(({ path }) => path.slice(units.length + 1));
  const main = "mosaic-agent@.service";
  expect(of("mosaic-agent@.service")).toEqual([main, "mosaic-.service.d/20.conf"]);
  expect(of("mosaic-agent@coder.service")).toEqual([
    main,
    "mosaic-.service.d/20.conf",
    "mosaic-@coder.service.d/30.conf",
  ]);
  const blamed = scratch
    .codes(units)
    .filter(([, file]) => file.endsWith("mosaic-.service.d/20.conf"));
  expect(blamed.map(([code]) => code)).toEqual(["MF502", "MF505"]);
});

test("a drop-in that leads nowhere, or is a folder, hides one of its name all the same", () => {
  const { home, units } = scratch;
  scratch.write("a@.service", "[Service]\nExecStart=/bin/true\n");
  for (const file of ["1.conf", "2.conf", "3.conf"])
    scratch.write(`a@.service.d/${file}`, "[Service]\nNice=1\n");
  mkdirSync(join(units, "a@x.service.d/2.conf"), { recursive: true });
  symlinkSync("/nosuch", join(units, "a@x.service.d/1.conf"));
  const set = loadUnitSet([units], { home, env: {} });
  const unit = mergedUnits(set).find(({ name }) => name === "a@x.service");
  expect(unit?.list("Service", "Nice").map(({ file }) => file.slice(units.length + 1))).toEqual([
    "a@.service.d/3.conf",
  ]);
  expect(set.unreadable?.map(({ path }) => path.slice(units.length + 1))).toEqual([
    "a@x.service.d/1.conf",
    "a@x.service.d/2.conf",
  ]);
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
