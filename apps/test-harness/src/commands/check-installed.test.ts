import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codes, machineWide, scratchCheck } from "../../test/scratch-check.js";
import { copyFiles } from "../stage/install-by-hand.js";

// A home with percent signs works in systemd, so it does here in every test.
const scratch = scratchCheck("50%h of %i");
const { check } = scratch;

/** Without what is said of the machine, whose user may linger or not. */
async function checkJson(...args: string[]): ReturnType<typeof scratch.checkJson> {
  const { code, document } = await scratch.checkJson(...args);
  const [rest, onlyMachine] = machineWide(document);
  return { code: onlyMachine ? 0 : code, document: rest };
}

describe("--installed", () => {
  const units = (): string => join(scratch.home, ".config", "systemd", "user");

  it("could not run where nothing is installed", async () => {
    expect(await check("--installed")).toMatchObject({
      code: 5,
      err: expect.stringContaining("run `mosaic-fleet install`"),
    });
  });

  it("holds for plain copies, and passes over units of others", async () => {
    const script = await copyFiles(scratch.home);
    writeFileSync(join(units(), "other.service"), "no unit at all");
    const { code, document } = await checkJson("--installed", "--strict");
    expect(codes(document)).toEqual([]);
    expect(code).toBe(0);
    const paths = document.files.map(({ path }) => path);
    expect(paths).toContain(script);
    expect(paths).not.toContain(join(units(), "other.service"));
    // No manager, no roster and no fleet here.
    expect(
      document.rulesSkipped.map(({ code: each }) => each).filter((each) => each.startsWith("MF7")),
    ).toEqual(["MF706", "MF708", "MF709"]);
  });

  it.each([
    ["a script that is gone", (script: string) => rmSync(script), "MF701"],
    ["a script that may not be run", (script: string) => chmodSync(script, 0o644), "MF701"],
    ["a script that all may write", (script: string) => chmodSync(script, 0o777), "MF702"],
    ["a unit that is gone", () => rmSync(join(units(), "mosaic-fleet.slice")), "MF704"],
  ])("finds %s", async (_, harm, wanted) => {
    harm(await copyFiles(scratch.home));
    const { code, document } = await checkJson("--installed");
    expect(codes(document)).toContain(wanted);
    expect(code).toBe(1);
  });

  const write = (path: string, text: string): void => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
  };

  it("judges the environment files of the fleet's own agents, and nothing beside them", async () => {
    await copyFiles(scratch.home);
    const agents = join(scratch.home, ".config", "mosaic", "fleet", "agents");
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
    await copyFiles(scratch.home);
    const own = join(
      scratch.home,
      ".config",
      "systemd",
      "user.control",
      "mosaic-agent@cod.service.d",
    );
    const all = join(scratch.home, ".local", "share", "systemd", "user", "service.d");
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
    await copyFiles(scratch.home);
    const wants = join(units(), "default.target.wants");
    mkdirSync(wants);
    for (const name of ["mosaic-agent@cod.service", "mosaic-gone.service", "other.service"])
      symlinkSync(`/none/${name}`, join(wants, name));
    const { document } = await checkJson("--installed");
    expect(
      document.files.flatMap(({ path, findings }) => findings.map((one) => [one.code, path])),
    ).toEqual([["MF705", join(wants, "mosaic-gone.service")]]);
  });

  it("warns of a unit that was edited in place", async () => {
    await copyFiles(scratch.home);
    appendFileSync(join(units(), "mosaic-fleet.target"), "# mine\n");
    const { code, document } = await checkJson("--installed");
    expect(codes(document)).toEqual(["MF703"]);
    expect(code).toBe(0);
    expect((await checkJson("--installed", "--strict")).code).toBe(1);
  });

  it("holds in a home with percent signs", async () => {
    const script = await copyFiles(scratch.home);
    const workdir = join(scratch.home, "w");
    mkdirSync(workdir);
    const escaped = workdir.replaceAll("%", "%%");
    write(
      join(units(), "mosaic-agent@cod.service.d", "50-roster.conf"),
      `[Service]\nEnvironment="MOSAIC_AGENT_WORKDIR=${escaped}"\n`,
    );
    write(
      join(scratch.home, ".config/mosaic/fleet/agents/coder.env"),
      `MOSAIC_AGENT_WORKDIR="~/w"\n`,
    );
    const { document } = await checkJson("--installed");
    expect(document.files.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(document.files.map(({ path }) => path)).toContain(script);
  });
});
