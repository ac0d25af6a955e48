import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkUnits } from "./check-units.js";
import { shippedUnits } from "../shipped-units.js";
import { loadUnitSet } from "./load-unit-set.js";
import { mergedUnits } from "./merged-units.js";

let home: string;
let units: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "unit-set-"));
  units = join(home, ".config/systemd/user");
  mkdirSync(units, { recursive: true });
});

afterEach(() => rmSync(home, { recursive: true }));

function write(name: string, text: string | Buffer): void {
  mkdirSync(join(units, name, ".."), { recursive: true });
  writeFileSync(join(units, name), text);
}

function codes(...paths: string[]): [string, string, number][] {
  return checkUnits(loadUnitSet(paths, { home, env: {} })).map(({ code, file, line }) => [
    code,
    file.slice(home.length + 1),
    line,
  ]);
}

test("a folder gives its units and drop-ins, and nothing else", () => {
  write("a@.service", "[Service]\nExecStart=/bin/true\n");
  write("a@x.service.d/50.conf", "[Service]\nNice=1\n");
  write("a@x.service.d/note.txt", "no unit");
  write("README.md", "no unit");
  write("default.target.wants/b.service", "junk");
  const set = loadUnitSet([units], { home, env: {} });
  expect(set.files.map(({ path }) => path.slice(units.length + 1))).toEqual([
    "a@.service",
    "a@x.service.d/50.conf",
  ]);
  expect(set.unreadable).toEqual([]);
});

test("MF602: an environment file that is a FIFO or a directory is found without being opened, for every instance", () => {
  const agents = join(home, ".config/mosaic/agents");
  mkdirSync(join(agents, "folder.env"), { recursive: true });
  execFileSync("mkfifo", [join(agents, "pipe.env")]);
  writeFileSync(join(agents, "good.env"), "A=1\n");
  write("a@.service", "[Service]\nEnvironmentFile=-%E/mosaic/agents/%i.env\nExecStart=/bin/true\n");
  write(
    "b.service",
    "[Service]\nExecStart=/bin/true\nEnvironmentFile=%h/none.env\nEnvironmentFile=/dev/null\n",
  );
  const set = loadUnitSet([units], { home, env: {} });
  const environmentFiles = set.named?.filter(({ key }) => key === "EnvironmentFile");
  expect(environmentFiles?.map(({ path, kind }) => [path.slice(home.length), kind])).toEqual([
    ["/.config/mosaic/agents/folder.env", "directory"],
    ["/.config/mosaic/agents/good.env", "file"],
    ["/.config/mosaic/agents/pipe.env", "fifo"],
    ["/none.env", "missing"],
    ["/dev/null".slice(home.length), "device"],
  ]);
  expect(
    checkUnits(set).map(({ code, line, message }) => [code, line, message.replace(home, "~")]),
  ).toEqual([
    ["MF602", 2, "The environment file `~/.config/mosaic/agents/folder.env` is a directory"],
    ["MF602", 2, "The environment file `~/.config/mosaic/agents/pipe.env` is a FIFO"],
  ]);
});

test("MF104: what is no unit file is said, and never opened or waited for", () => {
  write("empty.service", "");
  symlinkSync("/dev/null", join(units, "masked.service"));
  execFileSync("mkfifo", [join(units, "pipe.service")]);
  mkdirSync(join(units, "folder.service"));
  expect(codes(units, join(units, "none.service"))).toEqual(
    ["empty", "folder", "masked", "none", "pipe"].map((name) => [
      "MF104",
      `.config/systemd/user/${name}.service`,
      1,
    ]),
  );
});

test("MF101, MF105: a line that is no UTF-8 is blamed itself; in a comment systemd passes over it", () => {
  write(
    "latin.service",
    Buffer.from("[Service]\n# caf\xe9\nExecStart=/bin/true\nNice=\xe9\n", "latin1"),
  );
  write("comment.service", Buffer.from("# caf\xe9\n[Service]\nExecStart=/bin/true\n", "latin1"));
  write("nul.service", "[Service]\nExecStart=/bin/true\0\n");
  expect(codes(units)).toEqual([
    ["MF105", ".config/systemd/user/comment.service", 1],
    ["MF105", ".config/systemd/user/latin.service", 2],
    ["MF101", ".config/systemd/user/latin.service", 4],
    ["MF105", ".config/systemd/user/nul.service", 2],
  ]);
});

test.runIf(existsSync("/proc/kmsg"))(
  "a file that looks regular and has its reader wait is not waited for",
  () => {
    symlinkSync("/proc/kmsg", join(units, "wait.service"));
    write("b.service", "[Service]\nExecStart=/bin/true\nEnvironmentFile=/proc/kmsg\n");
    expect(codes(units)).toEqual([
      ["MF602", ".config/systemd/user/b.service", 3],
      ["MF104", ".config/systemd/user/wait.service", 1],
    ]);
  },
);

test("MF104 holds for a regular file", () => {
  write("good.service", "[Service]\nExecStart=/bin/true\n");
  expect(codes(join(units, "good.service"))).toEqual([]);
});

test("what an installed agent names is looked at: programs, environment files and what stands in them, working directory, own command", () => {
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
  write(
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
      "",
    ].join("\n"),
  );
  write("default.target.wants/mosaic-agent@good.service", "");
  rmSync(join(units, "default.target.wants/mosaic-agent@good.service"));
  symlinkSync("../gone.service", join(units, "default.target.wants/gone.service"));
  symlinkSync(
    "../mosaic-agent@.service",
    join(units, "default.target.wants/mosaic-agent@good.service"),
  );
  const findings = (installed: boolean): string[] =>
    checkUnits(loadUnitSet([units], { home, env: {} }), { installed, version: 252 }).map(
      ({ code, file, line }) => `${code} ${file.slice(home.length)}:${String(line)}`,
    );
  const folder = "/.config/systemd/user";
  const always = [
    "MF604 /.config/systemd/user/mosaic-agent@.service:11",
    "MF609 /.config/mosaic/fleet/agents/open.env:2",
    "MF612 /.config/mosaic/fleet/agents/open.env:1",
    "MF614 /.config/mosaic/fleet/agents/file.env:1",
  ];
  expect(findings(false).toSorted()).toEqual(
    [...always, "MF613 /.config/mosaic/fleet/agents/good.env:3"]
      .filter((one) => !one.startsWith("MF613"))
      .toSorted(),
  );
  expect(findings(true).toSorted()).toEqual(
    [
      ...always,
      `MF208 ${folder}/mosaic-agent@.service:2`,
      `MF513 ${folder}/mosaic-agent@.service:17`,
      `MF607 ${folder}/mosaic-agent@.service:10`,
      "MF614 /.config/mosaic/fleet/agents/none.env:1",
      "MF616 /.config/mosaic/fleet/agents/none.env:2",
      `MF705 ${folder}/default.target.wants/gone.service:1`,
    ].toSorted(),
  );
});

test("the shipped units, installed as they are, hold under every rule", async () => {
  for (const { name, text } of await shippedUnits()) write(name, text);
  const tools = join(home, ".config/mosaic/tools/fleet");
  const agents = join(home, ".config/mosaic/fleet/agents");
  for (const folder of [tools, agents]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(tools, "start-agent-session.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(agents, "canary.env"), "MOSAIC_AGENT_WORKDIR=~/\n", { mode: 0o600 });
  const set = loadUnitSet([units], { home, env: {} });
  expect(mergedUnits(set).map(({ name }) => name)).toContain("mosaic-agent@canary.service");
  expect(checkUnits(set, { installed: true, tmuxVersion: "3.3a" })).toEqual([]);
});
