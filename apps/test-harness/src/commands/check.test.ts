import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shippedUnits } from "@mosaicstack/systemd-units";
import type { CheckDocument } from "../check/check-document.js";
import { copyFiles } from "../live/install-by-hand.js";
import { run } from "../program.js";

let scratch: string;
let home: string;
beforeEach(() => {
  home = scratch = mkdtempSync(join(tmpdir(), "mosaic-harness-check-"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

async function check(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await run(["check", ...args], {
    env: { HOME: home, PATH: process.env["PATH"] },
    cwd: home,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
  });
  return { code, out, err };
}

async function checkJson(...args: string[]): Promise<{ code: number; document: CheckDocument }> {
  const { code, out } = await check("--format", "json", ...args);
  return { code, document: JSON.parse(out) as CheckDocument };
}

/** The shipped units in a folder `units`, with one of them changed. */
async function fixture(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<string> {
  const folder = join(home, "units");
  mkdirSync(folder);
  for (const unit of await shippedUnits())
    writeFileSync(join(folder, unit.name), unit.name === name ? change(unit.text) : unit.text);
  return folder;
}

const codes = ({ files }: CheckDocument): string[] =>
  files.flatMap(({ findings }) => findings.map(({ code }) => code));

describe("the shipped units", () => {
  it("hold, strictly, and each is in the document", async () => {
    const { code, document } = await checkJson("--strict");
    expect(codes(document)).toEqual([]);
    expect(code).toBe(0);
    const shipped = (await shippedUnits()).map(({ path }) => path);
    expect(document.files.map(({ path }) => path)).toEqual(shipped);
    expect(document.rulesSkipped.map(({ code: each }) => each)).toEqual(
      expect.arrayContaining(["MF701", "MF702", "MF703", "MF704"]),
    );
  });
});

describe("a folder", () => {
  it("fails with file, line, code and remedy", async () => {
    const folder = await fixture("mosaic-agent@.service", (text) =>
      text.replace("Requires=", "BindsTo="),
    );
    const { code, out } = await check("units");
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^ +${folder}/mosaic-agent@\\.service:\\d+: error: MF203: `, "m"),
    );
    expect(out).toMatch(/3 passed, 1 failed, \d+ skipped\n$/);
  });

  it("is judged with its drop-ins", async () => {
    const folder = await fixture("none");
    mkdirSync(join(folder, "mosaic-agent@cod.service.d"));
    writeFileSync(
      join(folder, "mosaic-agent@cod.service.d", "own.conf"),
      "[Service]\nKillMode=none\n",
    );
    const { code, document } = await checkJson(folder);
    expect(code).toBe(1);
    const bad = document.files.filter(({ findings }) => findings.length > 0);
    expect(bad.map(({ path }) => path)).toEqual([
      join(folder, "mosaic-agent@cod.service.d", "own.conf"),
    ]);
    expect(document.files).toHaveLength(5);
  });

  it("with a FIFO as environment file fails, and systemd is not asked about it", async () => {
    const fifo = join(home, "pipe.env");
    execFileSync("mkfifo", [fifo]);
    const folder = await fixture("mosaic-agent@.service", (text) =>
      text.replace("[Install]", `EnvironmentFile=-${fifo}\n[Install]`),
    );
    const { code, document } = await checkJson(folder);
    expect(code).toBe(1);
    expect(codes(document)).toEqual(["MF602"]);
    expect(document.rulesSkipped).toContainEqual({
      code: "MF199",
      reason: expect.stringContaining("is a FIFO"),
    });
  });

  it("is told as it is where its only unit cannot be read", async () => {
    mkdirSync(join(home, "units", "sole.service"), { recursive: true });
    const { code, document } = await checkJson("units");
    expect({ code, codes: codes(document) }).toEqual({ code: 1, codes: ["MF104"] });
    expect(document.rulesSkipped).toContainEqual({
      code: "MF199",
      reason: "there is no unit file that can be read",
    });
  });

  it("of drop-ins alone is not shown to systemd", async () => {
    mkdirSync(join(home, "units", "sole.service.d"), { recursive: true });
    writeFileSync(join(home, "units", "sole.service.d", "own.conf"), "[Service]\nRestart=no\n");
    expect((await checkJson("units")).document.rulesSkipped).toContainEqual({
      code: "MF199",
      reason: "there is no unit file beside the drop-ins",
    });
  });

  it.each(["mosaic-extra.service", "mosaic-agent@.service.d/50.conf"])(
    "with a FIFO as `%s` fails, and systemd is not asked about it",
    async (name) => {
      const folder = await fixture("none");
      mkdirSync(join(folder, "mosaic-agent@.service.d"));
      execFileSync("mkfifo", [join(folder, name)]);
      const { code, document } = await checkJson(folder);
      expect(code).toBe(1);
      expect(codes(document)).toEqual(["MF104"]);
      expect(document.rulesSkipped).toContainEqual({
        code: "MF199",
        reason: expect.stringContaining("is a FIFO"),
      });
    },
  );

  it("that is named by a link in a circle fails, and is there", async () => {
    symlinkSync("circle", join(home, "circle"));
    const { code, document } = await checkJson("circle");
    expect({ code, codes: codes(document) }).toEqual({ code: 1, codes: ["MF104"] });
  });

  it("says nothing of files that nobody named, whatever they hold, by systemd's mouth neither", async () => {
    const secrets = join(home, "conf");
    const own = join(home, ".config", "systemd", "user", "mosaic-agent@.service.d");
    for (const path of [join(secrets, "folder"), own]) mkdirSync(path, { recursive: true });
    writeFileSync(join(secrets, "unrelated"), "no env file\nexport SECRETISH=1\n");
    writeFileSync(join(own, "50-mine.conf"), "[Service]\nPrivateKey=SECRETISH\n");
    execFileSync("mkfifo", [join(own, "60-mine.conf")]);
    const folder = await fixture("mosaic-agent@.service", (text) =>
      text.replace("[Install]", `EnvironmentFile=-${secrets}/%i\n[Install]`),
    );
    writeFileSync(
      join(folder, "tool@.service"),
      `[Service]\nExecStart=/bin/true\nEnvironmentFile=${secrets}/%i\n`,
    );
    const { code, out } = await check("--strict", folder);
    expect(out).not.toMatch(/unrelated|SECRETISH|-mine|conf\/folder/);
    expect(code).toBe(0);
  });

  it("with nothing in it could not be checked", async () => {
    mkdirSync(join(home, "empty"));
    const { code, err } = await check("empty");
    expect(code).toBe(5);
    expect(err).toBe(`mosaic-fleet-harness: there is no unit file in \`${home}/empty\`\n`);
  });
});

const analyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!analyze) console.warn("`systemd-analyze` is not installed: its second opinion is not tested");

describe.skipIf(!analyze)("what systemd says", () => {
  it("is a warning, which fails with `--strict` alone", async () => {
    const folder = await fixture("mosaic-agent@.service", (text) =>
      text.replace("[Service]", "[Service]\nSystemCallFilter=no_such_call"),
    );
    const { code, document } = await checkJson(folder);
    expect(codes(document)).toContain("MF199");
    expect(code).toBe(0);
    expect((await checkJson("--strict", folder)).code).toBe(1);
  });
});

it("says which rules hold less where systemd is not installed", async () => {
  let out = "";
  const code = await run(["check", "--format", "json"], {
    env: { HOME: home, PATH: home },
    cwd: home,
    out: (text) => void (out += text),
    err: () => undefined,
    color: false,
  });
  const { rulesSkipped } = JSON.parse(out) as CheckDocument;
  expect(code).toBe(0);
  expect(rulesSkipped.map((rule) => rule.code)).toEqual(expect.arrayContaining(["MF102", "MF199"]));
});

describe("usage", () => {
  it("refuses a path that is not there, and looks at nothing", async () => {
    const { code, out, err } = await check("gone", "--strict");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toBe(
      "mosaic-fleet-harness: `gone` is not there; name unit files or folders of them\n",
    );
  });
  it("tells a mistake as a document where one was asked for", async () => {
    const { code, out, err } = await check("gone", "--format=json");
    expect(code).toBe(2);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({ version: 1, error: { code: "Usage" } });
  });
  it.each([[["--format", "xml"]], [["--bogus"]], [["--installed", "."]]])(
    "refuses %j",
    async (args) => {
      expect((await check(...args)).code).toBe(2);
    },
  );
});

describe("--installed", () => {
  const units = (): string => join(home, ".config", "systemd", "user");

  it("could not run where nothing is installed", async () => {
    expect(await check("--installed")).toMatchObject({
      code: 5,
      err: expect.stringContaining("run `mosaic-fleet install`"),
    });
  });

  it("holds for plain copies, and passes over units of others", async () => {
    const script = await copyFiles(home);
    writeFileSync(join(units(), "other.service"), "no unit at all");
    const { code, document } = await checkJson("--installed", "--strict");
    expect(codes(document)).toEqual([]);
    expect(code).toBe(0);
    const paths = document.files.map(({ path }) => path);
    expect(paths).toContain(script);
    expect(paths).not.toContain(join(units(), "other.service"));
    expect(document.rulesSkipped.filter(({ code: each }) => each.startsWith("MF7"))).toEqual([]);
  });

  it.each([
    ["a script that is gone", (script: string) => rmSync(script), "MF701"],
    ["a script that may not be run", (script: string) => chmodSync(script, 0o644), "MF701"],
    ["a script that all may write", (script: string) => chmodSync(script, 0o777), "MF702"],
    ["a unit that is gone", () => rmSync(join(units(), "mosaic-fleet.slice")), "MF704"],
  ])("finds %s", async (_, harm, wanted) => {
    harm(await copyFiles(home));
    const { code, document } = await checkJson("--installed");
    expect(codes(document)).toContain(wanted);
    expect(code).toBe(1);
  });

  const write = (path: string, text: string): void => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
  };

  it("judges the environment files of the fleet's own agents, and nothing beside them", async () => {
    await copyFiles(home);
    const agents = join(home, ".config", "mosaic", "fleet", "agents");
    write(join(agents, "cod.env"), "export A=1\n");
    write(join(agents, "cod.env.bak"), "export SECRETISH=1\n");
    write(join(agents, "notes"), "SECRETISH\n");
    mkdirSync(join(agents, "drafts.env"));
    const { code, document } = await checkJson("--installed");
    expect(code).toBe(1);
    expect(
      document.files.flatMap(({ path, findings }) => findings.map((one) => [path, one.code])),
    ).toEqual([
      [join(units(), "mosaic-agent@.service"), "MF602"],
      [join(agents, "cod.env"), "MF609"],
    ]);
    expect(JSON.stringify(document)).not.toContain("SECRETISH");
  });

  it("judges drop-ins wherever systemd finds them, and blames the line", async () => {
    await copyFiles(home);
    const own = join(home, ".config", "systemd", "user.control", "mosaic-agent@cod.service.d");
    const all = join(home, ".local", "share", "systemd", "user", "service.d");
    write(join(own, "50-own.conf"), "[Service]\nNice=1\nKillMode=none\n");
    write(join(all, "60-all.conf"), "[Service]\n# every service\nWatchdogSec=5\n");
    write(join(all, "..", "mosaic-agent@.service"), "[Service]\nhidden by the user's own\n");
    write(join(all, "..", "other.service"), "no unit\n");
    const { document } = await checkJson("--installed");
    const found = document.files.flatMap(({ path, findings }) =>
      findings.map((one) => `${one.code} ${path}:${one.line}`),
    );
    expect([...new Set(found)]).toEqual([
      `MF502 ${join(own, "50-own.conf")}:3`,
      `MF519 ${join(all, "60-all.conf")}:3`,
    ]);
  });

  it("finds a link that starts nothing, of the fleet's own alone", async () => {
    await copyFiles(home);
    const wants = join(units(), "default.target.wants");
    mkdirSync(wants);
    for (const name of ["mosaic-agent@cod.service", "mosaic-gone.service", "other.service"])
      symlinkSync(`/none/${name}`, join(wants, name));
    const { document } = await checkJson("--installed");
    expect(
      document.files.flatMap(({ path, findings }) => findings.map((one) => [one.code, path])),
    ).toEqual([["MF705", join(wants, "mosaic-gone.service")]]);
  });

  it("holds in a home with percent signs", async () => {
    home = join(home, "50%h of %i");
    const script = await copyFiles(home);
    const workdir = join(home, "w");
    mkdirSync(workdir);
    const escaped = workdir.replaceAll("%", "%%");
    write(
      join(units(), "mosaic-agent@cod.service.d", "50-roster.conf"),
      `[Service]\nEnvironment="MOSAIC_AGENT_WORKDIR=${escaped}"\n`,
    );
    write(join(home, ".config/mosaic/fleet/agents/coder.env"), `MOSAIC_AGENT_WORKDIR="~/w"\n`);
    const { document } = await checkJson("--installed");
    expect(document.files.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(document.files.map(({ path }) => path)).toContain(script);
  });

  it("warns of a unit that was edited in place", async () => {
    await copyFiles(home);
    appendFileSync(join(units(), "mosaic-fleet.target"), "# mine\n");
    const { code, document } = await checkJson("--installed");
    expect(codes(document)).toEqual(["MF703"]);
    expect(code).toBe(0);
    expect((await checkJson("--installed", "--strict")).code).toBe(1);
  });
});
