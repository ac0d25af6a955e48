import { execFileSync } from "node:child_process";
import fs, { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchUnits } from "../../test/scratch-units.js";
import { shippedUnits } from "../shipped-units.js";
import { checkUnits } from "./check-units.js";
import { loadUnitSet } from "./load-unit-set.js";

/** A home with percent signs: what a specifier gave is not read again. */
const scratch = scratchUnits("50%h of %i, %%u");

test("MF602: an environment file that is a FIFO or a directory is found without being opened, for every instance that is known", () => {
  const { home, units } = scratch;
  const agents = join(home, ".config/mosaic/agents");
  mkdirSync(join(agents, "folder.env"), { recursive: true });
  for (const name of ["pipe", "stranger"]) execFileSync("mkfifo", [join(agents, `${name}.env`)]);
  writeFileSync(join(agents, "good.env"), "A=1\n");
  scratch.write(
    "a@.service",
    "[Service]\nEnvironmentFile=-%E/mosaic/agents/%i.env\nExecStart=/bin/true\n",
  );
  scratch.write("a@good.service.d/50.conf", "[Service]\nNice=1\n");
  scratch.write("a.target.wants/a@folder.service", "");
  rmSync(join(units, "a.target.wants/a@folder.service"));
  symlinkSync("../a@.service", join(units, "a.target.wants/a@folder.service"));
  scratch.write(
    "b.service",
    "[Service]\nExecStart=/bin/true\nEnvironmentFile=%h/none.env\nEnvironmentFile=/dev/null\n",
  );
  const set = loadUnitSet([units], { home, env: {}, instances: ["a@pipe.service", "c@x.service"] });
  const environmentFiles = set.named?.filter(({ key }) => key === "EnvironmentFile");
  expect(
    environmentFiles?.map(({ path, kind, unit }) => [path.replace(home, ""), kind, unit]),
  ).toEqual([
    ["/none.env", "missing", undefined],
    ["/dev/null", "device", undefined],
    ["/.config/mosaic/agents/good.env", "file", "a@good.service"],
    ["/.config/mosaic/agents/folder.env", "directory", "a@folder.service"],
    ["/.config/mosaic/agents/pipe.env", "fifo", "a@pipe.service"],
  ]);
  expect(
    checkUnits(set).map(({ code, line, message }) => [code, line, message.replace(home, "~")]),
  ).toEqual([
    ["MF602", 2, "The environment file `~/.config/mosaic/agents/folder.env` is a directory"],
    ["MF602", 2, "The environment file `~/.config/mosaic/agents/pipe.env` is a FIFO"],
  ]);
});

test("an instance that nobody named is not looked for: no folder is listed, no file of one is opened, judged or shown", () => {
  const { home, units } = scratch;
  const agents = join(home, "conf");
  const written = agents.replaceAll("%", "%%");
  mkdirSync(join(agents, "folder"), { recursive: true });
  execFileSync("mkfifo", [join(agents, "pipe")]);
  writeFileSync(join(agents, "private"), "export SECRETISH=1\n", { mode: 0o644 });
  scratch.write("tool@.service", `[Service]\nExecStart="${written}/%i" --x\n`);
  scratch.write("conf@.service", `[Service]\nExecStart=/bin/true\nEnvironmentFile=${written}/%i\n`);
  scratch.write(
    "name@.service",
    `[Service]\nExecStart=/bin/true\nEnvironmentFile=-${written}/%n%N\n`,
  );
  scratch.write("glob.service", `[Service]\nExecStart=/bin/true\nEnvironmentFile=-${written}/p*\n`);
  const { result, touched } = recorded(() => loadUnitSet([units], { home, env: {} }));
  expect(touched.filter((path) => path.startsWith(agents))).toEqual([join(agents, "p*")]);
  expect(touched).toContain(join(units, "glob.service"));
  const findings = checkUnits(result, { installed: true });
  expect(findings).toEqual([]);
});

test("what a specifier gave is not expanded again, in a home with percent signs", async () => {
  const { home, units } = scratch;
  for (const { name, text } of await shippedUnits()) scratch.write(name, text);
  const escaped = home.replaceAll("%", "%%");
  scratch.write(
    "mosaic-agent@x.service.d/50-roster.conf",
    [
      "[Service]",
      `Environment="MOSAIC_AGENT_WORKDIR=${escaped}/w"`,
      `Environment="MOSAIC_AGENT_COMMAND=own"`,
      `Environment="PATH=${escaped}/bin"`,
      `EnvironmentFile=${escaped}/x.env`,
      "",
    ].join("\n"),
  );
  const agents = join(home, ".config/mosaic/fleet/agents");
  const tools = join(home, ".config/mosaic/tools/fleet");
  for (const folder of [agents, tools, join(home, "w"), join(home, "v"), join(home, "bin")])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(tools, "start-agent-session.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(home, "bin/own"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(home, "x.env"), "A=1\n", { mode: 0o600 });
  writeFileSync(join(agents, "y.env"), `MOSAIC_AGENT_WORKDIR="$HOME/v"\n`, { mode: 0o600 });
  writeFileSync(join(agents, "z.env"), "MOSAIC_AGENT_WORKDIR=%h/v\n", { mode: 0o600 });
  const instances = ["y", "z"].map((name) => `mosaic-agent@${name}.service`);
  const set = loadUnitSet([units], { home, env: {}, instances });
  expect(
    set.named
      ?.filter(({ unit }) => unit !== undefined)
      .map(({ key, path, kind }) => [key, path.replace(home, "~"), kind]),
  ).toEqual([
    ["EnvironmentFile", "~/.config/mosaic/fleet/agents/x.env", "missing"],
    ["EnvironmentFile", "~/.config/mosaic/fleet/agents/y.env", "file"],
    ["EnvironmentFile", "~/.config/mosaic/fleet/agents/z.env", "file"],
    ["MOSAIC_AGENT_WORKDIR", "~/w", "directory"],
    ["MOSAIC_AGENT_COMMAND", "~/bin/own", "file"],
    ["MOSAIC_AGENT_WORKDIR", "~/v", "directory"],
  ]);
  // systemd expands nothing in an environment file, and neither does the launcher: this one is wrong.
  expect(checkUnits(set, { installed: true }).map(({ code, file }) => [code, file])).toEqual([
    ["MF611", join(agents, "z.env")],
    ["MF614", join(agents, "z.env")],
  ]);
});

/** Every path that is opened, listed or looked at meanwhile, by this very process. */
function recorded<T>(act: () => T): { result: T; touched: string[] } {
  const touched: string[] = [];
  const names = ["openSync", "readdirSync", "statSync", "lstatSync", "readFileSync"] as const;
  const before = names.map((name) => [name, fs[name]] as const);
  for (const [name, real] of before)
    Object.assign(fs, {
      [name]: (...given: unknown[]): unknown => {
        touched.push(String(given[0]));
        return Reflect.apply(real, fs, given);
      },
    });
  syncBuiltinESMExports();
  try {
    return { result: act(), touched };
  } finally {
    Object.assign(fs, Object.fromEntries(before));
    syncBuiltinESMExports();
  }
}
