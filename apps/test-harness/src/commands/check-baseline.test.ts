import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { scratchCheck } from "../../test/scratch-check.js";

const scratch = scratchCheck();
const check = async (...args: string[]) => await scratch.check("--no-verify", ...args);
const checkJson = async (...args: string[]) => await scratch.checkJson("--no-verify", ...args);

const BAD = "[Service]\nExecStart=/bin/true\nRestart=yes\n";
const BASE = ["--baseline", "known.json", "units"];

const write = (name: string, text: string): void =>
  writeFileSync(join(scratch.home, "units", name), text);

beforeEach(() => {
  mkdirSync(join(scratch.home, "units"));
  write("a.service", BAD);
});

describe("a baseline", () => {
  it("is made of what is found, and fails nothing from then on", async () => {
    expect((await check("units")).code).toBe(1);
    const made = await check("--write-baseline", ...BASE);
    expect(made.code).toBe(0);
    expect(made.out).toContain("baseline");
    expect(made.out).toContain("written, with 1 findings");
    const { code, document } = await checkJson(...BASE);
    expect(code).toBe(0);
    expect(document.files[0]?.findings).toMatchObject([{ code: "MF107", known: true }]);
    expect(document.summary).toMatchObject({ errors: 0, known: 1 });
    expect(document.baseline).toEqual({ path: join(scratch.home, "known.json"), gone: [] });
  });

  it("knows a finding whose line has moved, and one whose file was moved with it", async () => {
    await check("--write-baseline", ...BASE);
    write("a.service", `# new\n\n${BAD}`);
    expect((await checkJson(...BASE)).document.files[0]?.findings).toMatchObject([
      { line: 5, known: true },
    ]);
    execFileSync("mkdir", ["moved"], { cwd: scratch.home });
    execFileSync("mv", ["units", "known.json", "moved"], { cwd: scratch.home });
    expect((await check("--baseline", "moved/known.json", "moved/units")).code).toBe(0);
  });

  it.each([
    ["another line", "a.service", BAD.replace("yes", "perhaps")],
    ["a second of the same line", "a.service", `${BAD}Restart=yes\n`],
    ["another file", "b.service", BAD],
    ["another rule", "a.service", `${BAD}KillMode=perhaps\n`],
  ])("does not know %s", async (_, name, text) => {
    await check("--write-baseline", ...BASE);
    write(name, text);
    const { code, document } = await checkJson(...BASE);
    expect(code).toBe(1);
    expect(document.summary.errors).toBe(1);
  });

  it("says what is gone, which fails nothing", async () => {
    await check("--write-baseline", ...BASE);
    write("a.service", BAD.replace("yes", "always"));
    const { code, out } = await check(...BASE);
    expect(code).toBe(0);
    expect(out).toContain(`gone: ${scratch.home}/units/a.service:3: MF107: `);
    rmSync(join(scratch.home, "units", "a.service"));
    write("b.service", "[Service]\nExecStart=/bin/true\n");
    expect((await checkJson(...BASE)).document.baseline?.gone).toMatchObject([{ code: "MF107" }]);
  });

  it("does not call gone what was not looked at", async () => {
    write("b.service", BAD);
    await check("--write-baseline", ...BASE);
    const { document } = await checkJson("--baseline", "known.json", "units/a.service");
    expect(document.baseline?.gone).toEqual([]);
  });

  it("holds no line of a unit, nor a value", async () => {
    write("a.service", "[Service]\nExecStart=/bin/true\nEnvironment=A=x TOKEN SECRETISH\n");
    await check("--write-baseline", ...BASE);
    const text = readFileSync(join(scratch.home, "known.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ version: 1, findings: [{ file: "units/a.service" }] });
    expect(text).not.toContain("Environment=A");
  });

  it.each([
    ["is not there", () => undefined, /is not there. *`--write-baseline` makes it/s],
    ["is no JSON", (path: string) => writeFileSync(path, "{"), /it is no JSON/],
    ["is another document", (path: string) => writeFileSync(path, "{}"), /no baseline of this/],
    [
      "has other findings",
      (path: string) => writeFileSync(path, '{"version":1,"findings":[{"code":"MF101"}]}'),
      /finding 1 has not/,
    ],
    ["is a folder", (path: string) => mkdirSync(path), /nor a regular file/],
    ["is a FIFO", (path: string) => execFileSync("mkfifo", [path]), /nor a regular file/],
    ["leads in a circle", (path: string) => symlinkSync("known.json", path), /cannot be read/],
  ])("that %s is wrong usage", async (_, make, message) => {
    make(join(scratch.home, "known.json"));
    const { code, out, err } = await check(...BASE);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.replaceAll("\n", " ")).toMatch(message);
  });

  it("is replaced where a link leads, and never a FIFO", async () => {
    symlinkSync("elsewhere.json", join(scratch.home, "known.json"));
    writeFileSync(join(scratch.home, "elsewhere.json"), "old");
    expect((await check("--write-baseline", ...BASE)).code).toBe(0);
    expect(readFileSync(join(scratch.home, "elsewhere.json"), "utf8")).toContain("MF107");
    execFileSync("mkfifo", [join(scratch.home, "pipe")]);
    const { code, err } = await check("--write-baseline", "--baseline", "pipe", "units");
    expect(code).toBe(1);
    expect(err).toContain("cannot be written: it is no regular file");
  });

  it("to be written needs a name", async () => {
    expect(await check("--write-baseline", "units")).toMatchObject({
      code: 2,
      err: expect.stringContaining("Add `--baseline FILE`"),
    });
  });
});

it("`--no-verify` leaves the second opinion out, and says so", async () => {
  const { document } = await checkJson("units");
  expect(document.rulesSkipped).toContainEqual({
    code: "MF199",
    reason: "left out by `--no-verify`",
  });
});
