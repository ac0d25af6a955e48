import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codes, scratchCheck } from "../../test/scratch-check.js";
import { shippedUnits } from "@mosaicstack/systemd-units";
import type { CheckDocument } from "../check/check-document.js";
import { run } from "../program.js";

const scratch = scratchCheck();
const { check, checkJson } = scratch;

/** The shipped units in a folder `units`, with one of them changed. */
async function fixture(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<string> {
  const folder = join(scratch.home, "units");
  mkdirSync(folder);
  for (const unit of await shippedUnits())
    writeFileSync(join(folder, unit.name), unit.name === name ? change(unit.text) : unit.text);
  return folder;
}

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
      text.replace("Wants=", "BindsTo="),
    );
    const { code, out } = await check("units");
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^✗ ${folder}/mosaic-agent@\\.service\n +line \\d+: error: MF203: `, "m"),
    );
    const others = (await shippedUnits()).length - 1;
    expect(out).toMatch(new RegExp(`\n${others} passed, 1 failed, \\d+ skipped\n$`));
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
    expect(document.files).toHaveLength((await shippedUnits()).length + 1);
  });

  it("gives a file with a warning no tick", async () => {
    const folder = await fixture("none");
    mkdirSync(join(folder, "mosaic-agent@cod.service.d"));
    const path = join(folder, "mosaic-agent@cod.service.d", "own.conf");
    writeFileSync(path, "[Service]\nRuntimeMaxSec=1h\n");
    const { code, out } = await check(folder);
    expect(code).toBe(0);
    expect(out).toContain(`! ${path}\n    line 2: warning: MF519: `);
    const all = (await shippedUnits()).length + 1;
    expect(out).toMatch(
      new RegExp(`\n${all} passed \\(1 with a warning\\), 0 failed, \\d+ skipped\n$`),
    );
  });

  it("with a FIFO as environment file fails, and systemd is not asked about it", async () => {
    const fifo = join(scratch.home, "pipe.env");
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
    mkdirSync(join(scratch.home, "units", "sole.service"), { recursive: true });
    const { code, document } = await checkJson("units");
    expect({ code, codes: codes(document) }).toEqual({ code: 1, codes: ["MF104"] });
    expect(document.rulesSkipped).toContainEqual({
      code: "MF199",
      reason: "there is no unit file that can be read",
    });
  });

  it("of drop-ins alone is not shown to systemd", async () => {
    mkdirSync(join(scratch.home, "units", "sole.service.d"), { recursive: true });
    writeFileSync(
      join(scratch.home, "units", "sole.service.d", "own.conf"),
      "[Service]\nRestart=no\n",
    );
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
    symlinkSync("circle", join(scratch.home, "circle"));
    const { code, document } = await checkJson("circle");
    expect({ code, codes: codes(document) }).toEqual({ code: 1, codes: ["MF104"] });
  });

  it("says nothing of files that nobody named, whatever they hold, by systemd's mouth neither", async () => {
    const secrets = join(scratch.home, "conf");
    const own = join(scratch.home, ".config", "systemd", "user", "mosaic-agent@.service.d");
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
    mkdirSync(join(scratch.home, "empty"));
    const { code, err } = await check("empty");
    expect(code).toBe(5);
    expect(err).toBe(`mosaic-fleet-harness: there is no unit file in \`${scratch.home}/empty\`\n`);
  });
});

const analyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!analyze) console.warn("`systemd-analyze` is not installed: its second opinion is not tested");

describe.skipIf(!analyze)("what systemd says", () => {
  it("is a warning, which fails with `--strict` alone", async () => {
    const folder = await fixture("mosaic-agent@.service", (text) =>
      text.replace("[Service]", "[Service]\nSystemCallFilter=@system-service no_such_call"),
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
    env: { HOME: scratch.home, PATH: scratch.home },
    cwd: scratch.home,
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
